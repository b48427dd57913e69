"""Copy the rows of each file into its staging table, a few megabytes at a time, each in a transaction of its own."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from groundswell.work.importing import state, texts
from groundswell.work.importing.reading import Broken, read
from groundswell.work.importing.row import Row, Unusable
from groundswell.work.importing.shapes import Shape

MOST_ROWS, MOST_LETTERS = 10_000, 4_000_000
WORTH_PROCESSES = 20_000_000
AHEAD = 4
Show = Callable[[int], None]
Line = list[Any]


@dataclass
class Portion:
    """Rows that are written together, the number of the last and how many bytes are read by then."""

    lines: list[Line] = field(default_factory=list)
    notes: dict[str, list[int]] = field(default_factory=dict)
    last: int = 0
    read: int = 0
    letters: int = 0

    def is_full(self) -> bool:
        return len(self.lines) >= MOST_ROWS or self.letters >= MOST_LETTERS


class Texts:
    """Renders the texts of portions: here, or ahead in other processes."""

    def __init__(self, pool: ProcessPoolExecutor | None) -> None:
        self.pool = pool

    def fill(self, shape: Shape, portions: Iterator[Portion]) -> Iterator[Portion]:
        if "source" not in shape.columns:
            yield from portions
            return
        place = 3 + list(shape.columns).index("source")
        waiting: deque[tuple[Portion, Future[list[texts.Text]]]] = deque()
        for portion in portions:
            if self.pool is None:
                yield _with_texts(portion, texts.from_many(shape.table, _sources(portion, place)))
                continue
            waiting.append((portion, self.pool.submit(texts.from_many, shape.table, _sources(portion, place))))
            if len(waiting) > AHEAD:
                first, future = waiting.popleft()
                yield _with_texts(first, future.result())
        for first, future in waiting:
            yield _with_texts(first, future.result())


@contextmanager
def text_processes(size: int) -> Iterator[Texts]:
    """Other processes for a dump of this many bytes, where they are worth their start."""
    if size < WORTH_PROCESSES:
        yield Texts(None)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn, initializer=_set_up) as pool:
        yield Texts(pool)


def stage(shape: Shape, file: Path, renderer: Texts, show: Show) -> None:
    """Read a file into its table, going on after the last row that was written before."""
    name = f"read {shape.table}"
    before = state.step(name)
    if before.ended:
        return
    portions = _Portions(shape, file, before.done)
    for portion in renderer.fill(shape, iter(portions)):
        with transaction.atomic():
            _write(shape, portion)
            state.advance(name, portion.last)
        show(portion.read)
    with transaction.atomic():
        state.advance(name, portions.last, ended=True)
        if portions.broken:
            state.trouble(shape.file, str(portions.broken))


class _Portions:
    """The rows of a file after number `skip`, as lines for the staging table."""

    def __init__(self, shape: Shape, file: Path, skip: int) -> None:
        self.shape, self.file, self.skip = shape, file, skip
        self.last = 0
        self.broken: Broken | None = None

    def __iter__(self) -> Iterator[Portion]:
        portion = Portion()
        blocks = read(self.file, self.shape.root)
        while True:
            try:
                block = next(blocks)
            except StopIteration:
                break
            except Broken as problem:
                self.broken = problem
                break
            for attributes in block.rows:
                self.last += 1
                if self.last > self.skip:
                    self._add(portion, attributes)
            portion.last, portion.read = self.last, block.read
            if portion.is_full():
                yield portion
                portion = Portion()
        if portion.lines:
            yield portion

    def _add(self, portion: Portion, attributes: dict[str, str]) -> None:
        row = Row(attributes)
        number: int | None = None
        try:
            number = row.number("Id")
            values = self.shape.fill(row, number)
        except Unusable as problem:
            portion.lines.append([self.last, number, str(problem), *[None] * len(self.shape.columns)])
            return
        line = [self.last, number, row.reason, *values]
        if "source" in self.shape.columns:
            portion.letters += len(values[-1])
            line += [None, None]
        portion.lines.append(line)
        for text in row.notes:
            portion.notes.setdefault(text, []).append(number)


def _sources(portion: Portion, place: int) -> list[str]:
    return [line[place] or "" for line in portion.lines]


def _with_texts(portion: Portion, rendered: list[texts.Text]) -> Portion:
    for line, text in zip(portion.lines, rendered, strict=True):
        if line[2] is None:
            line[-2:] = text
        else:
            line[-3:] = [None, None, None]
    return portion


def _write(shape: Shape, portion: Portion) -> None:
    names = ", ".join(["n", "id", "reason", *shape.columns])
    with connection.cursor() as cursor, cursor.copy(f"COPY importing.{shape.table} ({names}) FROM STDIN") as rows:
        for line in portion.lines:
            rows.write_row(line)
    for text, ids in portion.notes.items():
        state.note(shape.file, text, len(ids), ids)


def _set_up() -> None:
    import django

    django.setup()


