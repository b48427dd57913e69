"""Rows of a file as PostgreSQL's COPY takes them, a few megabytes at a time. Needs no database."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from groundswell.work.importing import texts
from groundswell.work.importing.reading import Broken, read
from groundswell.work.importing.row import Row, Unusable
from groundswell.work.importing.shapes import SHAPES, Shape

MOST_ROWS, MOST_BYTES = 10_000, 4_000_000
NOTHING = "\\N"


@dataclass
class Portion:
    """Rows that are written together: the number of the last, and how many bytes are read by then.

    `notes` are row numbers by what was odd. The last portion of a file may have no rows; it says why the file ended
    in the middle, if it did.
    """

    lines: list[bytes] = field(default_factory=list)
    notes: dict[str, list[int]] = field(default_factory=dict)
    last: int = 0
    read: int = 0
    ended: bool = False
    broken: str = ""


def portions(name: str, file: Path, skip: int) -> Iterator[Portion]:
    """The rows of a file after number `skip`. Raises NotADump."""
    reader = _Reader(shape_of(name), skip)
    try:
        for block in read(file, reader.shape.root):
            for attributes in block.rows:
                reader.add(attributes)
            if reader.is_full():
                yield reader.taken(block.read)
    except Broken as problem:
        yield reader.taken(file.stat().st_size, ended=True, broken=str(problem))
        return
    yield reader.taken(file.stat().st_size, ended=True)


def shape_of(name: str) -> Shape:
    return next(shape for shape in SHAPES if shape.file == name)


def line(values: Iterable[Any]) -> bytes:
    """A row in the text format of COPY."""
    cells = [NOTHING if v is None else _escaped(v) if v.__class__ is str else str(v) for v in values]
    return ("\t".join(cells) + "\n").encode()


def send(portion: Portion, to: IO[bytes]) -> None:
    """Write a portion for another process: a line that describes it, and its rows."""
    body = b"".join(portion.lines)
    head = {**vars(portion), "lines": len(body)}
    to.write(json.dumps(head).encode() + b"\n")
    to.write(body)
    to.flush()


def receive(source: IO[bytes]) -> Portion:
    """Read what `send` wrote. Raises EOFError when the other process has ended."""
    head = source.readline()
    if not head.endswith(b"\n"):
        raise EOFError
    described = json.loads(head)
    body = source.read(described["lines"])
    if len(body) < described["lines"]:
        raise EOFError
    return Portion(**{**described, "lines": [body]})


class _Reader:
    """Rows of one file, as they become lines."""

    def __init__(self, shape: Shape, skip: int) -> None:
        self.shape, self.skip = shape, skip
        self.last = self.size = 0
        self.portion = Portion()
        self.render: Callable[[str], texts.Text] | None = None
        if "source" in shape.columns:
            self.render = texts.from_comment if shape.table == "comments" else texts.from_html

    def add(self, attributes: dict[str, str]) -> None:
        self.last += 1
        if self.last <= self.skip:
            return
        row = Row(attributes)
        number: int | None = None
        try:
            number = row.number("Id")
            values = self.shape.fill(row, number)
        except Unusable as problem:
            self.keep((self.last, number, str(problem), *[None] * len(self.shape.columns)))
            return
        if self.render:  # a text that is left out need not be kept
            values = (*values, *self.render(values[-1])) if row.reason is None else (*values[:-1], None, None, None)
        self.keep((self.last, number, row.reason, *values))
        for text in row.notes:
            self.portion.notes.setdefault(text, []).append(number)

    def keep(self, values: Iterable[Any]) -> None:
        one = line(values)
        self.size += len(one)
        self.portion.lines.append(one)

    def is_full(self) -> bool:
        return len(self.portion.lines) >= MOST_ROWS or self.size >= MOST_BYTES

    def taken(self, position: int, *, ended: bool = False, broken: str = "") -> Portion:
        portion, self.portion, self.size = self.portion, Portion(), 0
        portion.last, portion.read, portion.ended, portion.broken = self.last, position, ended, broken
        return portion


def _escaped(text: str) -> str:
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text:
        text = text.replace("\n", "\\n")
    if "\t" in text:
        text = text.replace("\t", "\\t")
    return text.replace("\r", "\\r") if "\r" in text else text
