"""Take discussions and replies out of sight and bring them back: once for their authors, staff and moderation.

The caller has asked the rules, and holds a transaction. `by` is nobody when a weight of flags decided. Done twice, the
second time changes nothing.
"""

from groundswell.events.discussions import DiscussionDeleted, DiscussionRestored, ReplyDeleted, ReplyRestored
from groundswell.features.discussions.actions.replying import recount
from groundswell.features.discussions.models import Change, Discussion, Reply
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.voice import actions as voices

Post = Discussion | Reply


def hide(post: Post, by: Member | None, reason: str, *, what: str = "deleted") -> None:
    """Out of sight for all but its author and those who moderate."""
    _set(post, by, reason, what, hidden=True)


def restore(post: Post, by: Member | None, reason: str) -> None:
    """Back in its place."""
    _set(post, by, reason, "restored", hidden=False)


def _set(post: Post, by: Member | None, reason: str, what: str, *, hidden: bool) -> None:
    reply = post if isinstance(post, Reply) else None
    number = post.discussion_id if isinstance(post, Reply) else post.pk
    discussion = Discussion.objects.select_for_update().get(pk=number)
    fresh: Post = Reply.objects.select_for_update().get(pk=reply.pk) if reply else discussion
    if (fresh.deleted_at is not None) == hidden:
        return
    now = clock.now()
    fresh.deleted_at = now if hidden else None
    fresh.save(update_fields=["deleted_at"])
    voices.hide(fresh.voice_id, hidden)
    reason = reason.strip()[:300]
    Change.objects.create(discussion=discussion, reply=reply, what=what, by=by, at=now, reason=reason)
    about = {"discussion": discussion.pk, "voice": fresh.voice_id, "author": fresh.author_id}
    if reply:
        recount(discussion)
        record((ReplyDeleted if hidden else ReplyRestored)(**about, reply=reply.pk), by=by)
    else:
        record((DiscussionDeleted if hidden else DiscussionRestored)(**about), by=by)
