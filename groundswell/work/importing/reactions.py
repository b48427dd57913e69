"""Solutions and votes."""

from groundswell.features.support.models import FormerVote
from groundswell.work.importing import state
from groundswell.work.importing.columns import insert
from groundswell.work.importing.history import Kind, pending
from groundswell.work.importing.placing import Range, Show, place
from groundswell.work.importing.posts import HOT, RANK
from groundswell.work.importing.shapes import VOTES as VOTES_FILE
from groundswell.work.importing.state import Run

# What people here decided since an earlier import stands: a solution of theirs, or one that they took back.
SOLVE = """
WITH new AS (
    UPDATE support_question q SET solution_id = w.answer, solved_by_id = q.asker_id, solved_as = 'asker',
        solved_at = greatest(w.at, coalesce(s.accepted_at, w.at))
    FROM importing.posts p JOIN importing.place w ON w.id = p.accepted
    LEFT JOIN importing.scores s ON s.post = p.accepted
    WHERE p.n > %(after)s AND p.n <= %(upto)s AND p.kind = 1 AND p.reason IS NULL
    AND q.source = %(origin)s AND q.source_id = p.id AND w.question = q.id AND w.answer IS NOT NULL
    AND q.solution_id IS NULL
    AND NOT EXISTS (SELECT FROM support_change c WHERE c.question_id = q.id AND c.what = 'revoked')
    RETURNING q.solution_id, q.solved_at
)
"""
VOTES = """
cast_votes AS (
    SELECT r.id, w.question, w.answer, CASE r.kind WHEN 2 THEN 1 ELSE -1 END AS value, greatest(r.at, w.at) AS at
    FROM importing.votes r JOIN importing.place w ON w.id = r.post
    WHERE r.n > %(after)s AND r.n <= %(upto)s AND r.reason IS NULL AND r.kind IN (2, 3)
    AND (SELECT f.id FROM support_former_vote f WHERE f.source = %(origin)s AND f.source_id = r.id) IS NULL ORDER BY r.n
)
"""
COUNT_VOTES = """
SELECT r.kind, count(*) FROM importing.votes r WHERE r.n > %(after)s AND r.n <= %(upto)s AND r.reason IS NULL GROUP BY 1
"""
COUNT_NEW = """
SELECT r.kind, count(*) FROM importing.votes r WHERE r.n > %(after)s AND r.n <= %(upto)s AND r.reason IS NULL AND (
    r.kind IN (2, 3)
    AND (SELECT f.id FROM support_former_vote f WHERE f.source = %(origin)s AND f.source_id = r.id) IS NULL
    OR r.kind = 1 AND EXISTS (
        SELECT FROM importing.place w JOIN importing.solved s ON s.answer = w.answer WHERE w.id = r.post)) GROUP BY 1
"""
LABELS = {1: "acceptances", 2: "up votes", 3: "down votes"}
RECOUNT = """
UPDATE {table} t SET ups_before = c.ups, downs_before = c.downs, ups = c.ups + c.own_ups, downs = c.downs + c.own_downs,
    {more}
FROM (
    SELECT t.id, coalesce(f.ups, 0) AS ups, coalesce(f.downs, 0) AS downs, coalesce(v.ups, 0) AS own_ups,
           coalesce(v.downs, 0) AS own_downs, {answers} AS answers
    FROM {table} t
    LEFT JOIN (SELECT {column} AS id, {sums} FROM support_former_vote WHERE {which} GROUP BY 1) f ON f.id = t.id
    LEFT JOIN (SELECT {column} AS id, {sums} FROM support_vote WHERE {which} GROUP BY 1) v ON v.id = t.id {joins}
    WHERE t.source = %(origin)s
) AS c
WHERE t.id = c.id AND (t.ups_before, t.downs_before, t.ups, t.downs, {counted})
    IS DISTINCT FROM (c.ups, c.downs, c.ups + c.own_ups, c.downs + c.own_downs, c.answers)
"""
SUMS = "count(*) FILTER (WHERE value > 0) AS ups, count(*) FILTER (WHERE value < 0) AS downs"
COUNT_ANSWERS = """
LEFT JOIN (SELECT question_id AS id, count(*) AS answers FROM support_answer WHERE deleted_at IS NULL GROUP BY 1) a
ON a.id = t.id
"""


def place_solutions(run: Run, show: Show) -> None:
    state.execute("CREATE TABLE IF NOT EXISTS importing.solved (answer bigint PRIMARY KEY)")
    place("solutions", "posts", run, _solutions, show)


def place_votes(run: Run, show: Show) -> None:
    place("votes", "votes", run, _votes, show)
    state.execute("ANALYZE support_former_vote (id)")


def recount(run: Run) -> None:
    """Set ups, downs and what follows from them from the votes; on a first import they are right already."""
    if VOTES_FILE.file not in run.files:
        return
    ups, downs = "(c.ups + c.own_ups)", "(c.downs + c.own_downs)"
    hot = HOT.format(ups=ups, downs=downs, answers="c.answers", at="t.asked_at")
    questions = RECOUNT.format(
        table="support_question", column="question_id", sums=SUMS, which="answer_id IS NULL", counted="t.answer_count",
        answers="coalesce(a.answers, 0)", joins=COUNT_ANSWERS, more=f"answer_count = c.answers, hot = {hot}",
    )  # fmt: skip
    answers = RECOUNT.format(
        table="support_answer", column="answer_id", sums=SUMS, which="answer_id IS NOT NULL", counted="0", answers="0", joins="",
        more=f"rank = {RANK.format(ups=ups, downs=downs)}",
    )  # fmt: skip
    for statement in (questions, answers):
        state.execute(statement, {"origin": run.origin})


def _solutions(portion: Range) -> dict[str, tuple[int, int]]:
    told = pending(Kind.ACCEPTED, "solved_at", "solution_id", "new")
    solved = "INSERT INTO importing.solved SELECT solution_id FROM new"
    state.execute(f"{SOLVE}, told AS ({told}) {solved}", portion.values)
    return {}


def _votes(portion: Range) -> dict[str, tuple[int, int]]:
    every = dict(state.query(COUNT_VOTES, portion.values))
    new = dict(state.query(COUNT_NEW, portion.values))
    rows = insert(
        FormerVote, "cast_votes",
        question_id="question", answer_id="answer", value="value", at="at", source="%(origin)s", source_id="id",
    )  # fmt: skip
    told = pending(Kind.VOTED, "at", "id", "rows")
    state.execute(f"WITH {VOTES}, rows AS ({rows} RETURNING id, at) {told}", portion.values)
    return {LABELS[kind]: (new.get(kind, 0), count - new.get(kind, 0)) for kind, count in every.items()}
