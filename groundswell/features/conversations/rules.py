"""Who may write to whom. Only the two read what they write; moderation sees what one of them reported, and nothing beside it."""

from django.conf import settings

from groundswell.features.conversations.models import Block, Conversation
from groundswell.members.models import Member
from groundswell.members.rules import may_act


def may_begin(by: Member) -> bool:
    """The team; members from the level on that the operator names, if any."""
    return may_act(by) and (by.is_team or by.level >= settings.MESSAGES_FROM_LEVEL)


def takes_part(member: Member, conversation: Conversation) -> bool:
    return member.pk in (conversation.first_id, conversation.second_id)


def is_blocked(by: Member, to: Member) -> bool:
    """Whether `to` takes no messages from `by`. What the team has to say reaches everybody."""
    return not by.is_team and Block.objects.filter(member=to, blocked=by).exists()


def may_block(by: Member, other: Member) -> bool:
    return by.pk != other.pk and not other.is_team
