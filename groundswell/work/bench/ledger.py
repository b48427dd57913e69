"""groundswell bench ledger: how fast the book is written, read and checked, beside pgbench on the same server in the same run."""

import os
import random
import re
import statistics
import subprocess
import time
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from groundswell.work.bench._earning import earning
from groundswell.work.bench._scratch import scratch_community
from groundswell.work.cli.say import AsJson, console, table

BATCH = 500
Row = dict[str, object]
# Groups of five transfers: two awards, their releases, and half of the first is spent. What a community of some years has.
TRANSFERS = """
INSERT INTO ledger_transfer (id, key, what, debit_id, credit_id, amount, at, recorded, rule, note)
SELECT %(first)s + 5 * g + k, 'bench:' || g || ':' || k, (ARRAY['award', 'award', 'release', 'release', 'spend'])[k + 1],
    CASE WHEN k < 2 THEN %(budget)s WHEN k < 4 THEN %(accounts)s + 2 * m ELSE %(accounts)s + 2 * m + 1 END,
    CASE WHEN k < 2 THEN %(accounts)s + 2 * m WHEN k < 4 THEN %(accounts)s + 2 * m + 1 ELSE %(clearing)s END,
    CASE k WHEN 4 THEN 5 ELSE 10 END, moment, moment, 'solutions', ''
FROM (SELECT g, g %% %(members)s AS m, timestamptz '2024-01-01' + g * interval '1 minute' AS moment
      FROM generate_series(0, %(groups)s - 1) AS g) AS one CROSS JOIN generate_series(0, 4) AS k
"""
LOTS = """
INSERT INTO ledger_lot (id, born_id, owner, unit, amount, held, available, at, frozen)
SELECT %(first)s + 2 * g + k, %(first)s + 5 * g + k, 1000000 + g %% %(members)s, 'points', 10, 0, CASE k WHEN 0 THEN 5 ELSE 10 END,
    timestamptz '2024-01-01' + g * interval '1 minute', false
FROM generate_series(0, %(groups)s - 1) AS g CROSS JOIN generate_series(0, 1) AS k
"""
MOVES = """
INSERT INTO ledger_move (transfer_id, lot_id, held, available)
SELECT %(first)s + 5 * g + k, %(first)s + 2 * g + CASE WHEN k IN (1, 3) THEN 1 ELSE 0 END,
    CASE WHEN k < 2 THEN 10 WHEN k < 4 THEN -10 ELSE 0 END, CASE WHEN k < 2 THEN 0 WHEN k < 4 THEN 10 ELSE -5 END
FROM generate_series(0, %(groups)s - 1) AS g CROSS JOIN generate_series(0, 4) AS k
"""
ACCOUNTS = """
INSERT INTO ledger_account (id, kind, owner, name, unit, floor, balance)
SELECT %(accounts)s + 2 * m + k, CASE k WHEN 0 THEN 'held' ELSE 'member' END, 1000000 + m, '', 'points', 0, 0
FROM generate_series(0, %(members)s - 1) AS m CROSS JOIN generate_series(0, 1) AS k
"""
SUMS = """
UPDATE ledger_account a SET balance = moved.total FROM (
    SELECT account, sum(amount) AS total FROM (
        SELECT credit_id AS account, amount FROM ledger_transfer UNION ALL SELECT debit_id, -amount FROM ledger_transfer
    ) AS one GROUP BY account
) AS moved WHERE moved.account = a.id
"""


def run(
    transfers: Annotated[int, typer.Option(min=1_000, help="Transfers that are posted in batches.")] = 100_000,
    members: Annotated[int, typer.Option(min=100, help="Members who get them.")] = 5_000,
    lines: Annotated[int, typer.Option(min=1, help="Lines of the longest statement.")] = 20_000,
    book: Annotated[int, typer.Option(min=0, help="Transfers in the book when it is checked.")] = 5_000_000,
    seconds: Annotated[int, typer.Option(min=1, help="How long pgbench runs each time.")] = 10,
    events: Annotated[int, typer.Option(min=0, help="Events in the log that become points.")] = 100_000,
    as_json: AsJson = False,
) -> None:
    """Make points of a log, post awards, read the longest statement, check a large book; pgbench -N beside it."""
    with scratch_community() as home:
        from groundswell.work import database

        database.migrate()
        rows = _pgbench(home, seconds)
        rows += earning(events, members) if events else []
        rows += _post(transfers, members)
        rows += _statement(lines)
        rows += _check(book, members)
    table(
        rows, as_json, title="The book. Goals: 3,000 transfers/s; a statement in 100 ms; a check of 5,000,000 in 60 s"
    )


def _pgbench(home: Path, seconds: int) -> list[Row]:
    """The floor: its own tables, one update, one read and one insert in each transaction (`-N`)."""
    from groundswell.work import embedded

    place = embedded.libpq(home)
    where = ["-h", str(place["host"]), "-p", str(place["port"]), "-U", str(place["user"]), str(place["dbname"])]
    secret = os.environ | {"PGPASSWORD": str(place.get("password", ""))}
    program = str(embedded.programs() / "pgbench")
    subprocess.run([program, "-i", "-q", "-s", "10", *where], check=True, capture_output=True, env=secret)
    rows = []
    for clients in (1, 8):
        command = [
            program,
            "-n",
            "-N",
            "-c",
            str(clients),
            "-j",
            "2" if clients > 1 else "1",
            "-T",
            str(seconds),
            *where,
        ]
        said = subprocess.run(command, check=True, capture_output=True, text=True, env=secret).stdout
        speed = re.search(r"tps = ([\d.]+)", said)
        rows.append(_row(f"floor: pgbench -N, {clients} at once", float(speed[1]) if speed else 0.0, "transactions/s"))
    return rows


def _post(transfers: int, members: int) -> list[Row]:
    """Awards as a consumer posts them: one transaction for a batch, from three pools, and then all of it once more."""
    from groundswell.ledger.lots import Award, award, fund

    chance = random.Random(1)  # nosec B311
    for pool in ("help", "ideas", "newcomers"):
        fund(pool, 10**12, key=f"fund {pool}")
    batches = [
        [
            Award(key=f"solutions:{n}", owner=1 + int(members * chance.random() ** 2), amount=1 + n % 50, entry=n, rule="solutions",
                  version=1, pool=chance.choice(("help", "ideas", "newcomers")))
            for n in range(first, min(first + BATCH, transfers))
        ]
        for first in range(0, transfers, BATCH)
    ]  # fmt: skip
    rows = []
    for what in ("posting awards, batches of 500", "the same again: nothing to post"):
        began = time.perf_counter()
        for batch in batches:
            award(batch)
        rows.append(_row(what, transfers / (time.perf_counter() - began), "transfers/s"))
    return rows


def _statement(lines: int) -> list[Row]:
    from django.db import connection

    from groundswell.ledger.lots import Award, award

    owner = 900_000
    for first in range(0, lines, BATCH):
        award(
            Award(key=f"long:{n}", owner=owner, amount=1 + n % 9, pool="help", hold=timedelta(0))
            for n in range(first, min(first + BATCH, lines))
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE ledger_transfer")
    rows = []
    for what, most in ((f"statement of {lines:,} lines", None), (f"newest 50 of {lines:,} lines", 50)):
        inside, whole = zip(*(_timed(owner, most) for _turn in range(9)), strict=True)
        rows.append(_row(f"{what}: database time", statistics.median(inside), "ms"))
        rows.append(_row(f"{what}: as rows in Python", statistics.median(whole), "ms"))
    return rows


def _timed(owner: int, most: int | None) -> tuple[float, float]:
    """Milliseconds: planning and running it, as the database says; and until its rows are here."""
    from django.db import connection

    from groundswell.ledger.statements import LINES, asked, statement

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {LINES}", asked(owner, most=most))
        plan = cursor.fetchone()[0][0]
    began = time.perf_counter()
    statement(owner, most=most)
    return plan["Planning Time"] + plan["Execution Time"], 1_000 * (time.perf_counter() - began)


def _check(book: int, members: int) -> list[Row]:
    from groundswell.ledger.checking import check

    with console.status("Writing a large book …"):
        _fill(book, members)
    found = check()
    if found.finding:
        raise RuntimeError(found.finding)
    return [_row(f"check of {found.transfers:,} transfers", found.seconds, "s")]


def _fill(book: int, members: int) -> None:
    from django.db import connection, transaction

    from groundswell.ledger.models import Account, Kind

    budget = Account.objects.get(kind=Kind.BUDGET, name="help").pk
    clearing = Account.objects.create(kind=Kind.CLEARING, unit="points").pk
    numbers = {
        "first": 10**9,
        "accounts": 10**9,
        "budget": budget,
        "clearing": clearing,
        "members": members,
        "groups": book // 5,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # Rows that agree by construction need no trigger to look at each; what is measured comes after.
        cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = 0")
        for order in (ACCOUNTS, TRANSFERS, LOTS, MOVES):
            cursor.execute(order, numbers)
        cursor.execute(SUMS)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE ledger_transfer, ledger_move, ledger_lot, ledger_account")


def _row(what: str, figure: float, unit: str) -> Row:
    return {"what": what, "figure": round(figure, 1), "unit": unit}
