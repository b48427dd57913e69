"""Conversations of a member, and what is in one."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from groundswell.features.conversations.models import Block, Conversation, Message
from groundswell.features.conversations.rules import takes_part
from groundswell.members.models import Member
from groundswell.moderation.models import Item

A_PAGE = 30
LONGEST_THREAD = 200


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation as the list of one of the two shows it."""

    conversation: Conversation
    other: Member
    last: Message | None
    unread: bool


@dataclass(frozen=True, slots=True)
class Conversations:
    """A page of them, the latest first, and the cursor of the next."""

    rows: list[ConversationRow]
    older: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What is in a conversation, as this reader sees it. `reported`: they moderate, and see what was reported and nothing else."""

    conversation: Conversation
    other: Member
    messages: list[Message]
    more: bool
    reported: bool
    blocked: bool


def list_conversations(member: Member, after: str = "") -> Conversations:
    """The conversations of a member."""
    found = Conversation.objects.filter(Q(first=member) | Q(second=member)).select_related("first", "second")
    if after.isdecimal() and len(after) < 19:
        found = found.filter(last__lt=int(after))
    rows = list(found.order_by("-last")[: A_PAGE + 1])
    older = str(rows[A_PAGE - 1].last) if len(rows) > A_PAGE else ""
    last = Message.objects.select_related("voice").in_bulk([row.last for row in rows])
    return Conversations([_row(row, member, last.get(row.last)) for row in rows[:A_PAGE]], older)


def unread_of(member: Member) -> int:
    """In how many conversations there is something new."""
    new = Q(first=member, first_seen__lt=F("last")) | Q(second=member, second_seen__lt=F("last"))
    return Conversation.objects.filter(new).count()


def read_thread(pk: int, viewer: Member, *, whole: bool = False) -> Thread | None:
    """None when there is none that this viewer may read."""
    conversation = Conversation.objects.select_related("first", "second").filter(pk=pk).first()
    if conversation is None:
        return None
    part = takes_part(viewer, conversation)
    messages = Message.objects.filter(conversation=conversation).select_related("voice", "author").order_by("-pk")
    if not part:
        messages = messages.filter(_was_reported()) if viewer.moderates else messages.none()
        if not messages.exists():
            return None
    rows = list(messages[: 10_000 if whole else LONGEST_THREAD + 1])
    more = not whole and len(rows) > LONGEST_THREAD
    other = conversation.second if conversation.first_id == viewer.pk else conversation.first
    blocked = part and Block.objects.filter(member=viewer, blocked=other).exists()
    shown = rows[:LONGEST_THREAD] if more else rows
    return Thread(conversation, other, shown[::-1], more, not part, blocked)


def was_reported(message: int) -> bool:
    return Item.objects.filter(kind="message", subject=message).exists()


def blocked_by(member: Member) -> list[Block]:
    return list(Block.objects.filter(member=member, blocked__erased_at=None).select_related("blocked").order_by("-pk"))


def _was_reported() -> Exists:
    return Exists(Item.objects.filter(kind="message", subject=OuterRef("pk")))


def _row(conversation: Conversation, member: Member, last: Message | None) -> ConversationRow:
    first = conversation.first_id == member.pk
    seen = conversation.first_seen if first else conversation.second_seen
    other = conversation.second if first else conversation.first
    return ConversationRow(conversation, other, last, seen < conversation.last)
