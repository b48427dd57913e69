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
from groundswell.log.models import Cursor, Skipped

BATCH = 2_000
SCAN = 2 * BATCH  # what is looked at beyond a full batch is read again by the next step
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


@dataclass(frozen=True)
class Lag:
    """How far a consumer is behind: events not yet handled, and the age of the oldest in seconds."""

    name: str
    events: int
    seconds: float
    stopped: str


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
        Cursor.objects.update_or_create(
            consumer=name, defaults={"generation": 0, "xid": 0, "position": 0, "stopped": "", "stopped_at": None}
        )
    total = 0
    while (handled := _step(found)) is not None:
        total += handled
        if progress:
            progress(total)
    return total


def skip(name: str) -> Entry:
    """Leave out the entry that stopped this consumer. Raises ValueError when it is not stopped."""
    with transaction.atomic():
        cursor = _locked(consumers[name])
        if cursor is None or not cursor.stopped:
            raise ValueError(f"{name} is not stopped, so there is nothing to skip.")
        entries, _ = _read(consumers[name], cursor, 1)
        Skipped.objects.create(consumer=name, position=entries[0].position, problem=cursor.stopped)
        _move(cursor, entries[0])
    return entries[0]


def lag() -> list[Lag]:
    """The lag of every consumer."""
    cursors = {cursor.consumer: cursor for cursor in Cursor.objects.all()}
    return [_lag(consumers[name], cursors.get(name) or Cursor(consumer=name)) for name in sorted(consumers)]


def _lag(found: Consumer, cursor: Cursor) -> Lag:
    query = """SELECT count(*), min(at) FROM log_entry
               WHERE (generation, xid, position) > (%s, %s::text::xid8, %s) AND name = ANY(%s)"""
    with connection.cursor() as db:
        db.execute(query, [cursor.generation, str(cursor.xid), cursor.position, found.names])
        events, oldest = db.fetchone()
    seconds = max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0
    return Lag(found.name, events, seconds, cursor.stopped)


def _step(found: Consumer) -> int | None:
    """Handle one batch; None when there is nothing to do, or when the consumer is stopped or run elsewhere."""
    size = BATCH
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
    Cursor.objects.bulk_create([Cursor(consumer=found.name)], ignore_conflicts=True)
    return Cursor.objects.select_for_update(skip_locked=True).filter(pk=found.name).first()


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
        moved_at=timezone.now(),
    )


def _stop(found: Consumer, problem: Exception) -> None:
    """A poisoned event stops its own consumer only, and says so on the operations page."""
    reason = "".join(traceback.format_exception_only(problem)).strip()
    logger.error("consumer_stopped", consumer=found.name, problem=reason, exc_info=problem)
    now: datetime = timezone.now()
    Cursor.objects.filter(pk=found.name).update(stopped=reason, stopped_at=now)
