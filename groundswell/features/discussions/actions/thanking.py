"""Thank for what somebody wrote in a discussion. Thanks are neither reputation nor money."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.discussions import DiscussionThanked, DiscussionThanksTakenBack
from groundswell.features.discussions.actions.locking import locked, locked_with
from groundswell.features.discussions.models import Discussion, Reply, Thanks
from groundswell.features.discussions.rules import may_thank
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, limit
from groundswell.members.models import Member
from groundswell.members.rules import require


@transaction.atomic
def give_thanks(post: Discussion | Reply, *, by: Member) -> None:
    """Thank its author; a second time changes nothing."""
    discussion, reply = _both(post, by)
    author = reply.author_id if reply else discussion.author_id
    require(may_thank(by, discussion, author), _("You cannot thank for this."))
    require(reply is None or reply.deleted_at is None, _("You cannot thank for this."))
    limit(by.pk, "thanks", most=100, per=DAY)
    at = {"at": clock.now()}
    if Thanks.objects.get_or_create(member=by, discussion=discussion, reply=reply, defaults=at)[1]:
        _count(discussion, reply)
        record(
            DiscussionThanked(discussion=discussion.pk, author=author, reply=reply.pk if reply else None),
            by=by,
        )


@transaction.atomic
def take_back_thanks(post: Discussion | Reply, *, by: Member) -> None:
    """Take thanks back."""
    discussion, reply = _both(post, by)
    author = reply.author_id if reply else discussion.author_id
    if Thanks.objects.filter(member=by, discussion=discussion, reply=reply).delete()[0]:
        _count(discussion, reply)
        record(
            DiscussionThanksTakenBack(discussion=discussion.pk, author=author, reply=reply.pk if reply else None),
            by=by,
        )


def _both(post: Discussion | Reply, by: Member) -> tuple[Discussion, Reply | None]:
    if isinstance(post, Discussion):
        return locked(post.pk, by), None
    reply = locked_with(post.pk, by)
    return reply.discussion, reply


def _count(discussion: Discussion, reply: Reply | None) -> None:
    """Set from the rows that are counted."""
    counted = reply or discussion
    counted.thanks = Thanks.objects.filter(discussion=discussion, reply=reply).count()
    counted.save(update_fields=["thanks"])
