"""The statements that write standing. They set, they never add: running one twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from groundswell.derived.standing import levels
from groundswell.derived.standing.catalogue import COUNTED, DAILY_CAP, GOOD, GREAT, LEVELS
from groundswell.events.sorting import PostsMoved
from groundswell.log.consumers import Entry
from groundswell.log.postgres.arrays import columns


@dataclass
class Touched:
    """What a part of a batch changed: members on days, and answers (question, "answer:7") by their votes."""

    days: set[tuple[int, date]] = field(default_factory=set)
    answers: set[tuple[int, str]] = field(default_factory=set)

    def __ior__(self, other: "Touched") -> "Touched":
        self.days |= other.days
        self.answers |= other.answers
        return self


GAINS = """
INSERT INTO standing_gain (entry, member_id, reason, question, subject, points, capped, day, at, votes)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::int[], %s::bool[], %s::date[],
                     %s::timestamptz[], %s::int[]) ON CONFLICT DO NOTHING
"""
DEEDS = """
INSERT INTO standing_deed (member_id, kind, subject, question, value, day, live)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::int[], %s::date[], %s::bool[])
ON CONFLICT (kind, member_id, subject) DO UPDATE
SET live = EXCLUDED.live, value = EXCLUDED.value, day = EXCLUDED.day, hidden_by = NULL
"""
UNDONE = """
UPDATE standing_deed d SET live = false, hidden_by = NULL
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS u (member_id, kind, subject)
WHERE d.member_id = u.member_id AND d.kind = u.kind AND d.subject = u.subject RETURNING d.member_id, d.day
"""
HIDE_GAINS = """
INSERT INTO standing_gain (entry, member_id, reason, question, subject, points, capped, day, at, votes)
SELECT %s, member_id, %s, question, subject, -sum(points), capped, day, %s, -sum(votes) FROM standing_gain
WHERE question = %s AND (%s = 'question' OR subject = %s)
GROUP BY member_id, question, subject, capped, day HAVING sum(points) <> 0 OR sum(votes) <> 0
ON CONFLICT DO NOTHING RETURNING member_id, day, question, subject
"""
# What deletions took and nothing gave back yet: a later one that found nothing to take leaves the earlier ones settled.
SHOW_GAINS = """
INSERT INTO standing_gain (entry, member_id, reason, question, subject, points, capped, day, at, votes)
SELECT %s, member_id, %s, question, subject, -sum(points), capped, day, %s, -sum(votes) FROM standing_gain
WHERE question = %s AND reason = ANY(%s) AND (%s = 'question' OR subject = %s)
GROUP BY member_id, question, subject, capped, day HAVING sum(points) <> 0 OR sum(votes) <> 0
ON CONFLICT DO NOTHING RETURNING member_id, day, question, subject
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
# A deletion of the question takes along what is under it, so gains and deeds must know where their post is now.
MOVES = [
    f"""
UPDATE standing_{table} SET question = %s
WHERE question = %s AND (subject = ANY(%s) OR split_part(subject, ':', 1) || ':' || split_part(subject, ':', 2) = ANY(%s))
"""
    for table in ("gain", "deed")
]
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
    SELECT member_id, count(*) FILTER (WHERE votes >= {GOOD}) AS good, count(*) FILTER (WHERE votes >= {GREAT}) AS great
    FROM standing_score WHERE member_id = ANY(%s) AND good_on IS NOT NULL GROUP BY member_id
)
INSERT INTO standing (member_id, reputation, asked, answered, commented, voted, solved, thanked, days, good_answers,
                      great_answers, reached, level)
SELECT member_id, reputation, asked, answered, commented, voted, solved, thanked, days, coalesce(good, 0),
       coalesce(great, 0), CASE {LEVEL} ELSE 0 END, 0
FROM sums LEFT JOIN praised USING (member_id)
ON CONFLICT (member_id) DO UPDATE SET reputation = EXCLUDED.reputation, asked = EXCLUDED.asked,
    answered = EXCLUDED.answered, commented = EXCLUDED.commented, voted = EXCLUDED.voted, solved = EXCLUDED.solved,
    thanked = EXCLUDED.thanked, days = EXCLUDED.days, good_answers = EXCLUDED.good_answers,
    great_answers = EXCLUDED.great_answers, reached = EXCLUDED.reached
"""
# The days are those on which enough people found the answer useful, whatever came later.
SCORES = f"""
WITH touched AS (SELECT * FROM unnest(%s::bigint[], %s::text[]) AS t (question, subject)),
so_far AS (
    SELECT member_id, subject, day, votes, sum(votes) OVER (PARTITION BY subject ORDER BY day) AS total
    FROM standing_gain JOIN touched USING (question, subject)
)
INSERT INTO standing_score (subject, member_id, votes, good_on, great_on)
SELECT subject, member_id, sum(votes), min(day) FILTER (WHERE total >= {GOOD}), min(day) FILTER (WHERE total >= {GREAT})
FROM so_far GROUP BY subject, member_id
ON CONFLICT (subject) DO UPDATE SET votes = EXCLUDED.votes, good_on = EXCLUDED.good_on, great_on = EXCLUDED.great_on
"""
DAY_COUNTED = """(SELECT min(day) FROM (
    SELECT day, sum({0.counts}) OVER (ORDER BY day) AS total FROM standing_day WHERE member_id = s.member_id) AS so_far
    WHERE total >= {0.least})"""
DAY_PRAISED = "(SELECT min({1}) FROM standing_score WHERE member_id = s.member_id AND good_on IS NOT NULL)"
PRAISED = {"good_answers": "good_on", "great_answers": "great_on"}
# Days are looked up only where they may have changed: at or after the first day that was touched.
EARNED = " UNION ALL ".join(
    f"SELECT s.member_id, '{badge.key}', {(DAY_PRAISED if badge.counts in PRAISED else DAY_COUNTED).format(badge, PRAISED.get(badge.counts))} "
    f"FROM standing s JOIN touched t USING (member_id) LEFT JOIN standing_award a ON a.member_id = s.member_id "
    f"AND a.badge = '{badge.key}' WHERE s.{badge.counts} >= {badge.least} AND (a.day IS NULL OR a.day >= t.since)"
    for badge in COUNTED
)
AWARDS = f"""
WITH touched AS (SELECT * FROM unnest(%s::bigint[], %s::date[]) AS t (member_id, since))
INSERT INTO standing_award (member_id, badge, day) {EARNED}
ON CONFLICT (member_id, badge) DO UPDATE SET day = EXCLUDED.day WHERE standing_award.day <> EXCLUDED.day
"""
LOST = f"""
DELETE FROM standing_award a USING standing s WHERE s.member_id = a.member_id AND a.member_id = ANY(%s) AND CASE a.badge
{" ".join(f"WHEN '{badge.key}' THEN s.{badge.counts} < {badge.least}" for badge in COUNTED)} ELSE false END
"""


def add_gains(rows: list[tuple[Any, ...]]) -> Touched:
    if rows:
        _run(GAINS, columns(rows))
    answers = {(row[3], row[4]) for row in rows if row[4].startswith("answer:")}
    return Touched({(row[1], row[7]) for row in rows}, answers)


def set_deeds(rows: list[tuple[Any, ...]]) -> Touched:
    """Later rows win over earlier ones about the same deed; one that was undone keeps the day on which it was done."""
    done: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    undone: set[tuple[Any, ...]] = set()
    for row in rows:
        key, live = row[:3], row[6]
        if live:
            done[key] = row
        elif key in done:
            done[key] = (*done[key][:6], False)
        else:
            undone.add(key)
    before = _run(UNDONE, columns(sorted(undone))) if undone else []
    if done:
        _run(DEEDS, columns(list(done.values())))
    return Touched({(row[0], row[5]) for row in rows} | set(before))


def hide(entry: Entry, what: str, question: int, subject: str) -> Touched:
    """Take back what was gained under a deleted question, answer or comment."""
    gains = [entry.position, f"{what}_deleted", entry.at, question, what, subject]
    deeds = [entry.position, question, what, subject, f"{subject}:%"]
    return _touched(_run(HIDE_GAINS, gains), _run(HIDE_DEEDS, deeds))


def show(entry: Entry, what: str, question: int, subject: str) -> Touched:
    """Give back what deletions took."""
    restored = f"{what}_restored"
    gains = [entry.position, restored, entry.at, question, [f"{what}_deleted", restored], what, subject]
    deeds = [question, question, what, subject, what, subject, f"{subject}:%"]
    return _touched(_run(SHOW_GAINS, gains), _run(SHOW_DEEDS, deeds))


def refresh(touched: Touched) -> None:
    """Set days, standings, levels and badges of the people who were touched."""
    if touched.answers:
        _run(SCORES, columns(sorted(touched.answers)))
    if not touched.days:
        return
    pairs = sorted(touched.days)
    since: dict[int, date] = {}
    for member, day in pairs:
        since.setdefault(member, day)
    people = list(since)
    _run(DAYS, [*columns(pairs), DAILY_CAP])
    _run(STANDINGS, [people, people])
    levels.refresh(people)
    _run(AWARDS, [people, list(since.values())])
    _run(LOST, [people])
    levels.give(people)


def move(event: PostsMoved) -> None:
    """Gains and deeds of these answers and comments, and of those on the answers, belong to the other question now."""
    posts = [*(f"answer:{pk}" for pk in event.answers), *(f"comment:{pk}" for pk in event.comments)]
    for query in MOVES:
        _run(query, [event.into, event.question, posts, posts])


def reset_members() -> None:
    _run("UPDATE member SET reputation = 0, level = 0 WHERE reputation <> 0 OR level <> 0", [])


def _touched(gains: list[tuple[Any, ...]], deeds: list[tuple[Any, ...]]) -> Touched:
    answers = {(question, subject) for _member, _day, question, subject in gains if subject.startswith("answer:")}
    return Touched({(row[0], row[1]) for row in (*gains, *deeds)}, answers)


def _run(query: str, parameters: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(parameters))
        return cursor.fetchall() if cursor.description else []
