"""What counting remembers: limits, curves, and which event may still take back what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from groundswell.features.rewards.earning.facts import Key
from groundswell.features.rewards.earning.rule import Rule

MEMBER = "member"


@dataclass(slots=True, eq=False)
class Gain:
    """What one event earned one member under one rule: `raw` points, and `points` after easing.

    `alive` until its event is undone, `standing` until its points are taken back; of several that share a curve the newest goes first.
    `pk` is the number of its row, once it has one.
    """

    position: int
    at: datetime
    member: int
    rule: Rule
    version: int
    raw: int
    points: int
    newcomer: bool
    group: str
    keys: tuple[str, ...] = ()
    alive: bool = True
    standing: bool = True
    undone_by: int | None = None
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Points for somebody at an entry of the log, or, with less than nothing, points that go with their reason."""

    position: int
    at: datetime
    gain: Gain
    points: int

    @property
    def member(self) -> int:
        return self.gain.member

    @property
    def rule(self) -> Rule:
        return self.gain.rule

    @property
    def newcomer(self) -> bool:
        return self.gain.newcomer


@dataclass(slots=True)
class Pile:
    """What stands under one curve: `below` of them somewhere else, and those on top that are here."""

    below: int = 0
    top: list[Gain] = field(default_factory=list)

    def __len__(self) -> int:
        return self.below + len(self.top)


@dataclass(slots=True)
class Memory:
    """`outside` are those who earn nothing: staff, and who has left. `facts` are what rules ask beyond their event; `learnt` what is
    new of them, None where something is so no longer."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: defaultdict[str, list[Gain]] = field(default_factory=lambda: defaultdict(list))
    given: defaultdict[str, Pile] = field(default_factory=lambda: defaultdict(Pile))
    outside: set[int] = field(default_factory=set)
    new: list[Gain] = field(default_factory=list)
    changed: dict[int, Gain] = field(default_factory=dict)
    facts: dict[Key, int] = field(default_factory=dict)
    learnt: dict[Key, int | None] = field(default_factory=dict)

    def learn(self, news: Iterable[tuple[Key, int | None]]) -> None:
        for key, value in news:
            if value is None:
                self.facts.pop(key, None)
            elif self.facts.get(key) == value:
                continue
            else:
                self.facts[key] = value
            self.learnt[key] = value

    def know(self, name: str, data: Mapping[str, Any]) -> None:
        """What an event about somebody's account says about whether they earn."""
        if data.get("role") == MEMBER:
            self.outside.discard(data["member"])
        else:
            self.outside.add(data["member"])

    def add(self, gain: Gain) -> None:
        self.given[gain.group].top.append(gain)
        self.new.append(gain)
        for key in gain.keys:
            self.reasons[key].append(gain)

    def take(self, gain: Gain, position: int) -> Gain:
        """This one's reason is gone; the newest under its curve is what goes. Returns that."""
        gain.alive = False
        newest = self.given[gain.group].top.pop()
        newest.standing, newest.undone_by = False, position
        for one in (gain, newest):
            if one.pk is not None:
                self.changed[one.pk] = one
        return newest
