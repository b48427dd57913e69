"""Copy the rows of each file into its staging table, portion by portion, each in a transaction of its own."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from groundswell.work.importing import state
from groundswell.work.importing.beside import Helper
from groundswell.work.importing.placing import on_a_connection
from groundswell.work.importing.portions import Portion, portions, shape_of
from groundswell.work.importing.shapes import POSTS, TAGS, USERS, VOTES, Shape

# What a process more costs is won back from some size on; with two, this one only hands on what they read.
WORTH_ONE, WORTH_TWO = 2_000_000, 20_000_000
LOOK = 0.2
Show = Callable[[int], None]
Source = Callable[[str, Path, int], Iterator[Portion]]


class Reading:
    """Files that are being read, by helpers from the start and by us when they are waited for."""

    def __init__(self, files: dict[str, Path], helpers: list[Helper]) -> None:
        self.files, self.helpers = files, helpers
        self.left = _most_needed_first(files)
        self.lock = threading.Lock()
        self.read: dict[str, Future[None]] = {name: Future() for name in files}

    def wait(self, names: Iterable[str], show: Show) -> None:
        """Until these files are read."""
        wanted = list(names)
        if len(self.helpers) < 2:
            self.take(portions, wanted)
        for name in wanted:
            while wait([self.read[name]], LOOK).not_done:
                show(state.bytes_read())
            self.read[name].result()
        show(state.bytes_read())

    def hand_on(self, helper: Helper) -> None:
        """What a helper reads, in a thread of its own. Where none can be started, we read that ourselves."""
        source = helper.read if helper.is_ready() else portions
        names = list(self.files)
        if len(self.helpers) < 2:  # we have loaded already what rendering needs, and it is as much as the rest
            names = [name for name in names if "source" not in shape_of(name).columns]
        on_a_connection(lambda: self.take(source, names))

    def take(self, source: Source, names: Iterable[str]) -> None:
        """Stage those of the files that nobody has begun. What goes wrong is told to whoever waits for the file."""
        while name := self._next(set(names)):
            try:
                stage(name, self.files[name], source)
            except BaseException as problem:
                self.read[name].set_exception(problem)
                if not isinstance(problem, Exception):
                    raise
            else:
                self.read[name].set_result(None)

    def _next(self, names: set[str]) -> str:
        with self.lock:
            name = next((name for name in self.left if name in names), "")
            if name:
                self.left.remove(name)
            return name


@contextmanager
def reading(files: dict[str, Path], beside: bool) -> Iterator[Reading]:
    """Read the files of a dump, with processes `beside` us where they are worth it."""
    size = sum(file.stat().st_size for file in files.values())
    helpers = [Helper() for worth in (WORTH_ONE, WORTH_TWO) if beside and size >= worth]
    now = Reading(files, helpers)
    with ThreadPoolExecutor(max(1, len(helpers))) as threads:
        for helper in helpers:
            threads.submit(now.hand_on, helper)
        try:
            yield now
        finally:
            now.left.clear()
            for helper in helpers:
                helper.end()


def _most_needed_first(files: dict[str, Path]) -> list[str]:
    """People are placed while the rest is read, and posts with their votes before what hangs on them; else by size."""
    needed = [USERS.file, POSTS.file, VOTES.file, TAGS.file]
    turn = {name: number for number, name in enumerate(needed)}
    return sorted(files, key=lambda name: (turn.get(name, len(needed)), -files[name].stat().st_size))


def stage(name: str, file: Path, source: Source = portions) -> None:
    """Read a file into its table, going on after the last row that was written before."""
    shape = shape_of(name)
    step = f"read {shape.table}"
    with state.held(step):
        before = state.step(step)
        if before.ended:
            return
        for portion in source(name, file, before.done):
            with transaction.atomic():
                _write(shape, portion)
                state.advance(step, portion.last, ended=portion.ended, size=portion.read)


def _write(shape: Shape, portion: Portion) -> None:
    names = ", ".join(["n", "id", "reason", *shape.columns])
    if portion.lines:
        with connection.cursor() as cursor, cursor.copy(f"COPY importing.{shape.table} ({names}) FROM STDIN") as rows:
            rows.write(b"".join(portion.lines))
    for text, ids in portion.notes.items():
        state.note(shape.file, text, len(ids), ids)
    if portion.broken:
        state.trouble(shape.file, portion.broken)
