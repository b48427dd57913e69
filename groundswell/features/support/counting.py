"""Counts and orders on questions and answers, always set from the rows that they count."""

from typing import Any

from django.db.models import Model

from groundswell.features.support.models import Answer, Question
from groundswell.features.support.models.answers import answer_rank
from groundswell.features.support.models.questions import hotness
from groundswell.features.support.rules import may_see
from groundswell.log import clock
from groundswell.log.postgres.prepared import insert_prepared, run_prepared
from groundswell.members.groups.audiences import SHUT, reader
from groundswell.members.models import Member
from groundswell.voice.models import Voice

# Votes and thanks are what members do most, so these few statements are plain SQL: a vote takes 1.2 ms, not 6.
VOTES = """
SELECT count(*) FILTER (WHERE value > 0), count(*) FILTER (WHERE value < 0) FROM support_vote
WHERE question_id = %s AND answer_id IS NOT DISTINCT FROM %s
"""
VOTES_SINCE = """
SELECT count(*), count(*) FILTER (WHERE author_id = %s) FROM support_vote WHERE member_id = %s AND at >= %s
"""
# Who voted on a question that was merged into this one counts here too, unless they voted here as well or asked this one.
MERGED = """
WITH RECURSIVE away AS (
    SELECT id, ups_before, downs_before FROM support_question WHERE merged_into_id = %s
    UNION SELECT q.id, q.ups_before, q.downs_before FROM support_question q JOIN away ON q.merged_into_id = away.id
), voters AS (
    SELECT DISTINCT ON (v.member_id) v.value FROM support_vote v JOIN away ON v.question_id = away.id
    WHERE v.answer_id IS NULL AND v.member_id <> %s AND NOT EXISTS (
        SELECT FROM support_vote own WHERE own.question_id = %s AND own.answer_id IS NULL AND own.member_id = v.member_id)
    ORDER BY v.member_id, v.at DESC, v.id DESC
)
SELECT (SELECT count(*) FROM voters WHERE value > 0) + (SELECT coalesce(sum(ups_before), 0) FROM away),
       (SELECT count(*) FROM voters WHERE value < 0) + (SELECT coalesce(sum(downs_before), 0) FROM away)
"""
ANSWERS = "SELECT count(*) FROM support_answer WHERE question_id = %s AND deleted_at IS NULL"
COUNTED = """
UPDATE support_question SET answer_count = %s, hot = %s, active_at = %s, active_by_id = %s, archived_at = %s WHERE id = %s
"""
VOTED = """
UPDATE support_question SET ups = %s, downs = %s, ups_merged = %s, downs_merged = %s, hot = %s WHERE id = %s
"""
THANKS = """
UPDATE support_answer SET thanks = (SELECT count(*) FROM support_thanks WHERE answer_id = %s)
WHERE id = %s RETURNING thanks
"""


def columns(model: type[Model], wanted: set[str]) -> list[str]:
    """These columns in the order that `from_db` takes them in."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in wanted]


def one_row(query: str, *parameters: Any) -> tuple[Any, ...] | None:
    rows = run_prepared(query, parameters)
    return rows[0] if rows else None


# What answering asks of its question. A field that is missing here would be read by a query of its own.
LOCKED = columns(
    Question,
    {
        "id", "voice_id", "asker_id", "topic_id", "language", "asked_at", "active_at", "active_by_id", "answer_count",
        "ups", "downs", "hot", "solution_id", "closed_at", "locked_at", "deleted_at", "merged_into_id", "archived_at",
    },
)  # fmt: skip
NAMES = ", ".join(f"q.{name}" for name in LOCKED)
LOCK = f"""
SELECT {NAMES}, v.title, q.topic_id = ANY({SHUT}) FROM support_question q JOIN voice v ON v.id = q.voice_id WHERE q.id = %s FOR UPDATE OF q
"""  # nosec B608: names are ours


def locked(pk: int, by: Member) -> Question:
    """The question with its title, held until the transaction ends.

    Raises Question.DoesNotExist when there is none, or none that this member may see.
    """
    row = one_row(LOCK, *reader(by), pk)
    if row is None:
        raise Question.DoesNotExist
    *values, title, shut = row
    question = Question.from_db("default", LOCKED, values)
    question.read_by = (by.pk, shut)
    if not may_see(by, question):
        raise Question.DoesNotExist
    question.voice = Voice.from_db("default", ["id", "title"], [question.voice_id, title])
    return question


def locked_with(answer: Answer, by: Member) -> Question:
    """The question that an answer is at, held: also when the answer was moved there a moment ago."""
    question = locked(answer.question_id, by)
    (at,) = one_row("SELECT question_id FROM support_answer WHERE id = %s", answer.pk) or (question.pk,)
    if at == question.pk:
        return question
    answer.question_id = at
    return locked_with(answer, by)


def touch(question: Question, by: Member, *, active: bool = True) -> None:
    """Something happened here: it rises in the list of active questions."""
    if active:
        question.active_at, question.active_by = clock.now(), by
        question.save(update_fields=["active_at", "active_by"])


def add_answer(answer: Answer, question: Question, by: Member) -> None:
    """Store an answer and set what depends on it; the caller holds the question's lock."""
    before = insert_prepared(answer, reading=f"({ANSWERS})", parameters=[question.pk])
    _set_counts(question, before + 1, by)


def recount_answers(question: Question) -> None:
    """Set what depends on the answers that can be seen; the caller holds the question's lock."""
    (count,) = one_row(ANSWERS, question.pk) or (0,)
    _set_counts(question, count)


def _set_counts(question: Question, answers: int, by: Member | None = None) -> None:
    question.answer_count = answers
    question.hot = _hot(question)
    if by is not None:
        question.active_at, question.active_by = clock.now(), by
        question.archived_at = None  # an answer brings it back
    active = (question.active_at, question.active_by_id, question.archived_at)
    one_row(COUNTED, question.answer_count, question.hot, *active, question.pk)


def recount_votes(question: Question, answer: Answer | None) -> None:
    """Set ups, downs and the order that follows from them; the caller holds the question's lock."""
    set_votes(question, answer, *(one_row(VOTES, question.pk, answer.pk if answer else None) or (0, 0)))


def set_votes(question: Question, answer: Answer | None, ups: int, downs: int) -> None:
    """The same, for who has counted the votes on it under the question's lock."""
    before = answer or question
    ups, downs = ups + before.ups_before, downs + before.downs_before
    if answer is None:
        merged_ups, merged_downs = _merged_votes(question)
        question.ups, question.downs = ups + merged_ups, downs + merged_downs
        question.hot = _hot(question)
        one_row(VOTED, question.ups, question.downs, merged_ups, merged_downs, question.hot, question.pk)
    else:
        answer.ups, answer.downs, answer.rank = ups, downs, answer_rank(ups, downs)
        query = "UPDATE support_answer SET ups = %s, downs = %s, rank = %s WHERE id = %s"
        one_row(query, ups, downs, answer.rank, answer.pk)


def _merged_votes(question: Question) -> tuple[int, int]:
    """Ups and downs that came with the questions which were merged into this one."""
    if not question.merged:
        return 0, 0
    ups, downs = one_row(MERGED, question.pk, question.asker_id, question.pk) or (0, 0)
    return int(ups), int(downs)


def recount_thanks(answer: Answer) -> None:
    (answer.thanks,) = one_row(THANKS, answer.pk, answer.pk) or (0,)


def _hot(question: Question) -> float:
    return hotness(ups=question.ups, downs=question.downs, answers=question.answer_count, asked_at=question.asked_at)
