"""Facts about what checks of fairness found. Evidence is in the tables of rewards; `decision` is the one that its person can read."""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class FindingOpened(Event):
    """A check found something for people to look at; `check` is its name. Nothing is taken by it."""

    name = "rewards.finding_opened"
    finding: int
    check: str
    people: list[int]


@dataclass(frozen=True, kw_only=True)
class PointsHeld(Event):
    """Points of a member are held because of a finding, until a person has decided."""

    name = "rewards.points_held"
    finding: int
    person: int
    decision: int
    points: int
    lots: int


@dataclass(frozen=True, kw_only=True)
class FindingDecided(Event):
    """Somebody who moderates decided about one person of a finding: release, warn, reverse or suspend (`deed`), and so many points. `decision` is 0 where none
    were held, as of somebody who only gave.
    """

    name = "rewards.finding_decided"
    finding: int
    person: int
    decision: int
    deed: str
    points: int


@dataclass(frozen=True, kw_only=True)
class PointsGivenBack(Event):
    """After an appeal, points that were held or taken back are a member's again."""

    name = "rewards.points_given_back"
    finding: int
    person: int
    decision: int
    points: int
