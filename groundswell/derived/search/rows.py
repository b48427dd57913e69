"""Run statements."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

Rows = list[tuple[Any, ...]]


def run(query: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> Rows:
    """Run a statement; the rows that it gives, if it is one that does."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters or None)
        return cursor.fetchall() if cursor.description else []
