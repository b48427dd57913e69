"""What a consumer is, and what it is given."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar

from django.db import models

from groundswell.events import Event, event_named

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Entry:
    """One event as the log holds it."""

    position: int
    generation: int
    xid: int
    name: str
    at: datetime
    by: int | None
    data: dict[str, Any]

    @cached_property
    def event(self) -> Event:
        return event_named(self.name).load(self.data)


@dataclass(frozen=True)
class Batch:
    """Some events in the order of the log, only of the kinds that the consumer asked for."""

    entries: list[Entry]

    def of(self, *kinds: type[E]) -> Iterator[tuple[Entry, E]]:
        for entry in self.entries:
            if isinstance(entry.event, kinds):
                yield entry, entry.event

    def __len__(self) -> int:
        return len(self.entries)


def runs(entries: Iterable[Entry], alone: Callable[[Entry], bool]) -> Iterator[list[Entry]]:
    """Entries that can be handled together, in their order; one that has to stand `alone` comes by itself."""
    for by_itself, run in groupby(entries, alone):
        if by_itself:
            yield from ([entry] for entry in run)
        else:
            yield list(run)


Handler = Callable[[Batch], None]


@dataclass(frozen=True)
class Consumer:
    name: str
    handles: tuple[type[Event], ...]
    rebuilds: tuple[type[models.Model], ...]
    handle: Handler
    reset: Callable[[], None] | None = None

    @cached_property
    def names(self) -> list[str]:
        return [event.name for event in self.handles]


consumers: dict[str, Consumer] = {}


def consumer(
    name: str,
    *handles: type[Event],
    rebuilds: tuple[type[models.Model], ...] = (),
    reset: Callable[[], None] | None = None,
) -> Callable[[Handler], Handler]:
    """Register a function that is given batches of these events, in order.

    What it writes commits together with its cursor, so each event has its effect exactly once. A rebuild empties
    the tables in `rebuilds`, calls `reset` for what lives elsewhere, and feeds the whole log again.
    """

    def register(handle: Handler) -> Handler:
        consumers[name] = Consumer(name, handles, rebuilds, handle, reset)
        return handle

    return register
