"""Levels that need recent help: what of a level is kept up, until when, and who is told.

A level follows from days alone, so a rebuild gives the same: it is the highest that what somebody did in the WINDOW before
one of the last GRACE days sufficed for. Nobody loses one from one day to the next, and whoever helps again keeps it.
"""

from typing import Any

from django.db import connection, transaction

from groundswell.derived.standing.catalogue import GRACE, LEVELS, STAYS, WINDOW
from groundswell.events.standing import LevelEnding, LevelLost, LevelNoted, LevelReached
from groundswell.log import clock, follow
from groundswell.log.journal import pages_changed, record_many

HELD = " ".join(
    f"WHEN days >= {lv.recent_days} AND answered >= {lv.recent_answered} AND solved >= {lv.recent_solved} THEN {lv.number}"
    for lv in reversed(LEVELS)
    if lv.recent_days
)
# Each of the last days, with what was done in the window that ended on it.
LEVEL = f"""
WITH people AS (SELECT member_id, reached FROM standing WHERE {{who}}),
windows AS (
    SELECT p.member_id, d.day::date AS day, count(*) AS days, sum(s.answered) AS answered, sum(s.solved) AS solved
    FROM people p CROSS JOIN generate_series(%(today)s::date - {GRACE}, %(today)s::date, interval '1 day') AS d (day)
    JOIN standing_day s ON s.member_id = p.member_id AND s.day > d.day::date - {WINDOW} AND s.day <= d.day::date
         AND s.asked + s.answered + s.commented + s.voted > 0
    WHERE p.reached > {STAYS} GROUP BY p.member_id, d.day
),
held AS (SELECT member_id, day, CASE {HELD} ELSE {STAYS} END AS level FROM windows),
kept AS (
    SELECT p.member_id, least(p.reached, coalesce(max(h.level), {STAYS})) AS level
    FROM people p LEFT JOIN held h USING (member_id) GROUP BY p.member_id, p.reached
),
until AS (
    SELECT k.member_id, k.level, CASE WHEN k.level > {STAYS} THEN max(h.day) FILTER (WHERE h.level >= k.level) END AS last
    FROM kept k LEFT JOIN held h USING (member_id) GROUP BY k.member_id, k.level
)
UPDATE standing s SET level = u.level, falls_on = CASE WHEN u.last < %(today)s::date THEN u.last + {GRACE + 1} END
FROM until u WHERE u.member_id = s.member_id
AND (s.level, s.falls_on) IS DISTINCT FROM (u.level, CASE WHEN u.last < %(today)s::date THEN u.last + {GRACE + 1} END)
"""
# Locked in order, as every consumer does that sets something on members: so none waits for another in a circle.
MEMBERS = """
WITH changed AS (
    SELECT m.id, m.level AS was, s.reputation, s.level FROM member m JOIN standing s ON s.member_id = m.id
    WHERE {who} AND (m.reputation, m.level) IS DISTINCT FROM (s.reputation, s.level)
    ORDER BY m.id FOR NO KEY UPDATE OF m
)
UPDATE member SET reputation = c.reputation, level = c.level FROM changed c WHERE c.id = member.id
RETURNING member.id, c.was <> c.level
"""
# Who came with an import and has not taken the account over hears nothing, and later only of what is new then.
NEWS = """
WITH changed AS (
    SELECT m.id, m.level, coalesce(t.level, 0) AS was, s.falls_on, m.claimed AND m.role = 'member' AS hears
    FROM member m JOIN standing s ON s.member_id = m.id LEFT JOIN standing_told t ON t.member = m.id
    WHERE m.erased_at IS NULL AND (m.level <> coalesce(t.level, 0) OR s.falls_on IS DISTINCT FROM t.warned_of)
    ORDER BY m.id LIMIT %s
)
INSERT INTO standing_told (member, level, warned_of) SELECT id, level, falls_on FROM changed
ON CONFLICT (member) DO UPDATE SET level = EXCLUDED.level, warned_of = EXCLUDED.warned_of
RETURNING member, level, (SELECT was FROM changed WHERE id = member), warned_of, (SELECT hears FROM changed WHERE id = member)
"""
CONSUMER, AT_ONCE = "standing.reputation", 1_000


def refresh(people: list[int]) -> None:
    """Set the levels of these members from their days."""
    _run(LEVEL.format(who="member_id = ANY(%(people)s)"), {"people": people, "today": clock.now().date()})


def give(people: list[int]) -> None:
    """Set reputation and level of these members as everybody sees them; pages that show the level are made anew."""
    _changed(_run(MEMBERS.format(who="m.id = ANY(%(people)s)"), {"people": people}))


@transaction.atomic
def review() -> None:
    """As `refresh` and `give` for everybody: time passes for those too who do nothing."""
    _run(LEVEL.format(who=f"reached > {STAYS}"), {"today": clock.now().date()})
    _changed(_run(MEMBERS.format(who=f"s.reached > {STAYS}"), {}))


def tell(*, silently: bool = False) -> int:
    """Record what changed in people's levels, once each, so that they hear of it; how many members were looked at.

    `silently` records it so that nobody hears of it, for a past that is brought in. Nothing while standing is being derived: half-counted days would tell people of levels that they never lost.
    """
    if next((lag.events for lag in follow.lag() if lag.name == CONSUMER), 0):
        return 0
    with transaction.atomic():
        rows = _run(NEWS, [AT_ONCE])
        now = clock.now()
        events = (_event(*place, hears=hears and not silently) for *place, hears in rows)
        record_many((event, None, now) for event in events if event is not None)
    return len(rows)


def _event(
    member: int, level: int, was: int, falls_on: Any, *, hears: bool
) -> LevelReached | LevelLost | LevelEnding | LevelNoted | None:
    if not hears:
        return LevelNoted(member=member, level=level) if level != was else None
    if level > was:
        return LevelReached(member=member, level=level)
    if level < was:
        return LevelLost(member=member, level=level, was=was)
    if falls_on is not None:
        return LevelEnding(member=member, level=level, days=(falls_on - clock.now().date()).days)
    return None


def _changed(rows: list[tuple[Any, ...]]) -> None:
    pages_changed(f"member:{member}" for member, level_changed in rows if level_changed)


def _run(query: str, parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters or None)
        return cursor.fetchall() if cursor.description else []
