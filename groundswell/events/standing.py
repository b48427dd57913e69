"""What members choose about their standing, and what they are told of it."""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class RanksLeft(Event):
    """A member does not want to appear in the ranks."""

    name = "standing.ranks_left"
    member: int


@dataclass(frozen=True, kw_only=True)
class RanksJoined(Event):
    """A member appears in the ranks again."""

    name = "standing.ranks_joined"
    member: int


@dataclass(frozen=True, kw_only=True)
class LevelReached(Event):
    """A member came to a higher level."""

    name = "standing.level_reached"
    member: int
    level: int


@dataclass(frozen=True, kw_only=True)
class LevelEnding(Event):
    """A member has not helped enough lately to keep a level; it stays for so many `days` more."""

    name = "standing.level_ending"
    member: int
    level: int
    days: int


@dataclass(frozen=True, kw_only=True)
class LevelLost(Event):
    """A member is at a lower level than before: too little of late, or what earned it was taken back."""

    name = "standing.level_lost"
    member: int
    level: int
    was: int


@dataclass(frozen=True, kw_only=True)
class LevelNoted(Event):
    """A member is at another level who is not told of it: the team, accounts that nobody took over, a past that was brought in."""

    name = "standing.level_noted"
    member: int
    level: int


@dataclass(frozen=True, kw_only=True)
class PauseBegun(Event):
    """A member takes a pause from `first` to `last` (ISO days): those weeks do not break the row of weeks with help."""

    name = "standing.pause_begun"
    member: int
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class PauseEnded(Event):
    """A member is back before the pause was over."""

    name = "standing.pause_ended"
    member: int
