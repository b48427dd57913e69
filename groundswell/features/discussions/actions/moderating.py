"""Close, move and delete discussions, and undo each of them, with a reason that can be read."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.discussions import DiscussionClosed, DiscussionMoved, DiscussionReopened
from groundswell.features.discussions.actions.hiding import hide, restore
from groundswell.features.discussions.actions.locking import locked, locked_with
from groundswell.features.discussions.models import Change, Discussion, Reply, Space
from groundswell.features.discussions.rules import may_close, may_delete, may_move, may_restore
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import require


@transaction.atomic
def close_discussion(discussion: Discussion, *, by: Member, reason: str) -> None:
    """Take no more replies."""
    found = locked(discussion.pk, by)
    require(may_close(by, found), _("Only trusted members and staff may close discussions."))
    _with_reason(reason)
    if found.closed_at is None:
        found.closed_at = clock.now()
        found.save(update_fields=["closed_at"])
        _note(found, "closed", by, reason)
        record(DiscussionClosed(discussion=found.pk, author=found.author_id), by=by)


@transaction.atomic
def reopen_discussion(discussion: Discussion, *, by: Member, reason: str = "") -> None:
    """Take replies again."""
    found = locked(discussion.pk, by)
    require(may_close(by, found), _("Only trusted members and staff may reopen discussions."))
    if found.closed_at is not None:
        found.closed_at = None
        found.save(update_fields=["closed_at"])
        _note(found, "reopened", by, reason)
        record(DiscussionReopened(discussion=found.pk, author=found.author_id), by=by)


@transaction.atomic
def move_discussion(discussion: Discussion, *, by: Member, space: Space, reason: str = "") -> None:
    """Into another space, with all its replies; its readers are those of that space from then on."""
    found = locked(discussion.pk, by)
    require(may_move(by, found), _("Only moderators move discussions."))
    before = found.space_id
    if before != space.pk:
        found.space = space
        found.save(update_fields=["space"])
        _note(found, "moved", by, reason)
        moved = DiscussionMoved(discussion=found.pk, author=found.author_id, space=space.pk, before=before)
        record(moved, by=by)


@transaction.atomic
def delete_discussion(discussion: Discussion, *, by: Member, reason: str = "") -> None:
    """Take a discussion out of sight, with all under it."""
    found = locked(discussion.pk, by)
    said = _("Only moderators may delete this; you may delete what you began while nobody has replied.")
    require(may_delete(by, found), said)
    if by.pk != found.author_id:
        _with_reason(reason)
    hide(found, by, reason)


@transaction.atomic
def restore_discussion(discussion: Discussion, *, by: Member, reason: str = "") -> None:
    """Bring a deleted discussion back."""
    require(may_restore(by), _("Only moderators bring this back."))
    last = discussion.changes.filter(reply=None, what__in=("deleted", "unpublished")).last()
    require(last is None or last.what != "unpublished", _("Its author took it back, and alone brings it back."))
    restore(discussion, by, reason)


@transaction.atomic
def delete_reply(reply: Reply, *, by: Member, reason: str = "") -> None:
    """Take a reply out of sight."""
    found = locked_with(reply.pk, by)
    require(may_delete(by, found.discussion, found), _("Only its author and moderators may delete this."))
    if by.pk != found.author_id:
        _with_reason(reason)
    hide(found, by, reason)


@transaction.atomic
def restore_reply(reply: Reply, *, by: Member, reason: str = "") -> None:
    """Bring a deleted reply back."""
    require(may_restore(by), _("Only moderators bring this back."))
    restore(reply, by, reason)


def _note(discussion: Discussion, what: str, by: Member, reason: str) -> None:
    Change.objects.create(discussion=discussion, what=what, by=by, at=clock.now(), reason=reason.strip()[:300])


def _with_reason(reason: str) -> None:
    require(bool(reason.strip()), _("Say why, in a few words."))
