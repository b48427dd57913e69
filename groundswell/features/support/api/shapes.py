"""What the API sends and takes about questions."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.conf import settings

from groundswell.features.support.fields import seen_by
from groundswell.features.support.queries.foryou import why_of
from groundswell.features.support.queries.rows import AnswerRow, CommentRow, ListRow, QuestionRow
from groundswell.members.api.calls import PersonOut, Pk, Text, Word
from groundswell.members.api.schemas import Schema
from groundswell.members.rules import Viewer, is_member


class CommentOut(Schema):
    id: int
    answer_id: int | None
    author: PersonOut
    at: datetime
    edited_at: datetime | None
    html: str


class AnswerOut(Schema):
    """An answer; `my_vote` and `my_thanks` are the caller's.

    Members from the level `wiki` on may edit it, if set; it is `the_answer` to "tag:wifi" or "topic:calling".
    """

    id: int
    question_id: int
    author: PersonOut
    at: datetime
    edited_at: datetime | None
    html: str
    score: int
    ups: int
    downs: int
    thanks: int
    is_solution: bool
    official: bool
    wiki: int | None
    the_answer: list[str]
    deleted: bool
    my_vote: int
    my_thanks: bool
    comments: list[CommentOut]


class DetailOut(Schema):
    """One thing that the topic asked for, as it was filled in. What is private only its asker and the team get."""

    key: str
    label: dict[str, str]
    value: str
    private: bool


class QuestionOut(Schema):
    """A question without its answers. `me_too` counts who has the same trouble; `claimed_until` is while somebody is on it.

    `duplicate_ids` are the questions that were closed because this one had been asked before.
    """

    id: int
    url: str
    title: str
    html: str
    asker: PersonOut
    topic_id: int
    tags: list[str]
    language: str
    asked_at: datetime
    active_at: datetime
    edited_at: datetime | None
    score: int
    ups: int
    downs: int
    views: int
    answer_count: int
    solution_id: int | None
    solved_as: str
    closed_as: str
    duplicate_of_id: int | None
    duplicate_ids: list[int]
    merged_into_id: int | None
    locked: bool
    archived: bool
    deleted: bool
    my_vote: int
    followed: bool
    details: list[DetailOut]
    me_too: int
    my_me_too: bool
    needs_details: bool
    claimed_until: datetime | None
    claimed_by_id: int | None
    comments: list[CommentOut]


class ListedOut(Schema):
    """A question as lists have it; `why` says why it is in the list "foryou", and is empty in others."""

    id: int
    url: str
    title: str
    excerpt: str
    asker: PersonOut
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
    unread: bool
    why: str

    @staticmethod
    def resolve_why(row: ListRow) -> str:
        return why_of(row)

    @staticmethod
    def resolve_url(row: ListRow) -> str:
        return settings.SITE_URL + row.url


class QuestionsOut(Schema):
    """A page of a list; `next` is the cursor of the next page, empty at the end."""

    items: list[ListedOut]
    next: str


class AnswersOut(Schema):
    items: list[AnswerOut]
    next: str


class AskIn(Schema):
    title: Text
    body: Text
    topic: Word = ""
    tags: list[Word] = []
    details: dict[Word, Word] = {}
    language: Literal["en", "de"] | None = None
    once: UUID | None = None


class EditIn(Schema):
    """What is left out stays."""

    title: Text | None = None
    body: Text | None = None
    tags: list[Word] | None = None
    topic: Word | None = None
    reason: Word = ""


class BodyIn(Schema):
    body: Text
    once: UUID | None = None
    reason: Word = ""


class VoteIn(Schema):
    value: Literal[-1, 0, 1]


class ReasonIn(Schema):
    reason: Text = ""


class CloseIn(Schema):
    cause: Literal["duplicate", "off_topic", "unclear", "outdated", "private", "other"]
    reason: Text = ""
    duplicate_of: Pk | None = None


class MoveIn(Schema):
    topic: Word
    reason: Text = ""


class MergeIn(Schema):
    into: Pk
    reason: Text = ""


class VersionOut(Schema):
    number: int
    title: str
    source: str
    at: datetime
    reason: str
    by: str


def question_out(row: QuestionRow, viewer: Viewer) -> dict[str, Any]:
    member, asking = is_member(viewer), row.asking
    private = is_member(viewer) and (viewer.is_team or viewer.pk == row.asker_id)
    return {
        **{name: getattr(row, name) for name in QuestionOut.model_fields if hasattr(row, name)},
        "url": settings.SITE_URL + row.url,
        "details": seen_by(asking.details, private=private),
        "me_too": asking.me_too,
        "my_me_too": asking.mine_too,
        "needs_details": asking.needs_at is not None and row.solution_id is None,
        "claimed_until": asking.claim_until if member else None,
        "claimed_by_id": (asking.claim_by or None) if member else None,
        "duplicate_ids": [repeat.id for repeat in row.asked_again],
        "locked": row.locked_at is not None,
        "archived": row.archived_at is not None,
        "deleted": row.deleted_at is not None,
        "comments": _seen(row.comments),
    }


def answer_out(row: AnswerRow, question_id: int, solution_id: int | None) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in AnswerOut.model_fields if hasattr(row, name)},
        "question_id": question_id,
        "is_solution": row.id == solution_id or row.marked,
        "deleted": row.deleted_at is not None,
        "comments": _seen(row.comments),
    }


def _seen(comments: list[CommentRow]) -> list[CommentRow]:
    return [comment for comment in comments if comment.deleted_at is None]
