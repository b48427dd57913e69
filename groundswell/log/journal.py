"""Write to the log."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from groundswell.events import Event
from groundswell.log import clock, deliveries
from groundswell.log.postgres.prepared import run_prepared

CHANNEL = "log"
PAGES = "pages"
MOST_SAID = 7_999  # bytes that PostgreSQL takes along with a NOTIFY


class Actor(Protocol):
    @property
    def pk(self) -> int: ...


INSERT = """
WITH entry AS (INSERT INTO log_entry (name, at, by, data) VALUES (%s, %s, %s::bigint, %s::jsonb) RETURNING position)
SELECT position, pg_notify(%s, %s) FROM entry
"""


def record(event: Event, *, by: Actor | None, at: datetime | None = None) -> int:
    """Append an event in the caller's transaction, so that fact and change commit together; return its position.

    The commit wakes the worker and tells the web processes which pages changed; of an event that is too long for that, all.
    """
    _inside_a_transaction()
    data = json.dumps(event.data())
    said = f"{event.name} {data}"
    said = said if len(said.encode()) <= MOST_SAID else ""
    values = [event.name, at or clock.now(), by.pk if by else None, data, CHANNEL, said]
    return int(run_prepared(INSERT, values)[0][0])


def record_many(events: Iterable[tuple[Event, int | None, datetime]]) -> int:
    """Append (event, member id, time) rows by COPY, for imports; return how many. With any, wakes the worker once.

    All pages that are kept go with it, so a schedule that mostly finds nothing must not say that something happened.
    """
    _inside_a_transaction()
    count = 0
    with connection.cursor() as cursor:
        with cursor.copy("COPY log_entry (name, at, by, data) FROM STDIN") as rows:
            for event, by, at in events:
                rows.write_row((event.name, at, by, json.dumps(event.data())))
                count += 1
        if count:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return count


def record_selected(query: str, parameters: Mapping[str, Any] | None = None) -> int:
    """Append what a query gives as (name, at, by, data), in its order, for imports; return how many. Wakes the worker once."""
    _inside_a_transaction()
    with connection.cursor() as cursor:
        generation = "SELECT (SELECT log_current_generation()), name, at, by, data"  # asked once, not for each row
        cursor.execute(
            f"INSERT INTO log_entry (generation, name, at, by, data) {generation} FROM ({query}) AS event", parameters
        )
        count = int(cursor.rowcount)
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return count


def pages_changed(names: Iterable[str]) -> None:
    """Say that pages about these ("member:3") changed, without an event: for what consumers derive."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_notify(%s, %s)", [PAGES, name])


def clear_pages() -> None:
    """Say that any page may have changed: rare, and dearer than naming them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [PAGES])


def start_generation() -> int:
    """Begin a new count of transaction ids: after a restore, everything before it is settled."""
    with transaction.atomic(), connection.cursor() as cursor:
        deliveries.park()
        cursor.execute(
            "INSERT INTO log_generation (id, started) SELECT max(id) + 1, now() FROM log_generation RETURNING id"
        )
        return int(cursor.fetchone()[0])


def _inside_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction that changed the data.")
