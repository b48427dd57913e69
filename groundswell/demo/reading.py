"""Read the demo year from its TOML files. What does not fit is said in one sentence each, with file and key."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from groundswell.demo.world import Asked, Decision, Edit, Moment, Person, Place, Remark, Reply, Year

YEAR = Path(__file__).parent / "year"
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
T = TypeVar("T")
REQUIRED: Any = object()


class BadYear(ValueError):
    """The files cannot be read as a year; `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Table:
    """One table of a file, with its place for messages. Each key is taken once; what is left over is a mistake."""

    where: str
    values: dict[str, Any]
    problems: list[str]
    taken: set[str] = field(default_factory=set)

    def take(self, key: str, kind: type[T], default: T = REQUIRED) -> T:
        self.taken.add(key)
        value = self.values.get(key, default)
        if value is REQUIRED:
            self.problems.append(f"{self.where}: `{key}` is missing.")
            return kind()
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problems.append(f"{self.where}: `{key}` must be {kind.__name__}, not {value!r}.")
            return kind()
        return value

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(str(word) for word in self.take(key, list))

    def text(self, key: str = "body") -> str:
        return self.take(key, str).strip()

    def after(self, key: str, since: Moment) -> Moment:
        """The moment that "35m", "5h" or "2d" means."""
        given = self.take(key, str)
        if not (match := re.fullmatch(r"(\d+)([mhd])", given)):
            self.problems.append(f'{self.where}: `{key}` must look like "12m", "5h" or "2d", not {given!r}.')
            return since
        return since + timedelta(**{UNITS[match[2]]: int(match[1])})

    def tables(self, key: str, name: str) -> Iterator["Table"]:
        for number, values in enumerate(self.take(key, list, [])):
            yield Table(f"{self.where}, {name} {number}", values, self.problems)

    def done(self) -> None:
        for key in sorted(self.values.keys() - self.taken):
            self.problems.append(f"{self.where}: there is no key called `{key}`.")


def read_year(folder: Path = YEAR) -> Year:
    """All files of the folder. Raises BadYear."""
    problems: list[str] = []
    people: dict[str, Person] = {}
    questions: list[Asked] = []
    for file in sorted(folder.glob("*.toml")):
        table = _open(file, problems)
        for values in table.take("member", list, []):
            person = _person(file.name, values, problems)
            if person.handle in people:
                problems.append(f"{person.where}: this handle is taken in {people[person.handle].where}.")
            people[person.handle] = person
        questions += [_question(file.name, values, problems) for values in table.take("question", list, [])]
    if problems:
        raise BadYear(problems)
    questions.sort(key=lambda asked: (asked.at, asked.key))
    return Year(places=_places(folder / "topics.toml"), people=people, questions=tuple(questions))


def _open(file: Path, problems: list[str]) -> Table:
    try:
        return Table(file.name, tomllib.loads(file.read_text(encoding="utf-8")), problems)
    except tomllib.TOMLDecodeError as problem:
        problems.append(f"{file.name}: {problem}.")
        return Table(file.name, {}, problems)


def _places(file: Path) -> tuple[Place, ...]:
    topics = tomllib.loads(file.read_text(encoding="utf-8"))["topic"] if file.exists() else []
    places = []
    for topic in topics:
        within = topic.pop("topic", [])
        places += [Place(**topic), *(Place(**inner, parent=topic["slug"]) for inner in within)]
    return tuple(places)


def _person(file: str, values: dict[str, Any], problems: list[str]) -> Person:
    table = Table(f"{file}, member {values.get('handle', '?')}", values, problems)
    person = Person(
        where=table.where,
        handle=table.text("handle"),
        name=table.text("name"),
        joined=timedelta(days=table.take("joined", int)),
        languages=table.words("languages"),
        about=table.text("about"),
        expertise=table.words("expertise"),
        role=table.take("role", str, "member"),
        weight=table.take("weight", int, 0),
        reader=table.take("reader", bool, False),
    )
    table.done()
    return person


def _question(file: str, values: dict[str, Any], problems: list[str]) -> Asked:
    table = Table(f"{file}, question {values.get('key', '?')}", values, problems)
    at = timedelta(days=table.take("day", int)) + _clock(table)
    asked = Asked(
        where=table.where,
        file=file,
        key=table.text("key"),
        by=table.text("by"),
        at=at,
        topic=table.text("topic"),
        tags=table.words("tags"),
        language=table.text("language"),
        title=table.text("title"),
        body=table.text(),
        votes=table.take("votes", int),
        down=table.take("down", int, 0),
        remarks=tuple(_remark(one, at) for one in table.tables("comment", "comment")),
        replies=tuple(_reply(one, at, n) for n, one in enumerate(table.tables("answer", "answer"))),
        decisions=tuple(_decision(one, at) for one in table.tables("event", "event")),
    )
    table.done()
    return asked


def _clock(table: Table) -> timedelta:
    given = table.take("at", str)
    if not (match := re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", given)):
        table.problems.append(f'{table.where}: `at` must look like "08:12", not {given!r}.')
        return timedelta()
    return timedelta(hours=int(match[1]), minutes=int(match[2]))


def _remark(table: Table, asked: Moment) -> Remark:
    remark = Remark(where=table.where, by=table.text("by"), at=table.after("after", asked), body=table.text())
    table.done()
    return remark


def _reply(table: Table, asked: Moment, number: int) -> Reply:
    reply = Reply(
        where=table.where,
        number=number,
        by=table.text("by"),
        at=table.after("after", asked),
        body=table.text(),
        votes=table.take("votes", int),
        down=table.take("down", int, 0),
        thanked=table.take("thanked", bool, False),
        solved=table.after("solved_after", asked) if "solved_after" in table.values else None,
        accepted_by=table.take("accepted_by", str, ""),
        remarks=tuple(_remark(one, asked) for one in table.tables("comment", "comment")),
        edits=tuple(_edit(one, asked) for one in table.tables("edit", "edit")),
    )
    table.done()
    return reply


def _edit(table: Table, asked: Moment) -> Edit:
    edit = Edit(
        where=table.where,
        by=table.text("by"),
        at=table.after("after", asked),
        reason=table.text("reason"),
        body=table.text(),
    )
    table.done()
    return edit


def _decision(table: Table, asked: Moment) -> Decision:
    decision = Decision(
        where=table.where,
        what=table.text("what"),
        by=table.text("by"),
        at=table.after("after", asked),
        reason=table.text("reason"),
        cause=table.take("cause", str, "other"),
        of=table.take("of", str, ""),
        to=table.take("to", str, ""),
        answer=table.take("answer", int) if "answer" in table.values else None,
    )
    table.done()
    return decision
