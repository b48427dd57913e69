"""Topics, tags and what the caller follows, over JSON."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import Field

from groundswell.features.support import actions
from groundswell.features.support.actions.topics import Draft
from groundswell.features.support.api import found
from groundswell.features.support.models import Follow, Tag
from groundswell.features.support.queries.places import topics_for
from groundswell.features.support.rules import may_set_audience
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, member_of, moderating
from groundswell.members.api.schemas import Schema
from groundswell.members.groups.models import Audience, Group
from groundswell.members.rules import Invalid, require

router = Router(tags=["places"])
Size = Annotated[int, Field(ge=1, le=500)]
KindOf = Literal["question", "topic", "tag", "member"]


class TopicOut(Schema):
    id: int
    slug: str
    parent_id: int | None
    private: bool
    archived: bool
    language: str
    icon: str
    several_solutions: bool
    name: dict[str, str]
    about: dict[str, str]

    @staticmethod
    def resolve_archived(topic: Any) -> bool:
        return topic.archived_at is not None


class TopicDraft(Schema):
    """Names and descriptions by language; `parent` is the address of a topic at the top; `pace` are the seconds that everybody
    waits between two posts, 0 for none, and nothing to leave it as it is."""

    name: dict[Word, Word]
    slug: Word
    about: dict[Word, Text] = {}
    parent: Word = ""
    icon: Word = ""
    language: Word = ""
    several_solutions: bool = False
    pace: int | None = None

    def draft(self, call: Call) -> Draft:
        fields = {name: getattr(self, name) for name in self.__class__.model_fields if name in TopicDraft.model_fields}
        return Draft(**{**fields, "parent": found.topic(self.parent, call) if self.parent else None})


class AudienceIn(Schema):
    """Staff in one of `roles`, members from `level` on, members of `groups` (by their addresses); nothing is everybody."""

    roles: list[Literal["agent", "moderator", "manager", "admin", "member"]] = []
    level: Annotated[int, Field(ge=0, le=4)] | None = None
    groups: list[Word] = []


class AudienceOut(AudienceIn):
    private: bool


class TopicIn(TopicDraft):
    """And who may read it; nothing in it is everybody."""

    audience: AudienceIn = AudienceIn()


class TagOut(Schema):
    id: int
    name: str
    about: str
    uses: int


class FollowOut(Schema):
    kind: str
    subject: int


class FollowsOut(Schema):
    items: list[FollowOut]
    next: str


@router.get("/topics", response={200: list[TopicOut], **FAILURES}, operation_id="list_topics")
def topics(request: Call) -> Any:
    """The topics that the caller may know of, in their order."""
    return topics_for(request.viewer)


@router.post("/topics", response={201: TopicOut, **FAILURES}, operation_id="make_topic")
def make_topic(request: Call, said: TopicIn) -> Any:
    """A new topic; with an audience it is closed to others from the first moment."""
    by = moderating(request)
    return Status(201, actions.make_topic(said.draft(request), by=by, readers=_readers(said.audience)))


@router.put("/topics/{slug}", response={200: TopicOut, **FAILURES}, operation_id="change_topic")
def change_topic(request: Call, slug: Word, said: TopicDraft) -> Any:
    """Call it otherwise, put it elsewhere. Its former address leads to it."""
    by = moderating(request)
    return actions.change_topic(found.topic(slug, request), said.draft(request), by=by)


@router.post("/topics/{slug}/move", response={204: None, **FAILURES}, operation_id="move_topic")
def move_topic(request: Call, slug: Word, up: bool) -> Any:
    """One place before or after the one beside it."""
    by = moderating(request)
    actions.move_topic(found.topic(slug, request), by=by, up=up)
    return Status(204, None)


@router.put("/topics/{slug}/archive", response={204: None, **FAILURES}, operation_id="archive_topic")
def archive_topic(request: Call, slug: Word) -> Any:
    """Nothing new is asked in it or under it; what is there stays."""
    by = moderating(request)
    actions.archive_topic(found.topic(slug, request), by=by)
    return Status(204, None)


@router.delete("/topics/{slug}/archive", response={204: None, **FAILURES}, operation_id="reopen_topic")
def reopen_topic(request: Call, slug: Word) -> Any:
    """Questions are asked in it again."""
    by = moderating(request)
    actions.reopen_topic(found.topic(slug, request), by=by)
    return Status(204, None)


@router.get("/topics/{slug}/audience", response={200: AudienceOut, **FAILURES}, operation_id="read_audience")
def read_audience(request: Call, slug: Word) -> Any:
    """Who may read a topic; managers and admins ask."""
    require(may_set_audience(member_of(request)), _("Only managers and admins say who may read a topic."))
    topic = found.topic(slug, request)
    known = Audience.objects.filter(pk=topic.pk).first() or Audience(place=topic.pk)
    groups = dict(Group.objects.filter(pk__in=known.groups).values_list("pk", "slug"))
    slugs = [groups[pk] for pk in known.groups if pk in groups]
    return {"private": topic.private, "roles": known.roles, "level": known.level, "groups": slugs}


@router.put("/topics/{slug}/audience", response={200: AudienceOut, **FAILURES}, operation_id="set_audience")
def set_audience(request: Call, slug: Word, said: AudienceIn) -> Any:
    """Close a topic to all but these, or open it to everybody with nothing in it."""
    actions.set_audience(found.topic(slug, request), _readers(said), by=moderating(request))
    return read_audience(request, slug)


def _readers(said: AudienceIn) -> actions.Readers:
    groups = dict(Group.objects.filter(slug__in=said.groups).values_list("slug", "pk"))
    if unknown := sorted(set(said.groups) - set(groups)):
        raise Invalid(_("There is no group called “%(slug)s”.") % {"slug": unknown[0][:60]}, "groups")
    return actions.Readers(list(said.roles), said.level, sorted(groups.values()))


@router.get("/tags", response={200: list[TagOut], **FAILURES}, operation_id="list_tags")
def tags(request: Call, start: Word = "", size: Size = 100) -> Any:
    """Tags that begin with `start`, the most used first."""
    return Tag.objects.filter(name__startswith=start.lower(), uses__gt=0).order_by("-uses", "name")[:size]


@router.get("/follows", response={200: FollowsOut, **FAILURES}, operation_id="list_follows")
def follows(request: Call, after: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0, size: Size = 100) -> Any:
    """What the caller follows; `next` is the cursor."""
    rows = list(Follow.objects.filter(member=member_of(request), pk__gt=after).order_by("pk")[: size + 1])
    more = len(rows) > size
    return {"items": rows[:size], "next": str(rows[size - 1].pk) if more else ""}


@router.put("/follows/{kind}/{subject}", response={204: None, **FAILURES}, operation_id="follow")
def follow(request: Call, kind: KindOf, subject: Pk) -> Any:
    """Hear of a question, topic, tag or member."""
    actions.follow(kind, subject, by=member_of(request))
    return Status(204, None)


@router.delete("/follows/{kind}/{subject}", response={204: None, **FAILURES}, operation_id="unfollow")
def unfollow(request: Call, kind: KindOf, subject: Pk) -> Any:
    """No longer hear of it."""
    actions.unfollow(kind, subject, by=member_of(request))
    return Status(204, None)
