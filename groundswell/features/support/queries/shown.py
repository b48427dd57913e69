"""Everything that a page shows of a post besides its text: what is equal here looks equal, and is rendered once.

Templates get these and nothing else (ui/pieces.py, `kept`), so a page cannot show what its key does not hold.
"""

from typing import NamedTuple

from groundswell.features.support.queries.rows import AnswerRow, CommentRow, ListRow, Person, QuestionRow
from groundswell.features.support.rules import Allowed


class ShownQuestion(NamedTuple):
    """The question's post; `closing`, `locking` and `deleting` name the decision that is offered, if any."""

    id: int
    url: str
    title: str
    language: str
    by: Person
    score: int
    my_vote: int
    followed: bool
    member: bool
    own: bool
    locked: bool
    gone: bool
    comment: bool
    edit: bool
    sort: bool
    revoke: bool
    closing: str
    locking: str
    deleting: str


class ShownAnswer(NamedTuple):
    """An answer's post; `solved` is who chose it (asker, trusted or staff), or empty."""

    id: int
    question: int
    language: str
    by: Person
    score: int
    thanks: int
    my_vote: int
    my_thanks: bool
    solution: bool
    solved: str
    member: bool
    own: bool
    locked: bool
    gone: bool
    accept: bool
    comment: bool
    edit: bool
    deleting: str


class ShownComment(NamedTuple):
    id: int
    language: str
    by: Person
    gone: bool
    change: bool


class ShownRow(NamedTuple):
    """A question in a list."""

    url: str
    title: str
    by: Person
    excerpt: str
    answers: int
    solved: bool
    score: int
    views: int
    tags: tuple[str, ...]
    unread: bool
    closed: bool
    language: str


def shown_question(q: QuestionRow, rules: Allowed) -> ShownQuestion:
    own = rules.member == q.asker_id
    return ShownQuestion(
        id=q.id,
        url=q.url,
        title=q.title,
        language=q.language,
        by=q.asker,
        score=q.score,
        my_vote=q.my_vote,
        followed=q.followed,
        member=bool(rules.member),
        own=own,
        locked=q.locked_at is not None,
        gone=q.deleted_at is not None,
        comment=rules.comment,
        edit=rules.edit,
        sort=rules.sort,
        revoke=rules.revoke and q.solution_id is not None,
        closing=_either(rules.close, q.closed_at, "close", "reopen"),
        locking=_either(rules.moderate, q.locked_at, "lock", "unlock"),
        deleting=_either(rules.moderate or (own and not q.answer_count), q.deleted_at, "delete", "restore"),
    )


def shown_answer(a: AnswerRow, q: QuestionRow, rules: Allowed) -> ShownAnswer:
    own, solution = rules.member == a.author_id, q.solution_id == a.id
    deletes = rules.comment and (rules.moderate or (own and not solution))
    return ShownAnswer(
        a.id,
        q.id,
        q.language,
        a.author,
        a.score,
        a.thanks,
        a.my_vote,
        a.my_thanks,
        solution,
        q.solved_as if solution else "",
        rules.member > 0,
        own,
        q.locked_at is not None,
        a.deleted_at is not None,
        rules.accept and not solution and a.deleted_at is None,
        rules.comment and a.deleted_at is None,
        rules.comment and (rules.edits_all or own),
        _either(deletes, a.deleted_at, "delete", "restore"),
    )


def shown_comment(c: CommentRow, q: QuestionRow, rules: Allowed) -> ShownComment:
    change = rules.moderate or c.author_id == rules.member
    return ShownComment(c.id, q.language, c.author, c.deleted_at is not None, change)


def shown_row(r: ListRow) -> ShownRow:
    return ShownRow(
        r.url,
        r.title,
        r.asker,
        r.excerpt,
        r.answer_count,
        r.solved,
        r.score,
        r.views,
        tuple(r.tags),
        r.unread,
        r.closed,
        r.language,
    )


def _either(may: bool, happened: object, do: str, undo: str) -> str:
    """Which of the two decisions is offered."""
    return "" if not may else undo if happened else do
