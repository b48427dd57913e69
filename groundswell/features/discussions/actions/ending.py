"""Tell of polls that are over."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from groundswell.events.discussions import PollEnded
from groundswell.features.discussions.models import Ballot, Poll
from groundswell.log import clock
from groundswell.log.journal import record

LATE = timedelta(days=7)  # what ended longer ago is no news
MOST = 20


@transaction.atomic
def tell_ended() -> int:
    """Tell those who voted in a poll that is over, and who asked, once; return how many polls. A killed worker begins anew.

    Discussions are held, so that who votes at this moment is among them. One that was deleted is told of when it comes back.
    """
    now = clock.now()
    untold = Poll.objects.filter(told_at=None, discussion__deleted_at=None).select_related("discussion")
    over = untold.filter(Q(ends_at__lte=now) | Q(discussion__closed_at__isnull=False))
    ended = list(over.select_for_update(of=("self", "discussion"), skip_locked=True).order_by("pk")[:MOST])
    Poll.objects.filter(pk__in=[poll.pk for poll in ended]).update(told_at=now)
    for poll in ended:
        if min(at for at in (poll.ends_at, poll.discussion.closed_at) if at) > now - LATE:
            voted = Ballot.objects.filter(poll=poll).values_list("member", flat=True)
            members = sorted({*voted, poll.discussion.author_id})
            record(PollEnded(discussion=poll.discussion_id, poll=poll.pk, members=members), by=None)
    return len(ended)
