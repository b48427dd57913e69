"""What is there to be paid: read from the lots of the book."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from groundswell.features.rewards.cycles.counting import Due
from groundswell.features.rewards.cycles.models import Cycle
from groundswell.ledger.units import POINTS

# What was earned later belongs to a later cycle; what is held is looked into, or not old enough, and waits.
DUE = """
SELECT owner, sum(available)::bigint, coalesce(sum(available) FILTER (WHERE at < %(since)s), 0)::bigint, sum(held)::bigint
FROM ledger_lot WHERE unit = %(unit)s AND (available > 0 OR held > 0) AND at < %(before)s {whose}
GROUP BY owner ORDER BY owner
"""


def dues(cycle: Cycle, owners: Iterable[int] | None = None) -> dict[int, Due]:
    """What each of these members (or everybody) has to be paid in this cycle, by their number."""
    return {owner: Due(points, older) for owner, points, older, _held in _asked(cycle, owners) if points}


def due_of(cycle: Cycle, owner: int) -> tuple[Due, int]:
    """What one member has to be paid, and what of the cycle is still held."""
    for _owner, points, older, held in _asked(cycle, [owner]):
        return Due(points, older), held
    return Due(0), 0


def _asked(cycle: Cycle, owners: Iterable[int] | None) -> list[tuple[int, int, int, int]]:
    values: dict[str, Any] = {"since": cycle.since, "before": cycle.before, "unit": POINTS}
    if owners is not None:
        values["owners"] = list(owners)
    with connection.cursor() as cursor:
        cursor.execute(DUE.format(whose="" if owners is None else "AND owner = ANY(%(owners)s)"), values)
        return [tuple(row) for row in cursor.fetchall()]
