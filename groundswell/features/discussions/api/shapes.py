"""What is sent and taken of spaces, discussions, replies and polls."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.conf import settings
from pydantic import Field

from groundswell.features.discussions.models import Discussion, Reply
from groundswell.members.api.calls import PersonOut, Pk, Text, Word
from groundswell.members.api.schemas import Schema

Level = Annotated[int, Field(ge=0, le=5)]


class SpaceOut(Schema):
    """A space; members from level `from_level` on begin discussions in it, and from `blog_from` on write blog posts (5: the team)."""

    id: int
    slug: str
    name: dict[str, str]
    about: dict[str, str]
    icon: str
    order: int
    from_level: int
    blog_from: int
    private: bool


class SpaceIn(Schema):
    name: dict[str, Word]
    about: dict[str, Text] = {}
    icon: Word = ""
    order: Annotated[int, Field(ge=0, le=999)] = 0
    from_level: Level = 0
    blog_from: Level = 0


class SpaceReadersIn(Schema):
    """Staff in one of `roles`, members from `level` on, members of `groups` (by their addresses); nothing is everybody."""

    roles: list[Literal["agent", "moderator", "manager", "admin", "member"]] = []
    level: Annotated[int, Field(ge=0, le=4)] | None = None
    groups: list[Word] = []


class DiscussionOut(Schema):
    """A discussion, or a blog post (`blog`). `number` is what search and news call it."""

    id: int
    number: int
    url: str
    title: str
    excerpt: str
    space: str
    blog: bool
    language: str
    author: PersonOut
    begun_at: datetime
    active_at: datetime
    replies: int
    thanks: int
    closed: bool
    deleted: bool

    @staticmethod
    def resolve_url(row: Discussion) -> str:
        return settings.SITE_URL + row.get_absolute_url()

    @staticmethod
    def resolve_title(row: Discussion) -> str:
        return row.voice.title

    @staticmethod
    def resolve_excerpt(row: Discussion) -> str:
        return row.voice.excerpt

    @staticmethod
    def resolve_space(row: Discussion) -> str:
        return row.space.slug

    @staticmethod
    def resolve_replies(row: Discussion) -> int:
        return row.reply_count

    @staticmethod
    def resolve_closed(row: Discussion) -> bool:
        return row.closed_at is not None

    @staticmethod
    def resolve_deleted(row: Discussion) -> bool:
        return row.deleted_at is not None


class DiscussionsOut(Schema):
    """`next` is the cursor of the next page."""

    items: list[DiscussionOut]
    next: str


class ReplyOut(Schema):
    """A reply in a discussion."""

    id: int
    author: PersonOut
    at: datetime
    html: str
    thanks: int
    deleted: bool

    @staticmethod
    def resolve_html(row: Reply) -> str:
        return row.voice.html

    @staticmethod
    def resolve_deleted(row: Reply) -> bool:
        return row.deleted_at is not None


class PollIn(Schema):
    """Two to twelve options; it ends after so many days, or when the discussion is closed."""

    question: Word
    options: list[Word]
    several: bool = False
    named: bool = False
    results: Literal["voted", "end"] = "voted"
    days: Annotated[int, Field(ge=1, le=366)] | None = None


class PollOptionOut(Schema):
    """`votes` and `share` (in percent of who voted) are empty while the caller may not see them; `people` unless it is named."""

    id: int
    text: str
    mine: bool
    votes: int | None
    share: int | None
    people: list[PersonOut]


class PollOut(Schema):
    id: int
    question: str
    several: bool
    named: bool
    results: str
    ends_at: datetime | None
    over: bool
    voters: int
    voted: bool
    options: list[PollOptionOut]


class BallotIn(Schema):
    options: list[Pk]


class WholeDiscussionOut(Schema):
    """A discussion with its text and a page of its replies, the oldest first."""

    discussion: DiscussionOut
    html: str
    poll: PollOut | None
    page: int
    pages: int
    replies: list[ReplyOut]


class DiscussionIn(Schema):
    space: Word
    title: Word
    body: Text = ""
    poll: PollIn | None = None
    language: Annotated[str, Field(max_length=8)] = ""
    once: UUID | None = None


class DiscussionEditIn(Schema):
    title: Word
    body: Text
    reason: Word = ""


class ReplyIn(Schema):
    body: Text
    once: UUID | None = None


class ReplyEditIn(Schema):
    body: Text
    reason: Word = ""


class DecisionIn(Schema):
    """Why; and into which space, for `move`."""

    reason: Word = ""
    space: Word = ""
