"""Facts about gatherings: who hosts one, who comes, and what those who come are told."""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class GatheringMade(Event):
    """A member hosts a gathering; `voice` is its title and text, `series` the series that it belongs to, if any."""

    name = "gatherings.gathering_made"
    gathering: int
    voice: int
    host: int
    series: int | None = None


@dataclass(frozen=True, kw_only=True)
class GatheringChanged(Event):
    """What it says was changed; `moved` when time or place was."""

    name = "gatherings.gathering_changed"
    gathering: int
    voice: int
    moved: bool = False


@dataclass(frozen=True, kw_only=True)
class GatheringCancelled(Event):
    """It does not take place."""

    name = "gatherings.gathering_cancelled"
    gathering: int
    voice: int


@dataclass(frozen=True, kw_only=True)
class GatheringRecapped(Event):
    """What came of it was written down; `voice` is that text."""

    name = "gatherings.gathering_recapped"
    gathering: int
    voice: int


@dataclass(frozen=True, kw_only=True)
class GatheringHidden(Event):
    """Moderation took it out of sight."""

    name = "gatherings.gathering_hidden"
    gathering: int
    host: int | None


@dataclass(frozen=True, kw_only=True)
class GatheringRestored(Event):
    """Moderation brought it back."""

    name = "gatherings.gathering_restored"
    gathering: int
    host: int | None


@dataclass(frozen=True, kw_only=True)
class GatheringAnswered(Event):
    """A member said whether they come: going, waiting (it is full), maybe or no. `was` is what they had said, or nothing."""

    name = "gatherings.gathering_answered"
    gathering: int
    member: int
    says: str
    was: str = ""


@dataclass(frozen=True, kw_only=True)
class SeatGiven(Event):
    """Who waited has a seat, because somebody does not come or there is more room."""

    name = "gatherings.seat_given"
    gathering: int
    member: int
    voice: int


@dataclass(frozen=True, kw_only=True)
class AttendeeReminded(Event):
    """Who comes is reminded: `when` is day or hour, the time before it begins."""

    name = "gatherings.attendee_reminded"
    gathering: int
    member: int
    voice: int
    when: str


@dataclass(frozen=True, kw_only=True)
class AttendeeTold(Event):
    """Who comes, may come or waits is told: `what` is moved, cancelled or recap."""

    name = "gatherings.attendee_told"
    gathering: int
    member: int
    voice: int
    what: str
