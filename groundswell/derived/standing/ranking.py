"""Who helped most, by solutions that stand: for a period, a topic, a tag; customers, or the team apart from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member

PERIODS = {"week": 7, "month": 30, "quarter": 91, "year": 365, "all": 0}
MOST_RANKED = 50
SHOWN = "m.erased_at IS NULL AND m.is_active AND NOT coalesce((m.settings -> 'standing' ->> 'unranked')::bool, false)"
# A solution counts while its mark stands and its question and answer are to be seen. Those for oneself are counted apart.
RANKS = """
WITH counted AS (
    SELECT h.member, count(*) FILTER (WHERE NOT h.own AND h.role = 'asker') AS by_asker,
           count(*) FILTER (WHERE NOT h.own AND h.role <> 'asker') AS by_others, count(*) FILTER (WHERE h.own) AS own
    FROM standing_help h JOIN standing_place p ON p.question = h.question
    WHERE h.solved_at IS NOT NULL AND NOT h.hidden AND NOT p.hidden {where} GROUP BY h.member
),
placed AS (
    SELECT c.*, rank() OVER (ORDER BY by_asker + by_others DESC, by_asker DESC) AS place
    FROM counted c JOIN member m ON m.id = c.member
    WHERE by_asker + by_others > 0 AND (m.role <> 'member') = %(team)s AND {shown}
)
SELECT r.place, r.member, r.by_asker, r.by_others, r.own, a.answers
FROM ((SELECT * FROM placed ORDER BY place, member LIMIT %(most)s) UNION SELECT * FROM placed WHERE member = %(me)s) AS r
CROSS JOIN LATERAL (
    SELECT count(*) AS answers FROM standing_help h JOIN standing_place p ON p.question = h.question
    WHERE h.member = r.member AND NOT h.own AND NOT h.hidden AND NOT p.hidden {answered}) AS a
ORDER BY r.place, r.member
"""
SINCE = "AND h.{} >= %(since)s"
TOPICS = "AND p.topic = ANY(%(topics)s)"
TAG = "AND p.tags @> ARRAY[%(tag)s]::varchar[]"


@dataclass(frozen=True)
class Rank:
    """A place in the list; who did equally much shares one. `own` solutions, of one's own questions, do not count."""

    place: int
    member: Member
    by_asker: int
    by_others: int
    own: int
    answered: int

    @property
    def solved(self) -> int:
        return self.by_asker + self.by_others


@dataclass(frozen=True)
class Ranks:
    """The first fifty, and the place of whoever reads if they have one further down."""

    rows: list[Rank]
    mine: Rank | None


@dataclass(frozen=True)
class Scope:
    """What is counted: a period of PERIODS, in these topics (any when empty), with this tag, of the team or of customers."""

    period: str = "month"
    topics: Sequence[int] = ()
    tag: str = ""
    team: bool = False

    def since(self) -> datetime | None:
        days = PERIODS[self.period]
        return clock.now() - timedelta(days=days) if days else None


def ranks(scope: Scope, viewer: Viewer | None = None, most: int = MOST_RANKED) -> Ranks:
    """Two statements, whatever is asked for."""
    me = viewer.pk if viewer is not None and is_member(viewer) else 0
    rows = _run(scope, most, me)
    people = Member.objects.in_bulk([row[1] for row in rows])
    found = [Rank(row[0], people[row[1]], *row[2:]) for row in rows if row[1] in people]
    return Ranks(found[:most], next((rank for rank in found[most:] if rank.member.pk == me), None))


def _run(scope: Scope, most: int, me: int) -> list[tuple[Any, ...]]:
    since = scope.since()
    narrowed = [TOPICS] if scope.topics else []
    narrowed += [TAG] if scope.tag else []
    when = [SINCE] if since else []
    query = RANKS.format(
        where=" ".join(narrowed + [text.format("solved_at") for text in when]),
        answered=" ".join(narrowed + [text.format("at") for text in when]),
        shown=SHOWN,
    )
    values = {
        "since": since,
        "topics": list(scope.topics),
        "tag": scope.tag,
        "team": scope.team,
        "most": most,
        "me": me,
    }
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
