"""A discussion with a page of its replies, as somebody sees it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from groundswell.features.discussions.models import Change, Discussion, Hearing, Reply, Thanks
from groundswell.features.discussions.rules import Allowed, for_page
from groundswell.members.rules import Viewer, is_member
from groundswell.voice.translating import NOTHING, Offer, offer_to

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class DiscussionPage:
    """`thanked` are the replies that this reader thanked for, with 0 for the discussion itself; `offer` says which texts
    they are offered in their language."""

    discussion: Discussion
    replies: list[Reply]
    page: int
    pages: int
    changes: list[Change]
    rules: Allowed
    thanked: set[int] = field(default_factory=set)
    hears: set[str] = field(default_factory=set)
    offer: Offer = NOTHING

    def people(self) -> Iterator[int]:
        yield self.discussion.author_id
        yield from (reply.author_id for reply in self.replies)


def discussion_page(pk: int, viewer: Viewer, *, page: int = 1) -> DiscussionPage | None:
    """None when there is none that this viewer may see. A page beyond the last is the last."""
    discussion = found(pk, viewer)
    if discussion is None:
        return None
    seen = Reply.objects.filter(discussion=discussion)
    if not (is_member(viewer) and viewer.moderates):
        seen = seen.filter(deleted_at=None)
    count = discussion.reply_count if not (is_member(viewer) and viewer.moderates) else seen.count()
    pages = max(1, -(-count // A_PAGE))
    page = min(max(1, page), pages)
    replies = list(seen.select_related("voice", "author").order_by("pk")[(page - 1) * A_PAGE : page * A_PAGE])
    for reply in replies:
        reply.discussion = discussion
    changed = discussion.closed_at or discussion.deleted_at
    changes = list(Change.objects.filter(discussion=discussion, reply=None).select_related("by")) if changed else []
    thanked, hears = _of_reader(discussion, replies, viewer)
    offer = NOTHING if discussion.deleted_at else offer_to(viewer, private=discussion.space.private)
    rules = for_page(viewer, discussion)
    return DiscussionPage(discussion, replies, page, pages, changes, rules, thanked, hears, offer)


def found(pk: int, viewer: Viewer) -> Discussion | None:
    if not 0 < pk < 2**63:
        return None
    seen = Discussion.objects.visible_to(viewer).select_related("voice", "author", "space", "cover")
    return seen.filter(pk=pk).first()


def found_reply(pk: int, viewer: Viewer) -> Reply | None:
    """A reply in a discussion that this viewer may see; a deleted one for its author and those who moderate."""
    if not 0 < pk < 2**63:
        return None
    reply = Reply.objects.select_related("voice", "author").filter(pk=pk).first()
    own = is_member(viewer) and (viewer.moderates or (reply is not None and viewer.pk == reply.author_id))
    discussion = found(reply.discussion_id, viewer) if reply and (reply.deleted_at is None or own) else None
    if reply is None or discussion is None:
        return None
    reply.discussion = discussion
    return reply


def page_of(reply: Reply) -> int:
    """On which page of its discussion a reply stands."""
    before = Reply.objects.filter(discussion=reply.discussion_id, deleted_at=None, pk__lt=reply.pk).count()
    return before // A_PAGE + 1


def _of_reader(discussion: Discussion, replies: list[Reply], viewer: Viewer) -> tuple[set[int], set[str]]:
    if not is_member(viewer):
        return set(), set()
    given = Thanks.objects.filter(member=viewer, discussion=discussion).values_list("reply", flat=True)
    heard = Hearing.objects.filter(member=viewer, kind=Hearing.Kind.DISCUSSION, subject=discussion.pk)
    return {reply or 0 for reply in given}, set(heard.values_list("how", flat=True))
