"""That the book agrees with itself: nothing was made or lost, and every sum is the sum of its rows."""

import time

from django.db import connection, transaction

from groundswell.ledger.models import Check

# Each part names its first row that does not agree. All are one statement, so all see the same moment of a book that goes on.
IDENTITIES = """
WITH uneven AS (
    SELECT unit, sum(balance) AS total FROM ledger_account GROUP BY unit HAVING sum(balance) <> 0 ORDER BY unit LIMIT 1
), moved AS (
    SELECT account, sum(amount) AS total FROM (
        SELECT credit_id AS account, amount FROM ledger_transfer UNION ALL SELECT debit_id, -amount FROM ledger_transfer
    ) AS one GROUP BY account
), wrong_account AS (
    SELECT a.id, a.balance, coalesce(m.total, 0) AS total FROM ledger_account a LEFT JOIN moved m ON m.account = a.id
    WHERE a.balance <> coalesce(m.total, 0) ORDER BY a.id LIMIT 1
), filled AS (
    SELECT lot_id, sum(held) AS held, sum(available) AS available FROM ledger_move GROUP BY lot_id
), wrong_lot AS (
    SELECT l.id, l.held, l.available, coalesce(f.held, 0) AS held_moves, coalesce(f.available, 0) AS available_moves
    FROM ledger_lot l LEFT JOIN filled f ON f.lot_id = l.id
    WHERE (l.held, l.available) IS DISTINCT FROM (coalesce(f.held, 0), coalesce(f.available, 0)) ORDER BY l.id LIMIT 1
), pockets AS (
    SELECT owner, unit, sum(held) AS held, sum(available) AS available FROM ledger_lot GROUP BY owner, unit
), wrong_pocket AS (
    SELECT a.id, a.balance, coalesce(CASE a.kind WHEN 'held' THEN p.held ELSE p.available END, 0) AS total
    FROM ledger_account a LEFT JOIN pockets p ON (p.owner, p.unit) = (a.owner, a.unit)
    WHERE a.kind IN ('held', 'member') AND a.balance <> coalesce(CASE a.kind WHEN 'held' THEN p.held ELSE p.available END, 0)
    ORDER BY a.id LIMIT 1
)
SELECT 1, format('All balances in %s sum to %s, not to 0.', unit, total) FROM uneven
UNION ALL SELECT 2, format('Account %s has a balance of %s, but its transfers sum to %s.', id, balance, total) FROM wrong_account
UNION ALL SELECT 3, format('Lot %s has %s held and %s available, but its moves sum to %s and %s.',
    id, held, available, held_moves, available_moves) FROM wrong_lot
UNION ALL SELECT 4, format('Account %s has a balance of %s, but the lots of its owner hold %s.', id, balance, total) FROM wrong_pocket
ORDER BY 1 LIMIT 1
"""


# As long as it takes, and from front to back: a LIMIT makes the planner hope for an early end, which a book that agrees never has.
THOROUGH = (
    "statement_timeout = 0",
    "work_mem = '128MB'",
    "enable_nestloop = off",
    "enable_mergejoin = off",
    "enable_indexscan = off",
    "jit = off",
)


def check() -> Check:
    """Compare all, and note what was found. `finding` is the first row that breaks an identity, in a sentence, or ""."""
    began = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        for setting in THOROUGH:
            cursor.execute(f"SET LOCAL {setting}")
        cursor.execute(IDENTITIES)
        found = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM ledger_transfer")
        (transfers,) = cursor.fetchone()
    return Check.objects.create(
        seconds=time.monotonic() - began, transfers=transfers, finding=found[1] if found else ""
    )


def last_check() -> Check | None:
    return Check.objects.order_by("-pk").first()
