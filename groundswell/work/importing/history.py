"""What happened on the old site, recorded as events in the order in which it happened."""

from enum import IntEnum

from django.db import models, transaction

from groundswell.events import Event
from groundswell.events.members import MemberJoined
from groundswell.events.support import (
    AnswerAccepted,
    AnswerPosted,
    CommentPosted,
    QuestionAsked,
    QuestionClosed,
    VoteCast,
)
from groundswell.features.support.models import Answer, Comment, FormerVote, Question
from groundswell.log.journal import record_selected
from groundswell.members.models import Member
from groundswell.voice.models import Voice
from groundswell.work.importing import state
from groundswell.work.importing.columns import told
from groundswell.work.importing.placing import Show
from groundswell.work.importing.state import Run

PORTION = 50_000
PLAIN = (models.IntegerField, models.ForeignKey, models.DateTimeField, models.BooleanField)


class Kind(IntEnum):
    """The order of what happens at the same moment: somebody joins, asks, is answered, and so on."""

    JOINED = 1
    ASKED = 2
    ANSWERED = 3
    COMMENTED = 4
    VOTED = 5
    ACCEPTED = 6
    CLOSED = 7


def pending(kind: Kind, at: str, number: str, source: str) -> str:
    """Remember facts that were just placed, in the same transaction, until all are there and can be put in order."""
    return f"INSERT INTO importing.pending (at, kind, id) SELECT {at}, {kind:d}, {number} FROM {source}"


@transaction.atomic
def _record_portion() -> int:
    """Record the oldest facts that are not recorded yet; how many."""
    count = record_selected(EVENTS)
    state.execute(MOVE_MARK)
    return count


def record_history(run: Run, show: Show) -> None:
    """Record what is pending. Interrupted, it goes on where it was."""
    if events_left() > PORTION:
        state.execute("CREATE INDEX IF NOT EXISTS pending_order ON importing.pending (at, kind, id)")
    state.execute("ANALYZE importing.pending")
    total, count = 0, PORTION
    while count >= PORTION:
        count = _record_portion()
        total += count
        show(total)


def look_at_what_came() -> None:
    """Figures for the planner about the tables that are larger now, for whoever reads them next.

    Texts are what makes looking slow, and nobody joins by them; autovacuum looks at them too, because a look at some
    columns does not count for it.
    """
    for model in (Member, Voice, Question, Answer, Comment, FormerVote):
        plain = [str(f.column) for f in model._meta.concrete_fields if isinstance(f, PLAIN)]
        state.execute(f"ANALYZE {model._meta.db_table} ({', '.join(plain)})")


def events_left() -> int:
    """How many facts wait to be recorded."""
    return int(state.one(f"SELECT count(*) FROM importing.pending WHERE {AFTER_MARK}"))


AFTER_MARK = "(at, kind, id) > (SELECT at, kind, id FROM importing.mark)"
CHUNK = f"SELECT at, kind, id FROM importing.pending WHERE {AFTER_MARK} ORDER BY at, kind, id LIMIT {PORTION}"
MOVE_MARK = f"""
UPDATE importing.mark SET at = last.at, kind = last.kind, id = last.id
FROM (SELECT * FROM ({CHUNK}) AS chunk ORDER BY at DESC, kind DESC, id DESC LIMIT 1) AS last
"""


def _event(kind: Kind, event: type[Event], by: str, joins: str, /, **fields: str) -> str:
    data = told(event, **fields)
    columns = f"c.at, c.kind, c.id, '{event.name}' AS name, {by} AS by, {data} AS data"
    return f"SELECT {columns} FROM chunk c {joins} WHERE c.kind = {kind:d}"


QUESTION = "JOIN support_question q ON q.id = c.id"
EVENTS = f"""
SELECT name, at, by, data FROM (
WITH chunk AS MATERIALIZED ({CHUNK})
""" + " UNION ALL ".join([
    _event(Kind.JOINED, MemberJoined, "c.id", "", member="c.id", how="'import'"),
    _event(
        Kind.ASKED, QuestionAsked, "q.asker_id", QUESTION,
        question="q.id", voice="q.voice_id", asker="q.asker_id", topic="q.topic_id", tags="to_jsonb(q.tags)",
        language="q.language", mentions="'[]'::jsonb", origin="q.source",
    ),
    _event(
        Kind.ANSWERED, AnswerPosted, "a.author_id",
        "JOIN support_answer a ON a.id = c.id JOIN support_question q ON q.id = a.question_id",
        question="a.question_id", answer="a.id", voice="a.voice_id", author="a.author_id", asker="q.asker_id",
        mentions="'[]'::jsonb", origin="a.source",
    ),
    _event(
        Kind.COMMENTED, CommentPosted, "r.author_id",
        "JOIN support_comment r ON r.id = c.id JOIN support_question q ON q.id = r.question_id "
        "LEFT JOIN support_answer a ON a.id = r.answer_id",
        question="r.question_id", comment="r.id", voice="r.voice_id", author="r.author_id",
        owner="coalesce(a.author_id, q.asker_id)", answer="r.answer_id", mentions="'[]'::jsonb", origin="r.source",
    ),
    _event(
        Kind.VOTED, VoteCast, "NULL",
        "JOIN support_former_vote v ON v.id = c.id JOIN support_question q ON q.id = v.question_id "
        "LEFT JOIN support_answer a ON a.id = v.answer_id",
        on="CASE WHEN v.answer_id IS NULL THEN 'question' ELSE 'answer' END",
        subject="coalesce(v.answer_id, v.question_id)", question="v.question_id", author="coalesce(a.author_id, q.asker_id)", value="v.value", wiki="false", origin="v.source",
    ),
    _event(
        Kind.ACCEPTED, AnswerAccepted, "q.asker_id",
        "JOIN support_answer a ON a.id = c.id JOIN support_question q ON q.id = a.question_id",
        question="q.id", answer="a.id", author="a.author_id", asker="q.asker_id", role="'asker'", wiki="false", origin="a.source",
    ),
    _event(
        Kind.CLOSED, QuestionClosed, "NULL", QUESTION,
        question="q.id", asker="q.asker_id", cause="q.closed_as", duplicate_of="q.duplicate_of_id", origin="q.source", followers="'[]'::jsonb",
    ),
]) + ") AS happened ORDER BY at, kind, id"  # fmt: skip
