"""Badges for what somebody's help meant: in one topic, to newcomers, after a long wait, week after week.

They follow from help alone (helping.py), each for the day on which it was enough, and go when that is no longer so.
"""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from groundswell.derived.standing.catalogue import LONG_WAIT, MERITS
from groundswell.derived.standing.streaks import forgiven_weeks

COUNTS = {"topic": "in_topic", "newcomers": "newcomers", "waited": "waited", "weeks": "weeks"}
# Solutions in order: the how-manieth of this member in this topic, for newcomers, after a long wait; and weeks in a row.
# A week in a row counts when there was help in it; one that is forgiven neither counts nor breaks the row.
HELPED = f"""
WITH solved AS (
    SELECT h.member, h.answer, h.solved_at, p.topic, h.solved_at - p.at >= interval '{LONG_WAIT} days' AS waited,
           NOT EXISTS (SELECT FROM standing_place q WHERE q.asker = p.asker AND q.question < p.question) AS newcomer
    FROM standing_help h JOIN standing_place p ON p.question = h.question
    WHERE h.member = ANY(%(people)s) AND h.solved_at IS NOT NULL AND NOT h.own AND NOT h.hidden AND NOT p.hidden
),
numbered AS (
    SELECT member, (solved_at AT TIME ZONE 'UTC')::date AS day,
           row_number() OVER (PARTITION BY member, topic ORDER BY solved_at, answer) AS in_topic,
           count(*) FILTER (WHERE newcomer) OVER (PARTITION BY member ORDER BY solved_at, answer) AS newcomers,
           count(*) FILTER (WHERE waited) OVER (PARTITION BY member ORDER BY solved_at, answer) AS waited
    FROM solved
),
helped AS (
    SELECT h.member, date_trunc('week', h.at AT TIME ZONE 'UTC')::date AS week, min((h.at AT TIME ZONE 'UTC')::date) AS day
    FROM standing_help h JOIN standing_place p ON p.question = h.question
    WHERE h.member = ANY(%(people)s) AND NOT h.own AND NOT h.hidden AND NOT p.hidden GROUP BY 1, 2
),
paused AS (
    SELECT p.member, w.week::date AS week FROM standing_pause p
    CROSS JOIN generate_series(date_trunc('week', p.first), p.last, interval '7 days') AS w (week)
    WHERE p.member = ANY(%(people)s)
),
weeks AS (
    SELECT member, week, day FROM helped
    UNION ALL
    SELECT f.member, f.week, NULL FROM (
        SELECT m.member, w.week FROM unnest(%(people)s::bigint[]) AS m (member) CROSS JOIN unnest(%(forgiven)s::date[]) AS w (week)
        UNION SELECT member, week FROM paused
    ) AS f WHERE NOT EXISTS (SELECT FROM helped h WHERE h.member = f.member AND h.week = f.week)
),
rows_of_weeks AS (
    SELECT member, day, week, week - 7 * (row_number() OVER (PARTITION BY member ORDER BY week))::int AS start FROM weeks
),
streaks AS (
    SELECT member, day, week, start, count(day) OVER (PARTITION BY member, start ORDER BY week) AS weeks FROM rows_of_weeks
)
"""
EARNED = " UNION ALL ".join(
    f"SELECT member, '{badge.key}', min(day) FROM {'streaks' if badge.counts == 'weeks' else 'numbered'} "
    f"WHERE {COUNTS[badge.counts]} >= {badge.least} AND day IS NOT NULL GROUP BY member"
    for badge in MERITS
)
AWARDS = f"""
{HELPED}, earned (member, badge, day) AS ({EARNED}),
gone AS (
    DELETE FROM standing_award a WHERE a.member_id = ANY(%(people)s) AND a.badge = ANY(%(badges)s)
    AND NOT EXISTS (SELECT FROM earned e WHERE e.member = a.member_id AND e.badge = a.badge)
)
INSERT INTO standing_award (member_id, badge, day) SELECT * FROM earned
ON CONFLICT (member_id, badge) DO UPDATE SET day = EXCLUDED.day WHERE standing_award.day <> EXCLUDED.day
"""
HAVE = f"""
{HELPED} SELECT coalesce((SELECT max(in_topic) FROM numbered), 0), coalesce((SELECT max(newcomers) FROM numbered), 0),
    coalesce((SELECT max(waited) FROM numbered), 0), coalesce((SELECT max(weeks) FROM streaks), 0)
"""
NOW = f"""
{HELPED} SELECT weeks, week FROM streaks WHERE week <= %(until)s ORDER BY week DESC LIMIT 1
"""


def award(people: set[int]) -> None:
    """Give these members the badges that their help earned, and take those that it does not earn any more."""
    if people:
        _run(AWARDS, sorted(people))


def merits_of(member: int) -> dict[str, int]:
    """What there is of each thing that such badges count: the most in one topic, newcomers, long waits, weeks in a row."""
    return dict(zip(COUNTS, _run(HAVE, [member])[0], strict=True))


def streak_of(member: int, today: date) -> int:
    """In how many weeks in a row somebody has helped, forgiven ones aside; this week may still be to come."""
    this_week = today - timedelta(days=today.weekday())
    found = _run(NOW, [member], until=this_week)
    return int(found[0][0]) if found and found[0][1] >= this_week - timedelta(days=7) else 0


def _run(query: str, people: list[int], **more: Any) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {
        "people": people,
        "forgiven": forgiven_weeks(),
        "badges": [badge.key for badge in MERITS],
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else []
