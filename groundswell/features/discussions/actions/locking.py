"""Rows as they are now, held until the transaction ends."""

from groundswell.features.discussions.models import Discussion, Reply
from groundswell.features.discussions.rules import may_see
from groundswell.members.models import Member


def locked(pk: int, by: Member) -> Discussion:
    """A discussion with its space. Raises Discussion.DoesNotExist where this member may not see one."""
    found = Discussion.objects.select_for_update(of=("self",)).select_related("space", "voice").get(pk=pk)
    if not may_see(by, found):
        raise Discussion.DoesNotExist
    return found


def locked_with(pk: int, by: Member) -> Reply:
    """A reply with its discussion, which is held first, because counts depend on it."""
    number = Reply.objects.values_list("discussion", flat=True).get(pk=pk)
    discussion = locked(number, by)
    reply = Reply.objects.select_for_update(of=("self",)).select_related("voice").get(pk=pk)
    if reply.deleted_at is not None and not by.moderates and by.pk != reply.author_id:
        raise Reply.DoesNotExist
    reply.discussion = discussion
    return reply
