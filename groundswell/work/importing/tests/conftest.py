"""Small dumps, written by the tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from groundswell.work.importing.report import Line, Report
from groundswell.work.importing.stackexchange import import_dump

DAY = "2014-01-{:02}T10:00:00.000"


class Dump:
    """The files of a dump before they are written: rows by file, whatever is in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, list[dict[str, Any]]] = {}

    def user(self, number: int, name: str, **more: Any) -> None:
        self.add("Users", Id=number, DisplayName=name, CreationDate=DAY.format(1), Reputation=1, **more)

    def question(self, number: int, by: int | None, *, at: int = 2, **more: Any) -> None:
        given = {
            "Title": "Which yeast for a stout?",
            "Body": "<p>I brew at home.</p>",
            "Tags": "<yeast><stout>",
            "Score": 0,
        }
        self.add("Posts", Id=number, PostTypeId=1, OwnerUserId=by, CreationDate=DAY.format(at), **(given | more))

    def answer(self, number: int, to: int, by: int | None, *, at: int = 3, **more: Any) -> None:
        given = {"Body": "<p>An ale yeast.</p>", "Score": 0}
        self.add(
            "Posts", Id=number, PostTypeId=2, ParentId=to, OwnerUserId=by, CreationDate=DAY.format(at), **(given | more)
        )

    def vote(self, number: int, on: int, kind: int = 2, *, at: int = 4) -> None:
        self.add("Votes", Id=number, PostId=on, VoteTypeId=kind, CreationDate=DAY.format(at)[:10] + "T00:00:00.000")

    def comment(self, number: int, on: int, by: int | None, text: str = "Thanks.", *, at: int = 5, **more: Any) -> None:
        self.add("Comments", Id=number, PostId=on, UserId=by, Text=text, Score=0, CreationDate=DAY.format(at), **more)

    def badge(self, number: int, of: int, name: str = "Student") -> None:
        self.add("Badges", Id=number, UserId=of, Name=name, Date=DAY.format(6), Class=3)

    def link(self, number: int, one: int, other: int, kind: int = 1) -> None:
        self.add("PostLinks", Id=number, PostId=one, RelatedPostId=other, LinkTypeId=kind, CreationDate=DAY.format(7))

    def tag(self, number: int, name: str, **more: Any) -> None:
        self.add("Tags", Id=number, TagName=name, Count=1, **more)

    def add(self, file: str, **attributes: Any) -> None:
        given = {name: value for name, value in attributes.items() if value is not None}
        self.rows.setdefault(f"{file}.xml", []).append(given)

    def write(self) -> Path:
        for name, rows in self.rows.items():
            self.folder.joinpath(name).write_text(xml(name, rows), encoding="utf-8")
        return self.folder


def xml(name: str, rows: list[dict[str, Any]]) -> str:
    root = name.removesuffix(".xml").lower()
    lines = [f"  <row {' '.join(f'{key}={quoteattr(str(value))}' for key, value in row.items())} />\n" for row in rows]
    return f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n{"".join(lines)}</{root}>'


@pytest.fixture
def dump(tmp_path: Path) -> Dump:
    """A question by Greta, answered by Hugo, whose answer she accepted; two people voted for it, one against."""
    folder = tmp_path / "stackexchange_beer"
    folder.mkdir()
    dump = Dump(folder)
    dump.user(-1, "Community")
    dump.user(1, "Greta Malt", AboutMe="<p>I <b>brew</b>.</p>")
    dump.user(2, "Hugo")
    dump.question(10, by=1, AcceptedAnswerId=11, ViewCount=70)
    dump.answer(11, to=10, by=2, Score=1)
    dump.answer(12, to=10, by=None, OwnerDisplayName="Ivo")
    for number, kind in enumerate([2, 2, 3, 1], 1):
        dump.vote(number, 11, kind)
    dump.comment(1, 11, by=1)
    dump.badge(1, of=2)
    dump.tag(1, "yeast")
    return dump


@pytest.fixture
def imported(db: None, dump: Dump) -> Callable[..., Report]:
    """Write the dump as it is now, and import it."""
    return lambda **options: import_dump(dump.write(), **options)


def line(report: Report, what: str) -> Line:
    return next(line for line in report.lines if line.what == what)


def reasons(report: Report, what: str) -> dict[str, int]:
    return {one.reason: one.count for one in line(report, what).reasons}
