"""The statements that write standing. They set, they never add: running one twice changes nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from groundswell.derived.standing.catalogue import BADGES, DAILY_CAP, GOOD, GREAT, LEVELS
from groundswell.log.consumers import Entry
from groundswell.log.journal import pages_changed

Touched = set[tuple[int, date]]
GAINS = """
INSERT INTO standing_gain (entry, member_id, reason, question, subject, points, capped, day, at, votes)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::int[], %s::bool[], %s::date[],
                     %s::timestamptz[], %s::int[]) ON CONFLICT DO NOTHING
"""
DEEDS = """
INSERT INTO standing_deed (member_id, kind, subject, question, owner, value, day, live)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::int[], %s::date[], %s::bool[])
ON CONFLICT (kind, member_id, subject) DO UPDATE
SET live = EXCLUDED.live, value = EXCLUDED.value, day = CASE WHEN EXCLUDED.live THEN EXCLUDED.day ELSE standing_deed.day END
"""
HIDE_GAINS = """
INSERT INTO standing_gain (entry, member_id, reason, question, subject, points, capped, day, at, votes)
SELECT %s, member_id, %s, question, subject, -sum(points), capped, day, %s, -sum(votes) FROM standing_gain
WHERE question = %s AND (%s = 'question' OR subject = %s)
GROUP BY member_id, question, subject, capped, day HAVING sum(points) <> 0 OR sum(votes) <> 0
ON CONFLICT DO NOTHING RETURNING member_id, day
"""
SHOW_GAINS = """
INSERT INTO standing_gain (entry, member_id, reason, question, subject, points, capped, day, at, votes)
SELECT %s, member_id, %s, question, subject, -points, capped, day, %s, -votes FROM standing_gain
WHERE question = %s AND reason = %s AND (%s = 'question' OR subject = %s)
AND entry = (SELECT max(entry) FROM standing_gain WHERE question = %s AND reason = %s AND (%s = 'question' OR subject = %s))
ON CONFLICT DO NOTHING RETURNING member_id, day
"""
HIDE_DEEDS = """
UPDATE standing_deed SET live = false, hidden_by = %s
WHERE question = %s AND live AND (%s = 'question' OR subject = %s OR subject LIKE %s) RETURNING member_id, day
"""
SHOW_DEEDS = """
UPDATE standing_deed SET live = true, hidden_by = NULL WHERE question = %s AND hidden_by IS NOT NULL AND hidden_by = (
    SELECT max(hidden_by) FROM standing_deed WHERE question = %s AND (%s = 'question' OR subject = %s))
AND (%s = 'question' OR subject = %s OR subject LIKE %s) RETURNING member_id, day
"""
DAYS = """
WITH touched AS (SELECT * FROM unnest(%s::bigint[], %s::date[]) AS t (member_id, day)),
gained AS (
    SELECT member_id, day, sum(points) FILTER (WHERE capped) AS capped, sum(points) FILTER (WHERE NOT capped) AS free
    FROM standing_gain JOIN touched USING (member_id, day) GROUP BY member_id, day
),
done AS (
    SELECT member_id, day, count(*) FILTER (WHERE kind = 'asked') AS asked, count(*) FILTER (WHERE kind = 'answered') AS answered,
           count(*) FILTER (WHERE kind = 'commented') AS commented, count(*) FILTER (WHERE kind = 'voted') AS voted,
           count(*) FILTER (WHERE kind = 'solved') AS solved, count(*) FILTER (WHERE kind = 'thanked') AS thanked
    FROM standing_deed JOIN touched USING (member_id, day) WHERE live GROUP BY member_id, day
)
INSERT INTO standing_day (member_id, day, capped, free, asked, answered, commented, voted, solved, thanked)
SELECT member_id, day, least(%s, coalesce(g.capped, 0)), coalesce(g.free, 0), coalesce(asked, 0), coalesce(answered, 0),
       coalesce(commented, 0), coalesce(voted, 0), coalesce(solved, 0), coalesce(thanked, 0)
FROM touched LEFT JOIN gained g USING (member_id, day) LEFT JOIN done USING (member_id, day)
ON CONFLICT (member_id, day) DO UPDATE SET capped = EXCLUDED.capped, free = EXCLUDED.free, asked = EXCLUDED.asked,
    answered = EXCLUDED.answered, commented = EXCLUDED.commented, voted = EXCLUDED.voted, solved = EXCLUDED.solved,
    thanked = EXCLUDED.thanked
"""
LEVEL = " ".join(
    f"WHEN days >= {lv.days} AND asked + answered >= {lv.posts} AND answered >= {lv.answered} AND solved >= {lv.solved} "
    f"AND reputation >= {lv.reputation} THEN {lv.number}"
    for lv in reversed(LEVELS)
)
STANDINGS = f"""
WITH sums AS (
    SELECT member_id, greatest(0, sum(capped + free)) AS reputation, sum(asked) AS asked, sum(answered) AS answered,
           sum(commented) AS commented, sum(voted) AS voted, sum(solved) AS solved, sum(thanked) AS thanked,
           count(*) FILTER (WHERE asked + answered + commented + voted > 0) AS days
    FROM standing_day WHERE member_id = ANY(%s) GROUP BY member_id
),
praised AS (
    SELECT member_id, count(*) FILTER (WHERE score >= {GOOD}) AS good, count(*) FILTER (WHERE score >= {GREAT}) AS great
    FROM (SELECT member_id, subject, sum(votes) AS score FROM standing_gain
          WHERE member_id = ANY(%s) AND subject LIKE 'answer:%%' GROUP BY member_id, subject) AS answers
    GROUP BY member_id
)
INSERT INTO standing (member_id, reputation, asked, answered, commented, voted, solved, thanked, days, good_answers,
                      great_answers, level)
SELECT member_id, reputation, asked, answered, commented, voted, solved, thanked, days, coalesce(good, 0),
       coalesce(great, 0), CASE {LEVEL} ELSE 0 END
FROM sums LEFT JOIN praised USING (member_id)
ON CONFLICT (member_id) DO UPDATE SET reputation = EXCLUDED.reputation, asked = EXCLUDED.asked,
    answered = EXCLUDED.answered, commented = EXCLUDED.commented, voted = EXCLUDED.voted, solved = EXCLUDED.solved,
    thanked = EXCLUDED.thanked, days = EXCLUDED.days, good_answers = EXCLUDED.good_answers,
    great_answers = EXCLUDED.great_answers, level = EXCLUDED.level
"""
MEMBERS = """
UPDATE member SET reputation = s.reputation, level = s.level FROM standing s, member old
WHERE s.member_id = member.id AND old.id = member.id AND member.id = ANY(%s)
AND (member.reputation, member.level) IS DISTINCT FROM (s.reputation, s.level)
RETURNING member.id, old.level <> s.level
"""
COUNTED = """
SELECT member_id, '{0.key}', min(day) FROM (
    SELECT member_id, day, sum({0.counts}) OVER (PARTITION BY member_id ORDER BY day) AS total
    FROM standing_day WHERE member_id = ANY(%s)) AS so_far
WHERE total >= {0.least} GROUP BY member_id
"""
PRAISED = """
SELECT member_id, '{0.key}', min(day) FROM (
    SELECT member_id, day, sum(votes) OVER (PARTITION BY member_id, subject ORDER BY day) AS total FROM standing_gain
    WHERE member_id = ANY(%s) AND subject LIKE 'answer:%%') AS so_far
WHERE total >= {1} GROUP BY member_id
"""
VOTES_OF = {"good_answers": GOOD, "great_answers": GREAT}
EARNED = " UNION ALL ".join(
    PRAISED.format(badge, VOTES_OF[badge.counts]) if badge.counts in VOTES_OF else COUNTED.format(badge)
    for badge in BADGES
)
AWARDS = f"""
WITH earned (member_id, badge, day) AS MATERIALIZED ({EARNED}),
lost AS (
    DELETE FROM standing_award a WHERE a.member_id = ANY(%s)
    AND NOT EXISTS (SELECT FROM earned e WHERE e.member_id = a.member_id AND e.badge = a.badge)
)
INSERT INTO standing_award (member_id, badge, day) SELECT member_id, badge, day FROM earned
ON CONFLICT (member_id, badge) DO UPDATE SET day = EXCLUDED.day WHERE standing_award.day <> EXCLUDED.day
"""


def add_gains(rows: list[tuple[Any, ...]]) -> Touched:
    if rows:
        _run(GAINS, _columns(rows))
    return {(row[1], row[7]) for row in rows}


def set_deeds(rows: list[tuple[Any, ...]]) -> Touched:
    """Later rows win over earlier ones about the same deed."""
    if rows:
        latest = {(row[1], row[0], row[2]): row for row in rows}
        _run(DEEDS, _columns(list(latest.values())))
    return {(row[0], row[6]) for row in rows}


def hide(entry: Entry, what: str, question: int, subject: str) -> Touched:
    """Take back what was gained under a deleted question, answer or comment."""
    gains = [entry.position, f"{what}_deleted", entry.at, question, what, subject]
    deeds = [entry.position, question, what, subject, f"{subject}:%"]
    return {*_run(HIDE_GAINS, gains), *_run(HIDE_DEEDS, deeds)}


def show(entry: Entry, what: str, question: int, subject: str) -> Touched:
    """Give back what the last deletion took."""
    reason = f"{what}_deleted"
    last = [question, reason, what, subject]
    gains = [entry.position, f"{what}_restored", entry.at, *last, *last]
    deeds = [question, question, what, subject, what, subject, f"{subject}:%"]
    return {*_run(SHOW_GAINS, gains), *_run(SHOW_DEEDS, deeds)}


def refresh(touched: Touched) -> None:
    """Set days, standings, levels and badges of the people who were touched."""
    if not touched:
        return
    pairs = sorted(touched)
    people = sorted({member for member, _day in pairs})
    _run(DAYS, [[member for member, _ in pairs], [day for _, day in pairs], DAILY_CAP])
    _run(STANDINGS, [people, people])
    _run(AWARDS, [people] * (len(BADGES) + 1))
    pages_changed(f"member:{member}" for member, level_changed in _run(MEMBERS, [people]) if level_changed)


def reset_members() -> None:
    _run("UPDATE member SET reputation = 0, level = 0 WHERE reputation <> 0 OR level <> 0", [])


def _columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _run(query: str, parameters: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(parameters))
        return cursor.fetchall() if cursor.description else []
