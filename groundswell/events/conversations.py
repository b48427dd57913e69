"""Facts about what two members write to each other; never what."""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class MessageSent(Event):
    """A member wrote to another. The first message of a conversation has `first`."""

    name = "conversations.message_sent"
    conversation: int
    message: int
    voice: int
    author: int
    to: int
    first: bool = False


@dataclass(frozen=True, kw_only=True)
class MessageHidden(Event):
    """Moderation took a message out of sight."""

    name = "conversations.message_hidden"
    conversation: int
    message: int
    author: int | None


@dataclass(frozen=True, kw_only=True)
class MessageRestored(Event):
    """Moderation brought a message back."""

    name = "conversations.message_restored"
    conversation: int
    message: int
    author: int | None


@dataclass(frozen=True, kw_only=True)
class MemberBlocked(Event):
    """A member takes no messages from another any more."""

    name = "conversations.member_blocked"
    member: int
    blocked: int


@dataclass(frozen=True, kw_only=True)
class MemberUnblocked(Event):
    """A member takes messages from another again."""

    name = "conversations.member_unblocked"
    member: int
    blocked: int
