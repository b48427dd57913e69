"""Conversations of a person: what they take with them, and what is forgotten. What they wrote is in their voices."""

from groundswell.features.conversations.models import Block, Conversation
from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data


@personal_data("conversations")
def conversations(member: Member) -> object:
    rows = Conversation.objects.filter(first=member) | Conversation.objects.filter(second=member)
    told = rows.order_by("pk").values("id", "subject", "first__handle", "second__handle", "begun_at", "last_at")
    blocked = Block.objects.filter(member=member).values_list("blocked__handle", flat=True)
    return {"conversations": list(told), "blocked": list(blocked)}


@on_erasure
def forget_blocks(member: Member, keep_texts: bool) -> None:
    """What they wrote to somebody is that one's letter too; what it was about goes with the texts."""
    Block.objects.filter(member=member).delete()
    Block.objects.filter(blocked=member).delete()
    if not keep_texts:
        Conversation.objects.filter(first=member).update(subject="…")
