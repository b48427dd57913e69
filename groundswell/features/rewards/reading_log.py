"""Entries of the log as those who count want them: in its order, with what newer fields of an event say of older entries."""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from django.db.models import QuerySet

from groundswell.events import event_named
from groundswell.features.rewards.earning.counting import Happening
from groundswell.log.models import LogEntry

A_LOT = 5_000


def happenings(entries: QuerySet[LogEntry], names: Iterable[str]) -> Iterator[Happening]:
    """These entries, of events with these names, without keeping all of them in memory."""
    known = {name: defaults(name) for name in names}
    rows = entries.order_by("generation", "xid", "position").values_list("position", "name", "at", "by", "data")
    for position, name, at, by, data in rows.iterator(chunk_size=A_LOT):
        yield Happening(position, name, at, by, {**known[name], **data})


@cache
def defaults(name: str) -> dict[str, Any]:
    """What an event says that was recorded before its class had this field."""
    found: dict[str, Any] = {}
    for one in fields(event_named(name)):
        if one.default is not MISSING:
            found[one.name] = one.default
        elif one.default_factory is not MISSING:
            found[one.name] = one.default_factory()
    return found
