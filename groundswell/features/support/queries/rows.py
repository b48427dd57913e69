"""The shapes in which pages and the API read questions, answers and comments."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from groundswell.features.support.models.questions import question_url
from groundswell.features.support.queries.reasons import Reason
from groundswell.features.support.queries.repeats import Repeat
from groundswell.members.models import MODERATING


class Person(NamedTuple):
    """What a byline shows."""

    id: int
    handle: str
    name: str
    role: str
    level: int
    avatar: str
    erased: bool = False

    @property
    def seen_as(self) -> str:
        return _("former member") if self.erased else self.name or self.handle

    @property
    def erased_at(self) -> bool:
        """As of a Member: whether they left."""
        return self.erased

    @property
    def is_team(self) -> bool:
        return self.role != "member"

    @property
    def moderates(self) -> bool:
        return self.role in MODERATING


PERSON = "{0}.id, {0}.handle, {0}.name, {0}.role, {0}.level, {0}.avatar, {0}.erased_at IS NOT NULL"
PERSON_WIDTH = 7
Row = TypeVar("Row")


@dataclass(slots=True)
class CommentRow:
    id: int
    answer_id: int | None
    author_id: int
    at: datetime
    deleted_at: datetime | None
    html: str
    source: str
    edited_at: datetime | None
    author: Person


@dataclass(slots=True)
class AnswerRow:
    id: int
    author_id: int
    at: datetime
    ups: int
    downs: int
    thanks: int
    deleted_at: datetime | None
    voice_id: int
    html: str
    excerpt: str
    revision: int
    edited_at: datetime | None
    marked: bool
    marked_as: str
    official: bool
    wiki: int | None
    the_answer: list[str]
    first: bool
    my_vote: int
    my_thanks: bool
    author: Person
    comments: list[CommentRow] = field(default_factory=list)

    @property
    def score(self) -> int:
        return self.ups - self.downs


class AskingRow(NamedTuple):
    """What belongs to a question beside its text; `claim` is who is on it until when, `details` those of its form."""

    details: list[dict[str, Any]] = []
    me_too: int = 0
    mine_too: bool = False
    needs_at: datetime | None = None
    claim_by: int = 0
    claim_name: str = ""
    claim_until: datetime | None = None
    wanted: bool = False


@dataclass(slots=True)
class QuestionRow:
    """A question as its own page shows it."""

    id: int
    asker_id: int
    topic_id: int
    tags: list[str]
    language: str
    asked_at: datetime
    active_at: datetime
    answer_count: int
    ups: int
    downs: int
    views: int
    solution_id: int | None
    solved_at: datetime | None
    solved_by_id: int | None
    solved_as: str
    closed_at: datetime | None
    closed_as: str
    duplicate_of_id: int | None
    locked_at: datetime | None
    archived_at: datetime | None
    deleted_at: datetime | None
    merged_into_id: int | None
    merged: int
    parts: int
    voice_id: int
    title: str
    html: str
    excerpt: str
    revision: int
    edited_at: datetime | None
    my_vote: int
    followed: bool
    draft: str
    shut: bool
    asking: AskingRow
    repeats: list[Repeat]
    asker: Person
    comments: list[CommentRow] = field(default_factory=list)

    @property
    def score(self) -> int:
        return self.ups - self.downs

    @property
    def url(self) -> str:
        return question_url(self.id, self.title)

    @property
    def asked_again(self) -> list[Repeat]:
        """What was closed as asked before because of this, as far as the reader may see it."""
        return [repeat for repeat in self.repeats if repeat.title is not None]


@dataclass(slots=True)
class ListRow:
    """A question as lists show it; `unread` is true when something happened since this member read it.

    `why` says why it is in a list that was chosen for them.
    """

    id: int
    topic_id: int
    tags: list[str]
    language: str
    asked_at: datetime
    active_at: datetime
    answer_count: int
    score: int
    views: int
    solved: bool
    closed: bool
    title: str
    excerpt: str
    unread: bool
    sort: Any
    asker: Person
    why: Reason | None = None

    @property
    def url(self) -> str:
        return question_url(self.id, self.title)


def with_person(shape: Callable[..., Row], row: tuple[Any, ...]) -> Row:
    """A row whose last columns are those of PERSON."""
    return shape(*row[:-PERSON_WIDTH], Person(*row[-PERSON_WIDTH:]))
