"""The house rules as they apply now: numbers, words and paces, read together every few seconds by each process."""

import time
from dataclasses import dataclass, fields, replace

from groundswell.moderation.models import Held, Pace, Policy, WordRule
from groundswell.moderation.policy import Numbers

KEPT_FOR = 5.0


@dataclass(frozen=True)
class House:
    numbers: Numbers
    words: tuple[WordRule, ...]
    paces: dict[str, Pace]
    waiting: frozenset[int] = frozenset()
    """Members of whom something waits for a look."""


_kept: tuple[float, House] | None = None


def house() -> House:
    """May be five seconds old, so that writing asks the database nothing for it."""
    global _kept
    if _kept is None or _kept[0] < time.monotonic():
        _kept = (time.monotonic() + KEPT_FOR, _read())
    return _kept[1]


def numbers() -> Numbers:
    return house().numbers


def forget() -> None:
    """Read anew at the next look: this process has changed something."""
    global _kept
    _kept = None


def _read() -> House:
    changed = Policy.objects.filter(pk=1).values_list("settings", flat=True).first() or {}
    known = {field.name for field in fields(Numbers)}
    return House(
        numbers=replace(Numbers(), **{key: value for key, value in changed.items() if key in known}),
        words=tuple(WordRule.objects.filter(active=True)),
        paces={pace.place: pace for pace in Pace.objects.all()},
        waiting=frozenset(Held.objects.filter(state="waiting").values_list("author", flat=True).distinct()),
    )
