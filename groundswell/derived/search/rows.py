"""Run statements."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection

Rows = list[tuple[Any, ...]]
# Nothing is prepared by itself: Django's statements have their values in them, so each is another one.
NEVER = 2**31


class PreparedCursor(psycopg.Cursor[tuple[Any, ...]]):
    """Sends values apart from the statement, which the server reads and plans once for each connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "PreparedCursor":
        return super().execute(query, params, **{**options, "prepare": True})


def run(query: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> Rows:
    """Run a statement; the rows that it gives, if it is one that does."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters or None)
        return cursor.fetchall() if cursor.description else []


def run_prepared(query: str, parameters: Mapping[str, Any]) -> Rows:
    """Run a statement that comes again and again with other values: planning it would take a third of its time."""
    connection.ensure_connection()
    server = connection.connection
    if server.prepare_threshold is None:
        server.prepare_threshold = NEVER
    wrapped: Any = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrapped(PreparedCursor(server)) as cursor:
        cursor.execute(query, parameters)
        rows: Rows = cursor.fetchall()
    return rows


def columns(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows as arrays for unnest()."""
    return [list(column) for column in zip(*rows, strict=True)]
