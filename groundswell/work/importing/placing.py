"""Go through a staging table portion by portion; what is placed and how far we are commit together."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from groundswell.work.importing import state
from groundswell.work.importing.state import Run

PORTION = 20_000
Show = Callable[[int], None]


@dataclass(frozen=True)
class Range:
    """Rows after number `after` up to `upto`, of a run."""

    run: Run
    after: int
    upto: int

    @property
    def values(self) -> dict[str, object]:
        """What the statements call by name."""
        run = self.run
        return {
            "origin": run.origin, "language": run.language, "topic": run.topic, "after": self.after, "upto": self.upto,
        }  # fmt: skip


Place = Callable[[Range], dict[str, tuple[int, int]]]


def place(name: str, table: str, run: Run, act: Place, show: Show, portion: int = PORTION) -> None:
    """Let `act` place each portion of a table; it returns (imported, already there) by what they are."""
    step = f"place {name}"
    before = state.step(step)
    if before.ended:
        return
    last = state.one(f"SELECT coalesce(max(n), 0) FROM importing.{table}")
    after = before.done
    while after < last:
        upto = min(last, after + portion)
        with transaction.atomic():
            for what, (imported, already) in act(Range(run, after, upto)).items():
                state.tally(what, imported, already)
            state.advance(step, upto, ended=upto == last)
        after = upto
        show(after)


@transaction.atomic
def once(name: str, run: Run, act: Callable[[Run], None]) -> None:
    """Do something as a whole, unless it is done."""
    if not state.step(name).ended:
        act(run)
        state.advance(name, 0, ended=True)


@contextmanager
def beside(possible: bool) -> Iterator[Executor | None]:
    """A thread with a connection of its own, which stays: a new one has everything about the tables to learn."""
    if not possible:
        yield None
        return
    with ThreadPoolExecutor(1) as thread:
        thread.submit(state.take_our_time).result()
        try:
            yield thread
        finally:
            thread.submit(lambda: connection.close()).result()  # the one of that thread


def side_by_side(thread: Executor | None, first: Callable[[], None], second: Callable[[], None]) -> None:
    """What does not touch the same rows: the first in that thread, or one after the other."""
    if thread is None:
        first()
        second()
        return
    other = thread.submit(first)
    second()
    other.result()


def on_a_connection(act: Callable[[], None]) -> None:
    """In a thread that has no connection yet."""
    state.take_our_time()
    try:
        act()
    finally:
        connection.close()
