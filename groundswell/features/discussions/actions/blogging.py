"""Blog posts: written, submitted, let appear or returned with a note, changed, taken back.

Nobody but its author and the team knows of a draft: it is a row of its own until it is let appear, and so is a change to a
post that is there already.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.discussions import BlogPostPublished, BlogPostReturned, BlogPostSubmitted, BlogPostWithdrawn
from groundswell.features.discussions.actions import publishing
from groundswell.features.discussions.actions.hiding import hide
from groundswell.features.discussions.actions.locking import locked
from groundswell.features.discussions.actions.polling import PollText, check_poll
from groundswell.features.discussions.models import BlogDraft, Discussion, Space
from groundswell.features.discussions.models.blogs import cover_values
from groundswell.features.discussions.rules import may_blog, may_change_post, may_review, publishes_alone
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.moderation.actions.deciding import close
from groundswell.moderation.guard import Post, judge
from groundswell.moderation.models import Item, What
from groundswell.moderation.models.queue import SOON
from groundswell.voice.actions import source_of
from groundswell.voice.drafts import forget_draft
from groundswell.voice.models import Picture
from groundswell.voice.typed import clean_body, clean_title, plain

MATTER = "blog"
NOTE_LONGEST, ALT_LONGEST, MOST_DRAFTS = 1_000, 200, 50


@dataclass(frozen=True, kw_only=True)
class BlogText:
    """What a draft says. `cover` is a picture of its author's, `alt` says what is in it."""

    title: str
    body: str
    space: Space
    cover: Picture | None = None
    alt: str = ""
    poll: PollText | None = None


@transaction.atomic
def save_draft(draft: BlogDraft | None, said: BlogText, *, by: Member, once: UUID | None = None) -> BlogDraft:
    """Begin a draft, or save it anew. What waits for the team goes on waiting, with another revision."""
    if draft is None and once and (before := BlogDraft.objects.filter(author=by, once=once).first()):
        draft = before
    require_may_blog(by, said.space)
    limit(by.pk, "blog_draft", most=240, per=HOUR)
    values = _checked(said, by)
    if draft is None:
        if BlogDraft.objects.filter(author=by).count() >= MOST_DRAFTS:
            raise Invalid(
                _("You have %(most)s drafts. Finish one, or throw one away.") % {"most": MOST_DRAFTS}, "title"
            )
        made = BlogDraft.objects.create(author=by, once=once, **values)
        forget_draft("blog", by=by)
        return made
    found = own_draft(draft.pk, by)
    for name, value in values.items():
        setattr(found, name, value)
    found.revision, found.saved_at = found.revision + 1, clock.now()
    found.save()
    forget_draft(f"blog:{found.pk}", by=by)
    return found


@transaction.atomic
def submit_draft(draft: BlogDraft, *, by: Member) -> Discussion | None:
    """Hand it in. Who is trusted publishes at once, and gets the post; others get nothing, and the team looks."""
    found = own_draft(draft.pk, by)
    require_may_blog(by, found.space)
    if found.waits:
        return None
    limit(by.pk, "blog", most=10, per=DAY)
    poll = PollText.of(found.poll)
    whole = clean_body(found.body) + (f"\n{poll.text}" if poll else "")
    verdict = judge(Post("blog", whole, clean_title(found.title), (f"space:{found.space_id}",)), by=by)
    if publishes_alone(by) and not verdict.hold:
        return _publish(found, by)
    found.state, found.submitted_at, found.note = BlogDraft.State.WAITING, clock.now(), ""
    found.save(update_fields=["state", "submitted_at", "note"])
    because = [{"rule": MATTER, "change": found.of_id is not None}, *verdict.hold, *verdict.queue]
    item = Item(what=What.HELD, kind=MATTER, subject=found.pk, about=by, rank=SOON, because=because)
    item.opened_at = found.submitted_at
    item.save()
    record(
        BlogPostSubmitted(draft=found.pk, author=by.pk, space=found.space_id, discussion=found.of_id, item=item.pk),
        by=by,
    )
    return None


@transaction.atomic
def withdraw_draft(draft: BlogDraft, *, by: Member) -> None:
    """Take it back from the team, and go on writing."""
    found = own_draft(draft.pk, by)
    if found.waits:
        _answer(found, by, "withdrawn")
        found.state = BlogDraft.State.WRITING
        found.save(update_fields=["state"])
        record(BlogPostWithdrawn(draft=found.pk, author=by.pk), by=by)


@transaction.atomic
def discard_draft(draft: BlogDraft, *, by: Member) -> None:
    """Throw it away; a published post stays as it is."""
    found = own_draft(draft.pk, by)
    withdraw_draft(found, by=by)
    BlogDraft.objects.filter(pk=found.pk).delete()


@transaction.atomic
def approve_draft(draft: BlogDraft, *, by: Member, seen: int | None = None) -> Discussion:
    """Let it appear under its author's name. `seen` is the revision that `by` has read."""
    found = _waiting(draft, by)
    require(seen in (None, found.revision), _("Its author changed this after you had opened it. Look at it again."))
    _answer(found, by, "published")
    return _publish(found, by)


@transaction.atomic
def return_draft(draft: BlogDraft, *, by: Member, note: str) -> None:
    """Give it back to its author with a note that says what would have to change."""
    found = _waiting(draft, by)
    note = plain(note)
    if not note:
        raise Invalid(_("Say what would have to change: its author gets this note."), "note")
    _answer(found, by, "returned")
    found.state, found.note = BlogDraft.State.RETURNED, note[:NOTE_LONGEST]
    found.save(update_fields=["state", "note"])
    record(BlogPostReturned(draft=found.pk, author=found.author_id), by=by)


@transaction.atomic
def change_post(post: Discussion, *, by: Member) -> BlogDraft:
    """A draft that says what the published post says, for its author to change."""
    found = locked(post.pk, by)
    require(may_change_post(by, found), _("Only its author changes a blog post."))
    values = {"title": found.voice.title, "body": source_of(found.voice), "space": found.space, **cover_values(found)}
    return BlogDraft.objects.get_or_create(of=found, defaults={"author": by, **values})[0]


@transaction.atomic
def unpublish_post(post: Discussion, *, by: Member) -> BlogDraft:
    """Its author takes it out of sight; it is a draft again, and its comments come back with it."""
    found = locked(post.pk, by)
    draft = change_post(found, by=by)
    if found.deleted_at is None:
        hide(found, by, "", what="unpublished")
    return draft


def own_draft(pk: int, by: Member) -> BlogDraft:
    """Held until the transaction ends. Raises BlogDraft.DoesNotExist for all but its author."""
    return BlogDraft.objects.select_for_update(of=("self",)).select_related("space", "of").get(pk=pk, author=by)


def require_may_blog(by: Member, space: Space) -> None:
    """Raises Refused with the reason."""
    if space.blog_from > 4:
        require(may_blog(by, space), _("Only the team writes blog posts for this space."))
    said = _("For this space members write blog posts from level %(level)s on.") % {"level": space.blog_from}
    require(may_blog(by, space), said)


def _checked(said: BlogText, by: Member) -> dict[str, Any]:
    alt = plain(said.alt)[:ALT_LONGEST]
    if said.cover is not None and said.cover.owner_id not in (by.pk, None):
        raise Invalid(_("Choose a picture of your own."), "cover")
    if said.cover is not None and not alt:
        raise Invalid(_("Say in a few words what is in the picture, for those who cannot see it."), "alt")
    return {
        "title": clean_title(said.title),
        "body": clean_body(said.body),
        "space": said.space,
        "cover": said.cover,
        "cover_alt": alt if said.cover else "",
        "poll": check_poll(said.poll).kept() if said.poll else None,
    }


def _waiting(draft: BlogDraft, by: Member) -> BlogDraft:
    require(may_review(by), _("Only moderators decide this."))
    rows = BlogDraft.objects.select_for_update(of=("self",)).select_related("space", "of", "author")
    found = rows.filter(pk=draft.pk).first()
    require(found is not None and found.waits, _("Somebody else has decided this already."))
    assert found is not None
    return found


def _answer(draft: BlogDraft, by: Member, outcome: str) -> None:
    for item in Item.objects.select_for_update().filter(what=What.HELD, kind=MATTER, subject=draft.pk, done_at=None):
        close(item, outcome, by)


def _publish(draft: BlogDraft, by: Member) -> Discussion:
    """The draft becomes the post, or its change; then it is a draft no more."""
    number, changed = draft.pk, draft.of_id is not None
    post = publishing.publish(draft)
    BlogDraft.objects.filter(pk=number).delete()
    record(
        BlogPostPublished(discussion=post.pk, draft=number, author=post.author_id, change=changed),
        by=by,
    )
    return post
