"""Questions, answers and comments, each with its voice."""

from django.db import models

from groundswell.features.support.models import Answer, Comment, Question
from groundswell.voice.models import Voice
from groundswell.work.importing import state
from groundswell.work.importing.columns import insert, sequence
from groundswell.work.importing.history import Kind, pending
from groundswell.work.importing.placing import Range, Show, place
from groundswell.work.importing.state import Run

WITHIN = "r.n > %(after)s AND r.n <= %(upto)s AND r.reason IS NULL"
# A scalar subquery and not EXISTS: looked up row by row in the index, whatever the planner thinks of a growing table.
# As a truth value the planner takes it for a coin; IS NULL it takes for rare, and then it joins as if no row were left.
HERE = "coalesce((SELECT true FROM {table} f WHERE f.source = %(origin)s AND f.source_id = r.id), false)"
CHOSEN = """
chosen AS MATERIALIZED (
    SELECT {voice} AS voice, {pk} AS pk, found.* FROM (
        SELECT r.*, m.id AS member {more} FROM importing.{staged} r
        JOIN member m ON m.source = %(origin)s AND m.source_id = r.owner {joins}
        WHERE {which} AND NOT ({here}) ORDER BY r.n) AS found)
"""
PLACE = """
WITH {chosen}, voices AS ({voices}), rows AS ({rows}), told AS ({told})
SELECT (SELECT count(*) FROM chosen), (SELECT count(*) FROM importing.{staged} r WHERE {which} AND {here})
"""
UPS, DOWNS, ANSWERS = (f"coalesce({name}, 0)" for name in ("ups", "downs", "answers"))
# hotness() and answer_rank() of features.support.models, as SQL; a test holds them together.
HOT = "ln(1 + greatest(0, {ups} - {downs}) + {answers}) / ln(2.0::float8) + extract(epoch FROM {at})::float8 / 86400"
RANK = """CASE WHEN {ups} + {downs} = 0 THEN 0.05 ELSE (
    {ups}::float8 / ({ups} + {downs}) + 3.8416 / (2 * ({ups} + {downs})) - 1.96 * sqrt((
        {ups}::float8 / ({ups} + {downs}) * {downs} / ({ups} + {downs}) + 3.8416 / (4 * ({ups} + {downs}))
    ) / ({ups} + {downs}))) / (1 + 3.8416 / ({ups} + {downs})) END"""
COUNTED = {"ups": UPS, "downs": DOWNS, "ups_before": UPS, "downs_before": DOWNS}


def place_questions(run: Run, show: Show) -> None:
    place("questions", "posts", run, _questions, show)
    state.execute("ANALYZE support_question (id, source, source_id)")


def place_answers(run: Run, show: Show) -> None:
    place("answers", "posts", run, _answers, show)
    state.execute("ANALYZE support_answer (id, source, source_id)")


def place_comments(run: Run, show: Show) -> None:
    place("comments", "comments", run, _comments, show)
    state.execute("ANALYZE support_comment (id)")


def _questions(portion: Range) -> dict[str, tuple[int, int]]:
    rows = insert(
        Question, "chosen",
        id="pk", voice_id="voice", asker_id="member", topic_id="%(topic)s", tags="tags", language="%(language)s",
        asked_at="at", active_at="coalesce(active_at, at)", answer_count=ANSWERS, views="least(views, 2147483647)",
        hot=HOT.format(ups=UPS, downs=DOWNS, answers=ANSWERS, at="at"), source="%(origin)s", source_id="id", **COUNTED,
    )  # fmt: skip
    more = ", s.ups, s.downs, s.answers, e.id AS edited_by"
    joins = f"{EDITOR} {SCORE}"
    return {
        "questions": _run(
            portion, Question, "posts", Kind.ASKED, rows, more=more, joins=joins, which="r.kind = 1", title="title"
        )
    }


def _answers(portion: Range) -> dict[str, tuple[int, int]]:
    rows = insert(
        Answer, "chosen",
        id="pk", voice_id="voice", question_id="question", author_id="member", posted_at="at",
        rank=RANK.format(ups=UPS, downs=DOWNS), source="%(origin)s", source_id="id", **COUNTED,
    )  # fmt: skip
    parent = "JOIN support_question q ON q.source = %(origin)s AND q.source_id = r.parent"
    more = ", s.ups, s.downs, q.id AS question, e.id AS edited_by"
    joins = f"{parent} {EDITOR} {SCORE}"
    counts = _run(portion, Answer, "posts", Kind.ANSWERED, rows, more=more, joins=joins, which="r.kind = 2")
    return {"answers": counts}


def _comments(portion: Range) -> dict[str, tuple[int, int]]:
    rows = insert(
        Comment, "chosen",
        id="pk", voice_id="voice", question_id="question", answer_id="answer", author_id="member", posted_at="at",
        source="%(origin)s", source_id="id",
    )  # fmt: skip
    more = ", w.question, w.answer, NULL::timestamptz AS edited_at, NULL::bigint AS edited_by"
    joins = "JOIN importing.place w ON w.id = r.post"
    counts = _run(portion, Comment, "comments", Kind.COMMENTED, rows, more=more, joins=joins, markup="markdown")
    return {"comments": counts}


EDITOR = "LEFT JOIN member e ON e.source = %(origin)s AND e.source_id = r.editor AND r.edited_at IS NOT NULL"
SCORE = "LEFT JOIN importing.scores s ON s.post = r.id"


def _run(
    portion: Range, model: type[models.Model], staged: str, kind: Kind, rows: str, *,
    more: str, joins: str, which: str = "true", title: str = "''", markup: str = "html",
) -> tuple[int, int]:  # fmt: skip
    """Place a portion; how many are new, and how many were there."""
    table = model._meta.db_table
    here = HERE.format(table=table)
    voices = insert(
        Voice, "chosen",
        id="voice", kind=f"'{model._meta.model_name}'", author_id="member", title=title, source="chosen.source",
        html="html", excerpt="excerpt", language="%(language)s", markup=f"'{markup}'", origin="%(origin)s", at="at",
        edited_at="edited_at", edited_by_id="edited_by",
    )  # fmt: skip
    which = f"{WITHIN} AND {which}"
    chosen = CHOSEN.format(
        voice=sequence("voice"), pk=sequence(table), more=more, staged=staged, joins=joins, which=which, here=here
    )
    told = pending(kind, "at", "pk", "chosen")
    text = PLACE.format(chosen=chosen, voices=voices, rows=rows, told=told, staged=staged, which=which, here=here)
    imported, already = state.query(text, portion.values)[0]
    return imported, already
