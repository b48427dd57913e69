"""Everything that a page shows of a post besides its text: what is equal here looks equal, and is rendered once.

Templates get these and nothing else (ui/pieces.py, `kept`), so a page cannot show what its key does not hold.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import time_format

from groundswell.features.support.fields import in_language, seen_by
from groundswell.features.support.queries.rows import AnswerRow, CommentRow, ListRow, Person, QuestionRow
from groundswell.features.support.rules import Allowed


class ShownQuestion(NamedTuple):
    """The question's post."""

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
    archived: bool
    gone: bool
    comment: bool
    translate: bool


class ShownAsking(NamedTuple):
    """What stands between a question and its answers. `claim` and `claim_until` say who is on it and until when."""

    id: int
    details: tuple[tuple[str, str, bool], ...]
    me_too: int
    mine_too: bool
    may_me_too: bool
    needs: bool
    own: bool
    claim: str
    claim_until: str
    my_claim: bool
    may_claim: bool
    may_request: bool
    wanted: bool
    may_want: bool


class Decisions(NamedTuple):
    """What this reader may do with a question; `closing`, `locking` and `deleting` name the decision that is offered."""

    edit: bool
    sort: bool
    revoke: bool
    merge: bool
    back: bool
    closing: str
    locking: str
    deleting: str


class ShownAnswer(NamedTuple):
    """An answer's post; `solved` is who chose it (asker, trusted or staff), or empty; `wiki` from which level it may be edited.

    Its number and its byline come into the piece afterwards, so that most answers are one of few pieces. `question` is
    there for who is to sign in first, `by` with a first answer.
    """

    question: int
    language: str
    by: Person | None
    score: int
    thanks: int
    my_vote: int
    my_thanks: bool
    solution: bool
    solved: str
    member: bool
    own: bool
    locked: bool
    archived: bool
    gone: bool
    comment: bool
    official: bool
    wiki: int | None
    the_answer: tuple[str, ...]
    first: bool
    translate: bool


class ShownComment(NamedTuple):
    """A comment, whose number and time come into the piece afterwards."""

    language: str
    by: Person
    gone: bool
    change: bool
    split: bool
    translate: bool


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


def shown_question(q: QuestionRow, rules: Allowed, translate: bool) -> ShownQuestion:
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
        archived=q.archived_at is not None,
        gone=q.deleted_at is not None,
        comment=rules.comment,
        translate=translate,
    )


def shown_asking(q: QuestionRow, rules: Allowed) -> ShownAsking | None:
    """None when there is nothing to show. Private details are for the asker and the team, claims for members."""
    own, row, until = rules.member > 0 and rules.member == q.asker_id, q.asking, q.asking.claim_until
    mine, member = rules.member > 0 and row.claim_by == rules.member, rules.member > 0
    shown = ShownAsking(
        id=q.id,
        details=tuple(
            (in_language(one["label"]), one["value"], one["private"])
            for one in seen_by(row.details, private=own or rules.team)
        ),
        me_too=row.me_too,
        mine_too=row.mine_too,
        may_me_too=rules.me_too,
        needs=row.needs_at is not None and q.solution_id is None,
        own=own,
        claim=row.claim_name if member else "",
        claim_until=time_format(timezone.localtime(until), "TIME_FORMAT") if until and member else "",
        my_claim=mine,
        may_claim=rules.claim and (not row.claim_by or mine),
        may_request=rules.request,
        wanted=row.wanted and q.solution_id is None and q.closed_at is None,
        may_want=rules.want and q.answer_count > 0 and not row.wanted,
    )
    return shown if any(shown._replace(id=0, own=False)) else None


def decisions_on(q: QuestionRow, rules: Allowed) -> Decisions | None:
    """None when there is nothing that this reader may decide."""
    own = rules.member > 0 and rules.member == q.asker_id
    offered = Decisions(
        edit=rules.edit,
        sort=rules.sort,
        revoke=rules.revoke and q.solution_id is not None,
        merge=rules.merge and q.deleted_at is None,
        back=rules.back,
        closing=_either(rules.close, q.closed_at, "close", "reopen"),
        locking=_either(rules.moderate, q.locked_at, "lock", "unlock"),
        deleting=_either(rules.moderate or (own and not q.answer_count), q.deleted_at, "delete", "restore"),
    )
    return offered if any(offered) else None


def shown_answer(a: AnswerRow, q: QuestionRow, rules: Allowed, translate: bool) -> ShownAnswer:
    own, solution = rules.member == a.author_id, q.solution_id == a.id or a.marked
    first = a.first and not own
    return ShownAnswer(
        0 if rules.member else q.id,
        q.language,
        a.author if first else None,
        a.score,
        a.thanks,
        a.my_vote,
        a.my_thanks,
        solution,
        a.marked_as if a.marked else q.solved_as if solution else "",
        rules.member > 0,
        own,
        q.locked_at is not None,
        q.archived_at is not None,
        a.deleted_at is not None,
        rules.comment and a.deleted_at is None,
        a.official,
        a.wiki,
        tuple(a.the_answer),
        first,
        translate and a.deleted_at is None,
    )


def may_solve(a: AnswerRow, q: QuestionRow, rules: Allowed) -> bool:
    return rules.accept and q.solution_id != a.id and not a.marked and a.deleted_at is None


def may_change(a: AnswerRow, rules: Allowed) -> bool:
    by_level = a.wiki is not None and rules.level >= a.wiki
    return rules.say and (rules.edits_all or rules.member == a.author_id or by_level)


def may_sort_answer(a: AnswerRow, rules: Allowed) -> bool:
    """Whether the page of what else an answer is has something for this reader."""
    return a.deleted_at is None and (rules.merge or rules.team or rules.canonical or rules.member == a.author_id)


def deletion_of(a: AnswerRow, q: QuestionRow, rules: Allowed) -> str:
    """delete or restore, or nothing when it is not for this reader to say."""
    own_and_unused = rules.member == a.author_id and q.solution_id != a.id and not a.marked
    return _either(rules.moderate or own_and_unused, a.deleted_at, "delete", "restore")


def shown_comment(c: CommentRow, q: QuestionRow, rules: Allowed, translate: bool) -> ShownComment:
    change = rules.moderate or c.author_id == rules.member
    return ShownComment(
        q.language,
        c.author,
        c.deleted_at is not None,
        change,
        change and rules.merge and not c.deleted_at,
        translate and c.deleted_at is None,
    )


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


POSTS = "support/posts.html"
Piece = tuple[tuple[object, ...], tuple[str, ...], int]
Words = Callable[[Iterable[datetime]], list[str]]


class Shown:
    """What the posts of one page show its reader.

    `translate`: they are offered them in their language. What hangs below a deleted question they are not.
    """

    def __init__(self, question: QuestionRow, rules: Allowed, translate: bool = False) -> None:
        self.row, self.rules, self.translate = question, rules, translate and question.deleted_at is None
        self.question = shown_question(question, rules, self.translate)
        self.decisions = decisions_on(question, rules)
        self.asking = shown_asking(question, rules)

    def answer(self, row: AnswerRow) -> ShownAnswer:
        return shown_answer(row, self.row, self.rules, self.translate)

    def answers(
        self, rows: list[AnswerRow], words: Words, kept: Callable[..., str], comments: Callable[[AnswerRow], str]
    ) -> Iterator[Piece]:
        """What each answer shows, the texts for its holes, and its number, as `kept_each` takes them.

        Post by post in the template this took as long as the rest of a member's page. `kept` and `words` (when) are those of
        ui/pieces.py and ui/words.py; `comments` renders the comments of one.
        """
        edited = iter(words([row.edited_at for row in rows if row.edited_at]))
        for row, at in zip(rows, words([row.at for row in rows]), strict=True):
            more, times = self._more(row), (at, next(edited)) if row.edited_at else (at,)
            texts = (
                kept(POSTS, "answered", (row.author, len(times) > 1), times, row.id),
                row.html,
                kept(POSTS, "solve", (), (), row.id) if self.solves(row) else "",
                kept(POSTS, "answer_menu", more, (), row.id) if more else "",
                comments(row) if row.comments else "",
            )
            yield (self.answer(row),), texts, row.id

    def _more(self, row: AnswerRow) -> tuple[bool, str, bool] | None:
        """What the menu of an answer has for this reader, if anything."""
        if not self.rules.say:
            return None
        change, sort = may_change(row, self.rules), may_sort_answer(row, self.rules)
        return (change, deletion_of(row, self.row, self.rules), sort) if change or sort else None

    def comments(self, rows: list[CommentRow], words: Words) -> Iterator[Piece]:
        for row, at in zip(rows, words([row.at for row in rows]), strict=True):
            yield (shown_comment(row, self.row, self.rules, self.translate),), (row.html, at), row.id

    def solves(self, row: AnswerRow) -> bool:
        return may_solve(row, self.row, self.rules)
