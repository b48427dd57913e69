"""What happened to a member's points, line by line."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from groundswell.ledger.models import Account, Kind
from groundswell.ledger.units import POINTS

# The sums run over everything, then the newest are taken: a line says what was there after it.
LINES = """
SELECT * FROM (
    SELECT t.id, t.what, t.at, t.recorded, t.entry, t.rule, t.version, t.reverses_id, t.note, t.held, t.available,
        sum(t.held) OVER (ORDER BY t.id)::bigint, sum(t.available) OVER (ORDER BY t.id)::bigint
    FROM (
        SELECT *, CASE WHEN credit_id = %(held)s THEN amount WHEN debit_id = %(held)s THEN -amount ELSE 0 END AS held,
            CASE WHEN credit_id = %(available)s THEN amount WHEN debit_id = %(available)s THEN -amount ELSE 0 END AS available
        FROM ledger_transfer
        WHERE credit_id IN (%(held)s, %(available)s) OR debit_id IN (%(held)s, %(available)s)
    ) AS t
) AS line
WHERE recorded >= coalesce(%(since)s::timestamptz, '-infinity') AND recorded < coalesce(%(before)s::timestamptz, 'infinity')
ORDER BY id DESC LIMIT %(most)s OFFSET %(skipped)s
"""
OLDEST_FIRST = LINES.replace("ORDER BY id DESC LIMIT", "ORDER BY id LIMIT")


class Line(NamedTuple):
    """One transfer as its member sees it: what it did to what is held and to what is available, and what was there after it."""

    transfer: int
    what: str
    at: datetime
    recorded: datetime
    entry: int | None
    rule: str
    version: int | None
    reverses: int | None
    note: str
    held: int
    available: int
    held_after: int
    available_after: int


def statement(
    owner: int,
    *,
    since: datetime | None = None,
    before: datetime | None = None,
    most: int | None = None,
    skipped: int = 0,
    unit: str = POINTS,
    oldest_first: bool = False,
) -> list[Line]:
    """A member's lines that were recorded from `since` until before `before`, the newest first if not said, at most `most`."""
    with connection.cursor() as cursor:
        cursor.execute(
            OLDEST_FIRST if oldest_first else LINES,
            asked(owner, since=since, before=before, most=most, skipped=skipped, unit=unit),
        )
        return [Line(*row) for row in cursor.fetchall()]


def asked(
    owner: int,
    *,
    since: datetime | None = None,
    before: datetime | None = None,
    most: int | None = None,
    skipped: int = 0,
    unit: str = POINTS,
) -> dict[str, Any]:
    """The values that LINES is asked with."""
    both = Account.objects.filter(owner=owner, unit=unit, kind__in=(Kind.HELD, Kind.MEMBER)).values_list("kind", "pk")
    pockets: dict[str, int] = {
        "held": 0,
        "available": 0,
        **{"held" if kind == Kind.HELD else "available": pk for kind, pk in both},
    }
    return {**pockets, "since": since, "before": before, "most": most, "skipped": skipped}
