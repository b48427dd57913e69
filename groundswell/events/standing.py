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
