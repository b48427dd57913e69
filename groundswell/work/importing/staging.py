"""Copy the rows of each file into its staging table, a few megabytes at a time, each in a transaction of its own."""

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from groundswell.work.importing import beside, state, texts
from groundswell.work.importing.reading import Broken, read
from groundswell.work.importing.row import Row, Unusable
from groundswell.work.importing.shapes import SHAPES, USERS, Shape

MOST_ROWS, MOST_LETTERS = 10_000, 4_000_000
WORTH_PROCESSES = 20_000_000
LOOK = 0.2
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


class Reading:
    """Files that are being read: one after the other when they are waited for, or by two processes beside us."""

    def __init__(self, files: dict[str, Path], pool: ProcessPoolExecutor | None) -> None:
        self.files = files
        self.tasks = (
            {name: pool.submit(beside.read_file, name, files[name]) for name in _users_first(files)} if pool else {}
        )

    def wait(self, names: Iterable[str], show: Show) -> None:
        """Until these files are read."""
        for name in names:
            task = self.tasks.get(name)
            while task and not task.done():
                show(state.bytes_read())
                time.sleep(LOOK)
            if task:
                task.result()
            else:
                stage(name, self.files[name])
            show(state.bytes_read())


@contextmanager
def reading(files: dict[str, Path]) -> Iterator[Reading]:
    """Read the files of a dump. Other processes are started where they are worth it."""
    if sum(file.stat().st_size for file in files.values()) < WORTH_PROCESSES:
        yield Reading(files, None)
        return
    spawn = multiprocessing.get_context("spawn")
    database = str(connection.settings_dict["NAME"])
    with ProcessPoolExecutor(2, mp_context=spawn, initializer=beside.set_up, initargs=(database,)) as pool:
        yield Reading(files, pool)


def _users_first(files: dict[str, Path]) -> list[str]:
    """People can be placed while the rest is read; of the rest the largest first."""
    return sorted(files, key=lambda name: (name != USERS.file, -files[name].stat().st_size))


def stage(name: str, file: Path) -> None:
    """Read a file into its table, going on after the last row that was written before."""
    shape = next(shape for shape in SHAPES if shape.file == name)
    step = f"read {shape.table}"
    with state.held(step):
        before = state.step(step)
        if before.ended:
            return
        portions = _Portions(shape, file, before.done)
        for portion in portions:
            if "source" in shape.columns:
                _render(shape, portion)
            with transaction.atomic():
                _write(shape, portion)
                state.advance(step, portion.last, size=portion.read)
        with transaction.atomic():
            state.advance(step, portions.last, ended=True, size=file.stat().st_size)
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
        try:
            for block in read(self.file, self.shape.root):
                for attributes in block.rows:
                    self.last += 1
                    if self.last > self.skip:
                        self._add(portion, attributes)
                portion.last, portion.read = self.last, block.read
                if portion.is_full():
                    yield portion
                    portion = Portion()
        except Broken as problem:
            self.broken = problem
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


def _render(shape: Shape, portion: Portion) -> None:
    """Fill html and excerpt, the last two columns; texts that are left out need not be kept."""
    make = texts.from_comment if shape.table == "comments" else texts.from_html
    for line in portion.lines:
        if line[2] is None:
            line[-2:] = make(line[-3])
        else:
            line[-3:] = [None, None, None]


def _write(shape: Shape, portion: Portion) -> None:
    names = ", ".join(["n", "id", "reason", *shape.columns])
    with connection.cursor() as cursor, cursor.copy(f"COPY importing.{shape.table} ({names}) FROM STDIN") as rows:
        for line in portion.lines:
            rows.write_row(line)
    for text, ids in portion.notes.items():
        state.note(shape.file, text, len(ids), ids)
