"""Facts about groups of members, and about who may read what."""

from dataclasses import dataclass, field

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class GroupMade(Event):
    """The team made a group. `joining` is open, request or invitation."""

    name = "groups.group_made"
    group: int
    joining: str


@dataclass(frozen=True, kw_only=True)
class GroupChanged(Event):
    """The team changed what a group is called or how one joins it."""

    name = "groups.group_changed"
    group: int
    joining: str


@dataclass(frozen=True, kw_only=True)
class GroupRemoved(Event):
    """The team removed a group; nobody belongs to it any more."""

    name = "groups.group_removed"
    group: int


@dataclass(frozen=True, kw_only=True)
class GroupJoined(Event):
    """A member belongs to a group from now on. `how` is open, accepted (a request) or invited; `slug` is its address."""

    name = "groups.group_joined"
    group: int
    member: int
    how: str
    slug: str


@dataclass(frozen=True, kw_only=True)
class GroupLeft(Event):
    """A member does not belong to a group any more. `how` is left or removed."""

    name = "groups.group_left"
    group: int
    member: int
    how: str


@dataclass(frozen=True, kw_only=True)
class GroupAsked(Event):
    """A member asked to be taken into a group, whose `keepers` hear of it; `slug` is its address."""

    name = "groups.group_asked"
    group: int
    member: int
    keepers: list[int] = field(default_factory=list)
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupKeeperNamed(Event):
    """The team said that a member takes people into a group and out of it from now on; `slug` is its address."""

    name = "groups.keeper_named"
    group: int
    member: int
    slug: str


@dataclass(frozen=True, kw_only=True)
class GroupKeeperEnded(Event):
    """They do not any more."""

    name = "groups.keeper_ended"
    group: int
    member: int
    slug: str


@dataclass(frozen=True, kw_only=True)
class GroupDeclined(Event):
    """A request was not granted, or taken back, or an invitation was not taken. `how` is refused or withdrawn."""

    name = "groups.group_declined"
    group: int
    member: int
    how: str


@dataclass(frozen=True, kw_only=True)
class GroupInvited(Event):
    """The team invited a member into a group; `slug` is its address."""

    name = "groups.group_invited"
    group: int
    member: int
    slug: str


@dataclass(frozen=True, kw_only=True)
class AudienceSet(Event):
    """Who may read a topic (or a space of discussions, by its number below zero) from now on: staff in one of `roles`, members from `level` on, members of `groups`.

    Nothing in all three means everybody. `also` are the topics under it, which go along.
    """

    name = "groups.audience_set"
    topic: int
    roles: list[str] = field(default_factory=list)
    level: int | None = None
    groups: list[int] = field(default_factory=list)
    also: list[int] = field(default_factory=list)
