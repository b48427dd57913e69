"""groundswell ledger: prove that the book agrees with itself, and hand it on."""

import sys
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from groundswell.work.cli.say import AsJson, Problem, console, errors, require_writable, table

app = typer.Typer(help="The book of points and money.", no_args_is_help=True)


class Form(StrEnum):
    CSV = "csv"
    BEANCOUNT = "beancount"


@app.command()
def check(as_json: AsJson = False) -> None:
    """Prove that nothing was made or lost: balances sum to zero, and to their transfers; lots to their moves. Ends with 1 when not."""
    from groundswell.work.database import community

    with community():
        from groundswell.ledger.checking import check as compare

        found = compare()
        row = {"transfers": found.transfers, "seconds": round(found.seconds, 2), "finding": found.finding}
        if as_json:
            table([row], as_json)
        elif found.finding:
            errors.print(found.finding, style="red", markup=False, highlight=False)
        else:
            console.print(
                f"{found.transfers:,} transfers agree with every balance and every lot ({found.seconds:.1f} s)."
            )
        if found.finding:
            raise typer.Exit(1)


@app.command()
def export(
    since: Annotated[str, typer.Option("--from", help="The first day, as 2026-01-31, in UTC.")],
    to: Annotated[str, typer.Option("--to", help="The last day; yesterday when left out.")] = "",
    form: Annotated[Form, typer.Option("--format", help="csv, or beancount for `bean-check`.")] = Form.CSV,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; standard output when left out.")
    ] = None,
) -> None:
    """Write the journal of some days, by the day on which a transfer was recorded: days that are over never change."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    first, last = _day(since), _day(to) if to else yesterday
    if last < first:
        raise Problem(f"The last day, {last}, is before the first, {first}.")
    if output:
        require_writable(output)
    from groundswell.work.database import community

    with community():
        if output is None:
            count = _write(sys.stdout, form, first, last)
        else:
            unfinished = output.with_name(output.name + ".part")
            with unfinished.open("w", encoding="utf-8", newline="") as out:
                count = _write(out, form, first, last)
            unfinished.replace(output)
        errors.print(f"{count:,} transfers from {first} to {last}.", highlight=False)


def _write(out: TextIO, form: Form, first: date, last: date) -> int:
    """All of it as it was at one moment, also when the last day is not over."""
    from django.db import connection, transaction

    from groundswell.ledger.exporting import Period, write_beancount, write_csv

    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL statement_timeout = 0")
        return (write_csv if form == Form.CSV else write_beancount)(Period(first, last), out)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(f"“{text}” is not a day. Write it as 2026-01-31.") from None
