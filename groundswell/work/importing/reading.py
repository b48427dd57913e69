"""Read a file of a dump row by row, however large it is, and believe nothing that it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

BLOCK = 256 * 1024
BEGINNING = 16 * 1024
LONGEST_ROW = 16_000_000


class NotADump(ValueError):
    """The file is something else, or means harm; nothing of it is read."""


class Broken(ValueError):
    """The file ends or breaks in the middle; what came before was read."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows as attributes by name, and how many bytes of the file are read by now."""

    rows: list[dict[str, str]]
    read: int


def read(file: Path, root: str) -> Iterator[Block]:
    """The `<row …/>` elements under `<root>`. Raises NotADump, or Broken after the last whole row."""
    reader = _Reader(file.name, root)
    with file.open("rb") as source:
        while True:
            data = source.read(BLOCK)
            problem = reader.feed(data)
            if reader.rows or not data:
                yield Block(reader.taken(), reader.position)
            if problem:
                raise problem
            if not data:
                return


def look_at(file: Path, root: str) -> None:
    """See that a file begins as a dump does. Raises NotADump; what breaks later is found later."""
    reader = _Reader(file.name, root)
    with file.open("rb") as source:
        reader.feed(source.read(BEGINNING))


class _Reader:
    """An expat parser that collects rows and refuses what no dump contains."""

    def __init__(self, name: str, root: str) -> None:
        self.name, self.root = name, root
        self.rows: list[dict[str, str]] = []
        self.count = self.position = self.row_ended = 0
        self.begun = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    def feed(self, data: bytes) -> Broken | None:
        """Parse some more, or the end when there is none; the problem, if the file is broken here."""
        before = self.count
        try:
            self.parser.Parse(data, not data)
        except expat.ExpatError as problem:
            return self._broken(self.parser.ErrorByteIndex, expat.ErrorString(problem.code))
        self.position += len(data)
        if self.count > before:
            self.row_ended = self.position
        elif self.position - self.row_ended > LONGEST_ROW:
            return self._broken(self.row_ended, f"a row of more than {LONGEST_ROW:,} bytes")
        return None

    def taken(self) -> list[dict[str, str]]:
        rows, self.rows = self.rows, []
        return rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row" and self.begun:
            self.rows.append(attributes)
            self.count += 1
        elif not self.begun:
            if name != self.root:
                raise NotADump(
                    f"{self.name} is no file of a Stack Exchange dump: it begins with <{name[:40]}>, not with "
                    f"<{self.root}>. Nothing was imported."
                )
            self.begun = True

    def _refuse(self, *_declaration: object) -> None:
        raise NotADump(
            f"{self.name} declares a document type or entities. No dump does, and they can be made to exhaust "
            "a machine, so the file is not read. Nothing was imported."
        )

    def _broken(self, place: int, what: str) -> Broken:
        return Broken(
            f"{self.name} is broken at byte {max(0, place):,}, after row {self.count:,} ({what}). What came before is "
            "imported. Put the whole file in its place and run the same command again: it adds what is missing."
        )
