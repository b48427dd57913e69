"""The statement of each month, made once for everybody who had something in it."""

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from groundswell.events.payouts import StatementMade
from groundswell.features.rewards.cycles.models.cycles import midnight
from groundswell.ledger.units import POINTS
from groundswell.log import clock
from groundswell.log.journal import record_many

# What was recorded since the month ended is taken off today's balances, so a statement that is late says what one in time would.
MAKE = """
WITH pocket AS (
    SELECT a.id, a.owner, a.kind, a.balance FROM ledger_account a JOIN member m ON m.id = a.owner AND m.erased_at IS NULL
    WHERE a.kind IN ('held', 'member') AND a.unit = %(unit)s
), leg AS (
    SELECT p.owner, p.kind, t.recorded < %(before)s AS within, t.what, t.amount FROM ledger_transfer t
    JOIN pocket p ON p.id = t.credit_id WHERE t.recorded >= %(since)s
    UNION ALL
    SELECT p.owner, p.kind, t.recorded < %(before)s, t.what, -t.amount FROM ledger_transfer t
    JOIN pocket p ON p.id = t.debit_id WHERE t.recorded >= %(since)s
), change AS (
    SELECT owner,
        coalesce(sum(amount) FILTER (WHERE within AND what IN ('award', 'opening')), 0) AS earned,
        coalesce(sum(amount) FILTER (WHERE within AND what IN ('reverse', 'seize')), 0) AS taken_back,
        coalesce(sum(amount) FILTER (WHERE within AND what IN ('spend', 'fail', 'expire')), 0) AS paid,
        coalesce(sum(amount) FILTER (WHERE NOT within AND kind = 'held'), 0) AS held_since,
        coalesce(sum(amount) FILTER (WHERE NOT within AND kind = 'member'), 0) AS available_since,
        bool_or(within) AS anything
    FROM leg GROUP BY owner
), there AS (
    SELECT owner, coalesce(sum(balance) FILTER (WHERE kind = 'held'), 0) AS held,
        coalesce(sum(balance) FILTER (WHERE kind = 'member'), 0) AS available FROM pocket GROUP BY owner
)
INSERT INTO rewards_statement (member_id, month, earned, taken_back, paid, held, available, made_at)
SELECT c.owner, %(month)s, c.earned, -c.taken_back, -c.paid, t.held - c.held_since, t.available - c.available_since, %(now)s
FROM change c JOIN there t ON t.owner = c.owner WHERE c.anything ORDER BY c.owner
ON CONFLICT (member_id, month) DO NOTHING
RETURNING id, member_id, earned, available
"""


def make_statements(today: date | None = None) -> int:
    """Of the month before; return how many are new. Called again it makes none."""
    day = (today or clock.now().date()).replace(day=1)
    return statements_of((day - timedelta(days=1)).replace(day=1))


@transaction.atomic
def statements_of(month: date) -> int:
    """Of a month, named by its first day, that is over."""
    end = (month + timedelta(days=31)).replace(day=1)
    now = clock.now()
    values: dict[str, Any] = {
        "month": month,
        "since": midnight(month),
        "before": midnight(end),
        "unit": POINTS,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(MAKE, values)
        made = cursor.fetchall()
    if made:
        record_many(
            (
                StatementMade(statement=pk, member=member, month=f"{month:%Y-%m}", earned=earned, available=available),
                None,
                now,
            )
            for pk, member, earned, available in made
        )
    return len(made)
