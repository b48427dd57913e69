"""The statements that write what health is read from. They set, they never add: running one twice changes nothing."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from groundswell.log.postgres.arrays import columns

PEOPLE = "INSERT INTO health_person (member, staff) SELECT unnest(%s::bigint[]), false ON CONFLICT DO NOTHING"
ROLES = """
INSERT INTO health_role (entry, member, staff)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bool[]) ON CONFLICT DO NOTHING
"""
STAFF = """
UPDATE health_person p SET staff = r.staff FROM (
    SELECT DISTINCT ON (member) member, staff FROM health_role WHERE member = ANY(%s) ORDER BY member, entry DESC
) AS r WHERE p.member = r.member
"""
LAPSED = "DELETE FROM health_person WHERE member = ANY(%s)"
LAPSED_ROLES = "DELETE FROM health_role WHERE member = ANY(%s)"
QUESTIONS = """
INSERT INTO health_question (question, asker, topic, tags, at, hidden, reply_staff, solved_staff)
SELECT q.question, q.asker, q.topic, coalesce((SELECT array_agg(t) FROM jsonb_array_elements_text(q.tags) AS t), '{}'),
       q.at, false, false, false
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::jsonb[], %s::timestamptz[]) AS q (question, asker, topic, tags, at)
ON CONFLICT DO NOTHING
"""
# Whether an author worked for the company is as the log had it at that entry, so a later change of role changes no past.
ANSWERS = """
INSERT INTO health_answer (answer, question, author, at, staff, hidden)
SELECT a.answer, a.question, a.author, a.at, coalesce((
    SELECT staff FROM health_role r WHERE r.member = a.author AND r.entry < a.entry ORDER BY r.entry DESC LIMIT 1
), false), false
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[], %s::bigint[]) AS a (answer, question, author, at, entry)
ON CONFLICT DO NOTHING
"""
# The earliest, whatever comes in which batch; authors do not see themselves.
SEEN = """
UPDATE health_answer a SET seen_at = least(a.seen_at, s.at)
FROM (SELECT r.answer, min(r.at) AS at FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS r (answer, by, at)
    JOIN health_answer w ON w.answer = r.answer AND w.author <> r.by GROUP BY 1) AS s
WHERE a.answer = s.answer
"""
MOVED = "UPDATE health_answer SET question = %s WHERE answer = ANY(%s)"
TOPICS = """
UPDATE health_question q SET topic = s.topic FROM unnest(%s::bigint[], %s::bigint[]) AS s (question, topic)
WHERE q.question = s.question
"""
TAGS = """
UPDATE health_question q SET tags = coalesce((SELECT array_agg(t) FROM jsonb_array_elements_text(s.tags) AS t), '{}')
FROM unnest(%s::bigint[], %s::jsonb[]) AS s (question, tags) WHERE q.question = s.question
"""
REPLACED = """
UPDATE health_question SET tags = CASE WHEN %s = '' OR %s = ANY(tags) THEN array_remove(tags, %s::varchar)
    ELSE array_append(array_remove(tags, %s::varchar), %s::varchar) END WHERE question = ANY(%s)
"""
CLOSED = """
UPDATE health_question q SET closed_at = s.at FROM unnest(%s::bigint[], %s::timestamptz[]) AS s (question, at)
WHERE q.question = s.question
"""
HIDDEN = {
    kind: f"""
UPDATE health_{kind} x SET hidden = s.hidden FROM unnest(%s::bigint[], %s::bool[]) AS s (id, hidden) WHERE x.{kind} = s.id
"""
    for kind in ("question", "answer")
}
SOLUTIONS = """
UPDATE health_question q SET solution = s.answer, accepted_at = s.at
FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS s (question, answer, at) WHERE q.question = s.question
"""
OUTCOMES = """
UPDATE health_question q SET
    reply_at = r.at, replied_by = r.author, reply_staff = coalesce(r.staff, false),
    solved_at = CASE WHEN s.answer IS NOT NULL THEN q.accepted_at END, solved_by = s.author,
    solved_staff = coalesce(s.staff, false)
FROM health_question o
LEFT JOIN LATERAL (
    SELECT at, author, staff FROM health_answer a WHERE a.question = o.question AND NOT a.hidden AND a.author <> o.asker
    ORDER BY at, answer LIMIT 1
) AS r ON true
LEFT JOIN health_answer s ON s.answer = o.solution AND NOT s.hidden
WHERE o.question = q.question AND q.question = ANY(%s)
"""
INTERVENTIONS = """
INSERT INTO health_intervention (entry, by, kind, question, at)
SELECT i.entry, i.by, i.kind, i.question, i.at
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::timestamptz[], %s::bigint[])
    AS i (entry, by, kind, question, at, owner)
LEFT JOIN health_question q ON q.question = i.question
WHERE i.by IS DISTINCT FROM coalesce(i.owner, q.asker) ON CONFLICT DO NOTHING
"""
DAYS = """
INSERT INTO health_day (member, day, at, question)
SELECT DISTINCT ON (member, day) * FROM unnest(%s::bigint[], %s::date[], %s::timestamptz[], %s::bigint[])
    AS d (member, day, at, question) ORDER BY member, day, at, question
ON CONFLICT (member, day) DO UPDATE SET at = EXCLUDED.at, question = EXCLUDED.question
WHERE (EXCLUDED.at, EXCLUDED.question) < (health_day.at, health_day.question)
"""
FIRSTS = """
INSERT INTO health_person (member, staff, first_at, first_question, again_at)
SELECT m.member, coalesce(s.staff, false), f.at, f.question, g.at FROM unnest(%s::bigint[]) AS m (member)
JOIN LATERAL (SELECT at, question, day FROM health_day d WHERE d.member = m.member ORDER BY day LIMIT 1) AS f ON true
LEFT JOIN LATERAL (SELECT at FROM health_day d WHERE d.member = m.member AND d.day > f.day ORDER BY day LIMIT 1) AS g ON true
LEFT JOIN LATERAL (SELECT staff FROM health_role r WHERE r.member = m.member ORDER BY entry DESC LIMIT 1) AS s ON true
ON CONFLICT (member) DO UPDATE
SET first_at = EXCLUDED.first_at, first_question = EXCLUDED.first_question, again_at = EXCLUDED.again_at
"""


# An attempt is known from its first sign on; what it became is set, never unset.
WRITINGS = """
INSERT INTO health_writing (writing, at, shown, opened, solved, question, asked_at)
SELECT n.* FROM unnest(%s::bigint[], %s::timestamptz[], %s::bool[], %s::bool[], %s::bool[], %s::bigint[], %s::timestamptz[])
    AS n (writing, at, shown, opened, solved, question, asked_at)
WHERE n.writing > 0 OR NOT EXISTS (SELECT FROM health_writing w WHERE w.question = n.question)
ON CONFLICT (writing) DO UPDATE SET at = least(health_writing.at, EXCLUDED.at),
    shown = health_writing.shown OR EXCLUDED.shown, opened = health_writing.opened OR EXCLUDED.opened,
    solved = health_writing.solved OR EXCLUDED.solved, question = coalesce(EXCLUDED.question, health_writing.question),
    asked_at = coalesce(EXCLUDED.asked_at, health_writing.asked_at)
"""
NO_WRITINGS = "DELETE FROM health_writing WHERE writing = ANY(%s)"


def add_writings(rows: list[tuple[Any, ...]]) -> None:
    """(writing, time, shown, opened, solved, question, time when it was asked)."""
    if rows:
        _do(WRITINGS, columns(rows))


def forget_writings(numbers: list[int]) -> None:
    """What was asked with an attempt is that attempt."""
    if numbers:
        _do(NO_WRITINGS, [numbers])


def add_people(rows: Iterable[tuple[int, int, bool | None]], lapsed: list[int]) -> None:
    """(member, entry, staff or None); those whose joining lapsed are forgotten."""
    known = list(rows)
    if known:
        _do(PEOPLE, [[member for member, _entry, _staff in known]])
    changed = [(entry, member, staff) for member, entry, staff in known if staff is not None]
    if changed:
        _do(ROLES, columns(changed))
        _do(STAFF, [[member for _entry, member, _staff in changed]])
    if lapsed:
        _do(LAPSED, [lapsed])
        _do(LAPSED_ROLES, [lapsed])


def add_questions(rows: Iterable[tuple[Any, ...]]) -> None:
    """(question, asker, topic, tags, time)."""
    if known := [(*row[:3], json.dumps(row[3]), row[4]) for row in rows]:
        _do(QUESTIONS, columns(known))


def add_answers(rows: Iterable[tuple[Any, ...]]) -> None:
    """(answer, question, author, time, entry)."""
    if known := list(rows):
        _do(ANSWERS, columns(known))


def set_seen(rows: Iterable[tuple[int, int, Any]]) -> None:
    """rows: (answer, who reacted, time)."""
    _set(SEEN, rows)


def move_answers(answers: list[int], into: int) -> None:
    """These answers are at another question now."""
    if answers:
        _do(MOVED, [into, answers])


def set_topics(topics: Mapping[int, int]) -> None:
    _set(TOPICS, topics.items())


def replace_tag(questions: list[int], drop: str, add: str) -> None:
    """These questions have one tag less and another more; either may be empty."""
    _do(REPLACED, [add, add, drop, drop, add, questions])


def set_tags(tags: Mapping[int, list[str]]) -> None:
    _set(TAGS, ((question, json.dumps(names)) for question, names in tags.items()))


def set_closed(times: Mapping[int, Any]) -> None:
    """The time at which each question was closed; None when it was reopened."""
    _set(CLOSED, times.items())


def set_hidden(kind: str, hidden: Mapping[int, bool]) -> None:
    """`kind` is "question" or "answer"."""
    _set(HIDDEN[kind], hidden.items())


def set_solutions(solutions: Mapping[int, tuple[Any, Any]]) -> None:
    """The answer marked as the solution, and when; None twice when the mark was taken off."""
    _set(SOLUTIONS, ((question, *marked) for question, marked in solutions.items()))


def outcomes(questions: set[int]) -> None:
    """Set the first reply and the solution of these questions from their answers."""
    if questions:
        _do(OUTCOMES, [sorted(questions)])


def add_interventions(rows: Iterable[tuple[Any, ...]]) -> None:
    """(entry, by, kind, question, time, owner); those by the owner are none."""
    _set(INTERVENTIONS, rows)


def add_days(rows: Iterable[tuple[Any, ...]]) -> None:
    """(member, day, time, question); then sets when these members came first, and again."""
    known = list(rows)
    _set(DAYS, known)
    if known:
        _do(FIRSTS, [sorted({row[0] for row in known})])


def _set(query: str, rows: Iterable[tuple[Any, ...]]) -> None:
    if known := list(rows):
        _do(query, columns(known))


def _do(query: str, parameters: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
