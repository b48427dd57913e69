"""Statements that come again and again with other values: read and planned once for each connection.

Planning the four statements of a question's page took PostgreSQL 1.4 ms, running them 0.2 ms. Values travel apart from the
statement, so their types must be clear from where they stand (`%s::bigint`). Behind a pooler that gives each
transaction another connection, `GROUNDSWELL_PREPARE=no` sends them the ordinary way.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model
from psycopg.types.datetime import TimestamptzLoader

Rows = list[tuple[Any, ...]]
# Nothing is prepared by itself: Django's statements have their values in them, so each is another one.
NEVER = 2**31


class PreparedCursor(psycopg.Cursor[tuple[Any, ...]]):
    """Prepares whatever it executes."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "PreparedCursor":
        return super().execute(query, params, **{"prepare": True, **options})


def run_prepared(query: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> Rows:
    """The rows of a statement, if it gives any; counted and logged by Django as any other when somebody counts."""
    db: Any = connections[DEFAULT_DB_ALIAS]
    db.close_if_health_check_failed()
    db.ensure_connection()
    if db.queries_logged or db.execute_wrappers or not settings.PREPARE_STATEMENTS:
        return _run_watched(db, query, parameters)
    db.validate_no_broken_transaction()
    with db.wrap_database_errors:
        cursor = _cursor(db)
        cursor.execute(query, parameters)
        # `description` would make an object for each column only to say that there are some.
        return cursor.fetchall() if cursor.pgresult and cursor.pgresult.nfields else []


def insert_prepared(row: Model, *, beside: str = "", reading: str = "", parameters: Sequence[Any] = ()) -> Any:
    """Store a new row of a model and give it its number, as `save(force_insert=True)` does in three times the time.

    What belongs to the same moment goes along in one trip: `beside`, a statement that changes other rows, or `reading`, an
    expression that sees the rows as they were before; their `parameters` with them. Returns what `reading` gave.
    """
    query, fields = _insert(type(row), beside, reading)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    ((row.pk, read),) = run_prepared(query, [*parameters, *values] if beside else [*values, *parameters])
    row._state.adding, row._state.db = False, connection.alias
    return read


@cache
def _insert(model: type[Model], beside: str, reading: str) -> tuple[str, list[Any]]:
    """The statement, and the fields in the order of its values."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(["%s"] * len(fields))
    key = model._meta.pk.column
    first = f"WITH beside AS ({beside}) " if beside else ""
    query = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({values}) RETURNING "{key}", {reading or "NULL"}'
    return first + query, fields  # nosec B608: names are ours


def _run_watched(db: Any, query: str, parameters: Mapping[str, Any] | Sequence[Any]) -> Rows:
    wrapped = db.make_debug_cursor if db.queries_logged else db.make_cursor
    with wrapped(_new_cursor(db)) if settings.PREPARE_STATEMENTS else db.cursor() as cursor:
        cursor.execute(query, parameters)
        rows: Rows = cursor.fetchall() if cursor.description else []
    return rows


def _cursor(db: Any) -> PreparedCursor:
    """One cursor for each connection: making one took as long as sending the statement."""
    kept = getattr(db, "prepared_cursor", None)
    if kept is None or kept.connection is not db.connection or kept.closed:
        db.prepared_cursor = kept = _new_cursor(db)
    return kept


def _new_cursor(db: Any) -> PreparedCursor:
    if db.connection.prepare_threshold is None:
        db.connection.prepare_threshold = NEVER
    cursor = PreparedCursor(db.connection)
    # Django's own loader is in Python and takes five times as long; the times are the same, in UTC.
    cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
    return cursor
