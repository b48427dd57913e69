"""Rows on their way into a statement."""

from collections.abc import Iterable, Sequence
from typing import Any


def columns(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows as one array for each column, as unnest() takes them."""
    return [list(column) for column in zip(*rows, strict=True)]
