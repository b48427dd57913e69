"""Facts about what the team tells everybody, or some."""

from dataclasses import dataclass, field

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class AnnouncementMade(Event):
    """The team wrote an announcement, for now or for later. `voices` are its texts, one for each language."""

    name = "announcements.announcement_made"
    announcement: int
    voices: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class AnnouncementBegan(Event):
    """It is shown from now on, once. With `told` whom it is for hears of it too.

    It is for staff in one of `roles`, members from `level` on, members of `groups`, or for who follows `topic` and may read
    it; with nothing in all four for everybody.
    """

    name = "announcements.announcement_began"
    announcement: int
    voices: list[int] = field(default_factory=list)
    told: bool = False
    roles: list[str] = field(default_factory=list)
    level: int | None = None
    groups: list[int] = field(default_factory=list)
    topic: int | None = None


@dataclass(frozen=True, kw_only=True)
class AnnouncementChanged(Event):
    """Its text, its time or how it is shown was changed; nobody is told again."""

    name = "announcements.announcement_changed"
    announcement: int
    voices: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class AnnouncementEnded(Event):
    """The team took it down before its time. `began` is the log position at which it was told, 0 where it was not."""

    name = "announcements.announcement_ended"
    announcement: int
    began: int = 0
