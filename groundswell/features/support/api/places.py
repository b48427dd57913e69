"""Topics, tags and what the caller follows, over JSON."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.features.support import actions
from groundswell.features.support.api import found
from groundswell.features.support.models import Follow, Tag
from groundswell.features.support.queries.places import topics_for
from groundswell.features.support.rules import may_set_audience
from groundswell.members.api.calls import FAILURES, Call, Pk, Word, member_of, moderating
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
    name: dict[str, str]
    about: dict[str, str]


class AudienceIn(Schema):
    """Staff in one of `roles`, members from `level` on, members of `groups` (by their addresses); nothing is everybody."""

    roles: list[Literal["agent", "moderator", "manager", "admin", "member"]] = []
    level: Annotated[int, Field(ge=0, le=4)] | None = None
    groups: list[Word] = []


class AudienceOut(AudienceIn):
    private: bool


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
    groups = dict(Group.objects.filter(slug__in=said.groups).values_list("slug", "pk"))
    if unknown := sorted(set(said.groups) - set(groups)):
        raise Invalid(_("There is no group called “%(slug)s”.") % {"slug": unknown[0][:60]}, "groups")
    readers = actions.Readers(list(said.roles), said.level, sorted(groups.values()))
    actions.set_audience(found.topic(slug, request), readers, by=moderating(request))
    return read_audience(request, slug)


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
