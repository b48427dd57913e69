"""Facts about people's accounts."""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    """Somebody opened an account, or arrived with an import as an unclaimed member."""

    name = "members.member_joined"
    member: int
    how: str


@dataclass(frozen=True, kw_only=True)
class JoiningLapsed(Event):
    """An account whose address was not confirmed within seven days was removed. The log has nothing else of it."""

    name = "members.joining_lapsed"
    member: int


@dataclass(frozen=True, kw_only=True)
class MemberClaimed(Event):
    """The person behind an imported, unclaimed member proved who they are and took the account over."""

    name = "members.member_claimed"
    member: int


@dataclass(frozen=True, kw_only=True)
class ProfileEdited(Event):
    """A member changed what others see of them."""

    name = "members.profile_edited"
    member: int


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    """An admin gave a member another role."""

    name = "members.role_changed"
    member: int
    role: str
    was: str


@dataclass(frozen=True, kw_only=True)
class MemberErased(Event):
    """A member left for good; their texts were emptied, or kept under "former member"."""

    name = "members.member_erased"
    member: int
    texts_kept: bool
