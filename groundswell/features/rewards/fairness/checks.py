"""The named checks. Each looks at what happened and returns what it found: people, evidence in numbers, and which entries of the log it is about."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from groundswell.analysis.bursts import bursts
from groundswell.analysis.clusters import Closed, Limits, closed_groups
from groundswell.analysis.haste import placeholders
from groundswell.analysis.likeness import copied
from groundswell.features.rewards.fairness.reading import TEAM, Window, same_device, same_payment

Number = int | float
TRADED = 3  # supports between two who share a device or an account, from which on it is more than a household


@dataclass(frozen=True)
class Found:
    """Something for people to look at. `entries` are the positions in the log whose points it is about; `ties` (giver, author, how many)."""

    check: str
    people: tuple[int, ...]
    numbers: dict[str, Number]
    entries: tuple[int, ...]
    ties: tuple[tuple[int, int, int], ...] = ()
    answers: tuple[int, ...] = field(default=())


Check = Callable[[Window], Iterator[Found]]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    def named(found: Check) -> Check:
        CHECKS[name] = found
        return found

    return named


def look(window: Window) -> Iterator[Found]:
    """What all checks find, one after the other."""
    for one in CHECKS.values():
        yield from one(window)


@check("pair")
def pairs(window: Window) -> Iterator[Found]:
    """Two who support each other, both ways, far more than others do."""
    for group in _groups(window):
        if len(group.people) == 2 and group.mutual > 0.5:
            yield _grouped("pair", group, window)


@check("cluster")
def clusters(window: Window) -> Iterator[Found]:
    """Three or more who support each other, whatever the shape; or one whom another supports without anything in return."""
    for group in _groups(window):
        if len(group.people) > 2 or group.mutual <= 0.5:
            yield _grouped("cluster", group, window)


@check("copies")
def copies(window: Window) -> Iterator[Found]:
    """Answers that repeat earlier ones."""
    for one in copied(window.texts):
        numbers: dict[str, Number] = {"copies": len(one.copies), "written": one.written, "own": one.own}
        yield _of_answers("copies", one.author, one.copies, numbers | {"share": one.share}, window)


@check("placeholder")
def held_places(window: Window) -> Iterator[Found]:
    """First answers that were a few words, and were written later."""
    for one in placeholders(window.firsts):
        numbers: dict[str, Number] = {"answers": len(one.answers), "first": one.first, "seconds": round(one.seconds)}
        yield _of_answers("placeholder", one.author, one.answers, numbers | {"share": one.share}, window)


@check("newcomers")
def one_way(window: Window) -> Iterator[Found]:
    """New accounts that support one person, and hardly anybody else."""
    for one in bursts(window.given, window.joined):
        if one.author in window.team:
            continue
        numbers: dict[str, Number] = {
            "supports": one.supports,
            "accounts": len(one.givers),
            "expected": one.expected,
            "hours": round((one.until - one.since).total_seconds() / 3_600),
            "one_way": one.one_way,
        }
        people = (one.author, *one.givers)
        entries = window.entries(answers=one.answers, people=one.givers)
        yield Found("newcomers", people, numbers, tuple(entries), _ties(window, people), one.answers)


@check("shared")
def shared(window: Window) -> Iterator[Found]:
    """Accounts that share a device or are paid to the same bank account, and support each other. One alone is a household."""
    device, payment = same_device(window.since), same_payment()
    between = Counter((min(s.giver, s.author), max(s.giver, s.author)) for s in window.supports if s.giver != TEAM)
    traded = {pair: between[pair] for pair in device | payment if between[pair] >= TRADED}
    for people in _joined(traded):
        inside = [pair for pair in traded if set(pair) <= set(people)]
        answers = {s.answer for s in window.supports if s.giver in people and s.author in people}
        numbers: dict[str, Number] = {
            "accounts": len(people),
            "supports": sum(traded[pair] for pair in inside),
            "devices": sum(pair in device for pair in inside),
            "payments": sum(pair in payment for pair in inside),
        }
        entries = window.entries(answers=answers, people=people)
        yield Found("shared", people, numbers, tuple(entries), _ties(window, people), tuple(sorted(answers)))


def _groups(window: Window) -> list[Closed]:
    """Kept for the window: two checks ask for it."""
    known = window.__dict__.get("groups")
    if known is None:
        known = window.__dict__["groups"] = [
            group for group in closed_groups(window.supports, window.authors, Limits()) if TEAM not in group.people
        ]
    return list(known)


def _grouped(name: str, group: Closed, window: Window) -> Found:
    numbers: dict[str, Number] = {
        "inside": group.inside,
        "gave": group.gave,
        "expected": group.expected,
        "dependence": group.dependence,
        "confirmed": group.confirmed,
        "usual": group.usual,
        "mutual": group.mutual,
    }
    entries = window.entries(answers=group.answers, people=group.people)
    return Found(name, group.people, numbers, tuple(entries), _ties(window, group.people), group.answers)


def _of_answers(name: str, author: int, answers: tuple[int, ...], numbers: dict[str, Number], window: Window) -> Found:
    return Found(name, (author,), numbers, tuple(window.entries(answers=answers)), (), answers)


def _ties(window: Window, people: Iterable[int]) -> tuple[tuple[int, int, int], ...]:
    inside = set(people)
    tied = Counter((s.giver, s.author) for s in window.supports if s.giver in inside and s.author in inside)
    return tuple(sorted((giver, author, n) for (giver, author), n in tied.items()))


def _joined(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Accounts that hang together through pairs."""
    found: list[set[int]] = []
    for pair in pairs:
        touching = [group for group in found if group & set(pair)]
        found = [group for group in found if group not in touching] + [set(pair).union(*touching)]
    return [tuple(sorted(group)) for group in sorted(found, key=min)]
