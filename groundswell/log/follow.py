"""Let consumers read the log: only what is settled, in batches, rows and cursor in one transaction."""

import json
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from groundswell.log.consumers import Batch, Consumer, Entry, consumers
from groundswell.log.journal import CHANNEL, Actor
from groundswell.log.models import Cursor, Skipped
from groundswell.log.postgres.prepared import run_prepared

BATCH = 2_000
SCAN = 2 * BATCH  # what is looked at beyond a full batch is read again by the next step
MOST_COUNTED = 10_000
logger = structlog.get_logger()

# An entry is settled when no transaction that may still add an earlier one is running.
SETTLED = """(generation < log_current_generation() OR xid < pg_snapshot_xmin(pg_current_snapshot()){own})"""
ENTRIES = """
WITH scanned AS MATERIALIZED (
    SELECT position, generation, xid, name, at, by, data FROM log_entry
    WHERE (generation, xid, position) > (%s, %s::text::xid8, %s) AND {settled}
    ORDER BY generation, xid, position LIMIT {scan}
), wanted AS (
    SELECT * FROM scanned WHERE name = ANY(%s) ORDER BY generation, xid, position LIMIT {batch}
)
SELECT position, generation, xid::text::bigint, name, at, by, data, true FROM wanted
UNION ALL
(SELECT position, generation, xid::text::bigint, name, at, by, NULL, false FROM scanned
 ORDER BY generation DESC, xid DESC, position DESC LIMIT 1)
"""


# A cursor knows which entries were there before its consumer: nobody outside hears of them (log/deliveries.py).
FIRST_START = """
INSERT INTO log_cursor (consumer, generation, xid, position, stopped, since)
SELECT %s::text, 0, 0, 0, '', coalesce((SELECT max(position) FROM log_entry), 0)
WHERE NOT EXISTS (SELECT FROM log_cursor WHERE consumer = %s::text) ON CONFLICT DO NOTHING
"""
LAG = """
SELECT c.name, s.events, s.oldest, s.seen FROM unnest(%s::text[], %s::int[], %s::text[], %s::bigint[], %s::text[])
    AS c (name, generation, xid, position, handles)
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE e.name = ANY(string_to_array(c.handles, ' '))) AS events,
           min(e.at) FILTER (WHERE e.name = ANY(string_to_array(c.handles, ' '))) AS oldest, count(*) AS seen
    FROM (SELECT name, at FROM log_entry WHERE (generation, xid, position) > (c.generation, c.xid::xid8, c.position)
          ORDER BY generation, xid, position LIMIT %s) AS e
) AS s
"""


@dataclass(frozen=True)
class Lag:
    """How far a consumer is behind: events not yet handled, and the age of the oldest in seconds.

    Counting ends after so many entries of the log, of any kind: `more` says that there are others behind them.
    """

    name: str
    events: int
    seconds: float
    stopped: str
    more: bool = False
    stopped_at: datetime | None = None
    stopped_on: int | None = None


def run(name: str, progress: Callable[[int], None] | None = None) -> int:
    """Bring one consumer up to date; return how many events it handled. A stopped consumer is tried again."""
    total = 0
    while (handled := _step(consumers[name])) is not None:
        total += handled
        if progress:
            progress(total)
    return total


def run_all() -> int:
    return sum(run(name) for name in sorted(consumers))


def rebuild(name: str, progress: Callable[[int], None] | None = None) -> int:
    """Forget what a consumer derived and derive it again from the whole log, in batches that commit one by one.

    One long transaction would hold back every other consumer, because nothing after it counts as settled.
    """
    found = consumers[name]
    with transaction.atomic():
        for model in found.rebuilds:
            model._default_manager.all().delete()
        if found.reset:
            found.reset()
        _start(name)
        beginning = {"generation": 0, "xid": 0, "position": 0}
        Cursor.objects.filter(pk=name).update(**beginning, stopped="", stopped_at=None, stopped_on=None)
    total = 0
    while (handled := _step(found)) is not None:
        total += handled
        if progress:
            progress(total)
    return total


def try_again(name: str) -> bool:
    """Give a stopped consumer its next event once more and leave the rest to the worker; whether it goes on."""
    _step(consumers[name], 1)
    with connection.cursor() as db:
        db.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return not Cursor.objects.filter(pk=name).exclude(stopped="").exists()


def skip(name: str, *, because: str, by: Actor | None = None) -> Entry:
    """Leave out the entry that stopped this consumer, for a reason that is noted. Raises ValueError when it cannot."""
    if not because.strip():
        raise ValueError("Say why this event is to be left out.")
    with transaction.atomic():
        cursor = _locked(consumers[name])
        if cursor is None or not cursor.stopped:
            raise ValueError(f"{name} is not stopped, so there is nothing to skip.")
        entries, _ = _read(consumers[name], cursor, 1)
        Skipped.objects.create(
            consumer=name,
            position=entries[0].position,
            problem=cursor.stopped,
            by=by.pk if by else None,
            because=because.strip(),
        )
        _move(cursor, entries[0])
        with connection.cursor() as db:
            db.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return entries[0]


def history_ends_here() -> None:
    """All that the log holds now is the past: nothing is sent about it, however young it is. For the demo's year."""
    with connection.cursor() as db:
        db.execute("UPDATE log_cursor SET since = (SELECT coalesce(max(position), 0) FROM log_entry)")


def lag(most: int | None = MOST_COUNTED) -> list[Lag]:
    """The lag of every consumer, counted over the next `most` entries of the log; None counts them all."""
    kept = {cursor.consumer: cursor for cursor in Cursor.objects.all()}
    cursors = [kept.get(name) or Cursor(consumer=name) for name in sorted(consumers)]
    rows = [(c.consumer, c.generation, str(c.xid), c.position, " ".join(consumers[c.consumer].names)) for c in cursors]
    with connection.cursor() as db:
        db.execute(LAG, [*(list(column) for column in zip(*rows, strict=True)), most])
        found = {name: counted for name, *counted in db.fetchall()}
    return [_lag(cursor, most, *found[cursor.consumer]) for cursor in cursors]


def _lag(cursor: Cursor, most: int | None, events: int, oldest: datetime | None, seen: int) -> Lag:
    seconds = max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0
    more = most is not None and seen >= most
    return Lag(cursor.consumer, events, seconds, cursor.stopped, more, cursor.stopped_at, cursor.stopped_on)


def _step(found: Consumer, size: int = BATCH) -> int | None:
    """Handle one batch; None when there is nothing to do, or when the consumer is stopped or run elsewhere."""
    _start(found.name)  # by itself, so that it stays when the very first event is poisoned
    while True:
        try:
            return _handle(found, size)
        except DatabaseError as problem:
            if connection.connection is None or connection.connection.closed:
                raise
            broken: Exception = problem
        except Exception as problem:
            broken = problem
        if size == 1:
            _stop(found, broken)
            return None
        size = max(1, size // 10)


@transaction.atomic
def _handle(found: Consumer, size: int) -> int | None:
    cursor = _locked(found)
    if cursor is None:
        return None
    entries, last = _read(found, cursor, size)
    if last is None:
        return None
    if entries:
        found.handle(Batch(entries))
    _move(cursor, entries[-1] if len(entries) == size else last)
    return len(entries)


def _locked(found: Consumer) -> Cursor | None:
    """This consumer's cursor, ours until the end of the transaction; None when another worker has it."""
    return Cursor.objects.select_for_update(skip_locked=True).filter(pk=found.name).first()


def _start(name: str) -> None:
    run_prepared(FIRST_START, [name, name])


def _read(found: Consumer, cursor: Cursor, size: int) -> tuple[list[Entry], Entry | None]:
    """The next settled entries for this consumer, and the last entry that was looked at."""
    own = " OR xid = pg_current_xact_id()" if getattr(settings, "LOG_READS_OWN_TRANSACTION", False) else ""
    query = ENTRIES.format(settled=SETTLED.format(own=own), scan=SCAN, batch=size)
    with connection.cursor() as db:
        db.execute(query, [cursor.generation, str(cursor.xid), cursor.position, found.names])
        rows = db.fetchall()
    entries = [_entry(row, json.loads(row[6])) for row in rows if row[-1]]
    last = next((_entry(row, {}) for row in rows if not row[-1]), None)
    return entries, last


def _entry(row: tuple[Any, ...], data: dict[str, Any]) -> Entry:
    position, generation, xid, name, at, by = row[:6]
    return Entry(position, generation, xid, name, at, by, data)


def _move(cursor: Cursor, entry: Entry) -> None:
    Cursor.objects.filter(pk=cursor.pk).update(
        generation=entry.generation,
        xid=entry.xid,
        position=entry.position,
        stopped="",
        stopped_at=None,
        stopped_on=None,
        moved_at=timezone.now(),
    )


def _stop(found: Consumer, problem: Exception) -> None:
    """A poisoned event stops its own consumer only, and says so on the operations page."""
    reason = "".join(traceback.format_exception_only(problem)).strip()
    logger.error("consumer_stopped", consumer=found.name, problem=reason, exc_info=problem)
    cursor = Cursor.objects.get(pk=found.name)
    entries, _ = _read(found, cursor, 1)
    cursor.stopped, cursor.stopped_on = reason, entries[0].position if entries else None
    cursor.stopped_at = cursor.stopped_at or timezone.now()  # tried again in vain, it stands still since the first time
    cursor.save(update_fields=["stopped", "stopped_on", "stopped_at"])
