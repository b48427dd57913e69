"""Topics, tags and what the caller follows, over JSON."""

from typing import Annotated, Any, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.features.support import actions
from groundswell.features.support.models import Follow, Tag
from groundswell.features.support.queries.places import found_topics
from groundswell.members.api.calls import FAILURES, Call, Pk, Word, member_of

router = Router(tags=["places"])
Size = Annotated[int, Field(ge=1, le=500)]
KindOf = Literal["question", "topic", "tag", "member"]


class TopicOut(Schema):
    id: int
    slug: str
    parent_id: int | None
    name: dict[str, str]
    about: dict[str, str]


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
    """All topics, in their order."""
    return found_topics()


@router.get("/tags", response={200: list[TagOut], **FAILURES}, operation_id="list_tags")
def tags(request: Call, start: Word = "", size: Size = 100) -> Any:
    """Tags that begin with `start`, the most used first."""
    return Tag.objects.filter(name__startswith=start.lower()).order_by("-uses", "name")[:size]


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
