"""groundswell bench health: how fast what health is read from is derived, and how long the report of a year takes."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from groundswell.work.bench._scratch import scratch_community
from groundswell.work.bench.standing import Year, _postgres_cpu, _write
from groundswell.work.cli.say import AsJson, console, progress, table

CONSUMER = "health.community"
LAST = date(2026, 12, 31)  # of the year that the events are of


def run(
    events: Annotated[int, typer.Option(help="Events in the log.")] = 200_000,
    members: Annotated[int, typer.Option(help="Members, of whom few do most.")] = 5_000,
    as_json: AsJson = False,
) -> None:
    """Write a year of events into a scratch database, derive health from it, and make its reports."""
    with scratch_community():
        rows = _measure(events, members)
    table(rows, as_json, title=f"{CONSUMER} from {events:,} events, and reports on them; the goal for a page is 300 ms")


def _measure(events: int, members: int) -> list[dict[str, object]]:
    from django.db import connection

    from groundswell.derived.health.figures import report
    from groundswell.derived.health.scope import Scope, midnight
    from groundswell.log import follow
    from groundswell.work import database

    with console.status("Writing the log …"):
        database.migrate()
        _write(Year(members), events, members)
    with progress("Deriving"):
        rows = [_timed("derive", lambda: follow.run(CONSUMER), events)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for days in (28, 90, 365):
        scope = Scope(LAST - timedelta(days=days - 1), LAST, now=midnight(LAST + timedelta(days=1)))
        report(scope)
        rows.append(_timed(f"report of {days} days", lambda scope=scope: report(scope), 0))  # type: ignore[misc]
    return rows


def _timed(what: str, work: Callable[[], Any], events: int) -> dict[str, object]:
    began, worked = time.perf_counter(), time.process_time() + _postgres_cpu()
    work()
    seconds, cpu = time.perf_counter() - began, time.process_time() + _postgres_cpu() - worked
    return {
        "what": what,
        "ms": round(1000 * seconds),
        "CPU ms": round(1000 * cpu),
        "events/s": round(events / seconds) or None,
    }
