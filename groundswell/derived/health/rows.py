"""What is read for a scope: as few rows as the figures need."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import connection

from groundswell.derived.health.scope import Scope

# A point of a chart begins with its first moment, so steps back from the end are rounded up.
# A question that was closed unanswered waits no longer: it is censored at that moment.
QUESTIONS = """
SELECT q.at >= %(start)s, q.topic, q.asker, ceil(extract(epoch FROM %(end)s - q.at) / 86400 / %(step)s)::int - 1,
       extract(epoch FROM %(now)s - q.at)::float8 / 3600,
       greatest(0, extract(epoch FROM coalesce(q.reply_at, least(q.closed_at, %(now)s)) - q.at)::float8 / 3600), q.reply_at IS NOT NULL,
       greatest(0, extract(epoch FROM coalesce(q.solved_at, least(q.closed_at, %(now)s)) - q.at)::float8 / 3600), q.solved_at IS NOT NULL,
       CASE WHEN q.solved_at IS NULL THEN '' WHEN q.solved_by = q.asker THEN 'asker' WHEN q.solved_staff THEN 'staff' ELSE 'customer' END,
       q.reply_staff, q.closed_at IS NOT NULL
FROM health_question q WHERE q.at >= %(before)s AND q.at < least(%(end)s, %(now)s) AND {condition}
"""
ANSWERERS = """
SELECT a.at >= %(start)s, a.author, a.staff, count(*) FROM health_answer a JOIN health_question q USING (question)
WHERE a.at >= %(before)s AND a.at < %(end)s AND NOT a.hidden AND a.author <> q.asker AND {condition} GROUP BY 1, 2, 3
"""
HELPERS_BY_STEP = """
SELECT ceil(extract(epoch FROM %(end)s - a.at) / 86400 / %(step)s)::int - 1, count(DISTINCT a.author) FILTER (WHERE NOT a.staff)
FROM health_answer a JOIN health_question q USING (question)
WHERE a.at >= %(start)s AND a.at < %(end)s AND NOT a.hidden AND a.author <> q.asker AND {condition} GROUP BY 1
"""
NEWCOMERS = """
SELECT p.first_at >= %(start)s, ceil(extract(epoch FROM %(end)s - p.first_at) / 86400 / %(step)s)::int - 1,
       extract(epoch FROM coalesce(p.again_at, %(now)s) - p.first_at)::float8 / 86400, p.again_at IS NOT NULL
FROM health_person p JOIN health_question q ON q.question = p.first_question
WHERE p.first_at >= %(before)s AND p.first_at < least(%(end)s, %(now)s) AND NOT p.staff AND {condition}
"""
# The first answer that somebody gave to somebody else, and how long until another member reacted, in hours.
FIRSTS = """
SELECT a.at >= %(start)s, extract(epoch FROM %(now)s - a.at)::float8 / 3600,
       greatest(0, extract(epoch FROM coalesce(a.seen_at, %(now)s) - a.at)::float8 / 3600), a.seen_at IS NOT NULL
FROM health_answer a JOIN health_question q USING (question)
WHERE a.at >= %(before)s AND a.at < least(%(end)s, %(now)s) AND NOT a.hidden AND NOT a.staff AND a.author <> q.asker AND {condition}
AND NOT EXISTS (SELECT FROM health_answer b WHERE b.author = a.author AND b.answer < a.answer)
"""
INTERVENTIONS = """
SELECT i.at >= %(start)s, i.kind, i.by, coalesce(p.staff, false), count(*) FROM health_intervention i
LEFT JOIN health_person p ON p.member = i.by {join} WHERE i.at >= %(before)s AND i.at < %(end)s {condition} GROUP BY 1, 2, 3, 4
"""
INTERVENTIONS_BY_DAY = """
SELECT i.at >= %(start)s, i.at::date, count(*) FROM health_intervention i {join}
WHERE i.at >= %(before)s AND i.at < %(end)s {condition} GROUP BY 1, 2
"""
COHORTS = """
SELECT (extract(year FROM p.first_at AT TIME ZONE 'UTC') * 12 + extract(month FROM p.first_at AT TIME ZONE 'UTC'))::int - 1, count(*)
FROM health_person p JOIN health_question q ON q.question = p.first_question
WHERE p.first_at >= %(since)s AND p.first_at < %(until)s AND NOT p.staff AND {condition} GROUP BY 1
"""
ACTIVE = """
SELECT came, month, count(*) FROM (
    SELECT DISTINCT (extract(year FROM p.first_at AT TIME ZONE 'UTC') * 12 + extract(month FROM p.first_at AT TIME ZONE 'UTC'))::int - 1 AS came,
           (extract(year FROM d.day) * 12 + extract(month FROM d.day))::int - 1 AS month, p.member
    FROM health_person p JOIN health_question q ON q.question = p.first_question JOIN health_day d ON d.member = p.member
    WHERE p.first_at >= %(since)s AND p.first_at < %(until)s AND NOT p.staff AND d.day < %(until)s::date AND {condition}
) AS active WHERE month > came GROUP BY 1, 2
"""
# Reading is private and leaves no event; a member's last look at a question is all that is kept, so earlier days cannot be told.
READERS = """
SELECT count(DISTINCT r.member_id) FROM support_reading r JOIN health_question q ON q.question = r.question_id
WHERE r.at >= %(start)s AND {condition}
"""
TAGS = """
SELECT tag, count(*) FROM health_question q, unnest(q.tags) AS tag WHERE q.at >= %(start)s AND q.at < %(end)s AND NOT q.hidden
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 60
"""


class Asked(NamedTuple):
    """A question with its waits in hours; `wait` is until the first reply, `work` until the solution, or until now."""

    now: bool
    topic: int
    asker: int
    step: int
    age: float
    wait: float
    replied: bool
    work: float
    solved: bool
    by: str
    by_staff: bool
    closed: bool


def questions(of: Scope) -> list[Asked]:
    return [Asked._make(row) for row in ask(QUESTIONS, of)]


def ask(query: str, of: Scope, **more: Any) -> list[tuple[Any, ...]]:
    """Rows of a statement for a scope."""
    return run(query.format(condition=of.condition), {**of.values, **more})


def ask_of_interventions(query: str, of: Scope) -> list[tuple[Any, ...]]:
    """Those on questions that were deleted count too: deleting them was the work."""
    narrowed = bool(of.topics or of.tag)
    join = "JOIN health_question q ON q.question = i.question" if narrowed else ""
    condition = "AND " + of.condition.replace("NOT q.hidden AND ", "") if narrowed else ""
    return run(query.format(join=join, condition=condition), of.values)


def run(query: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
