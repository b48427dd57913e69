"""Follow a discussion or a space, or hear nothing of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.discussions import (
    DiscussionFollowed,
    DiscussionMuted,
    DiscussionUnfollowed,
    DiscussionUnmuted,
)
from groundswell.features.discussions.models import Discussion, Hearing, Space
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, may_act, require

NEW = {Hearing.How.FOLLOWED: DiscussionFollowed, Hearing.How.MUTED: DiscussionMuted}
OVER = {Hearing.How.FOLLOWED: DiscussionUnfollowed, Hearing.How.MUTED: DiscussionUnmuted}


def hear(member: Member, kind: str, subject: int, how: str) -> bool:
    """Inside the caller's transaction; whether it is new."""
    row = {"member": member, "kind": kind, "subject": subject, "how": how}
    return Hearing.objects.get_or_create(**row, defaults={"at": clock.now()})[1]


def follow(kind: str, subject: int, *, by: Member) -> None:
    """Hear of replies in a discussion, or of what begins in a space; a second time changes nothing."""
    _begin(kind, subject, Hearing.How.FOLLOWED, by)


def unfollow(kind: str, subject: int, *, by: Member) -> None:
    """No longer hear of it."""
    _end(kind, subject, Hearing.How.FOLLOWED, by)


def mute(kind: str, subject: int, *, by: Member) -> None:
    """Hear nothing of it, even where one takes part."""
    _begin(kind, subject, Hearing.How.MUTED, by)


def unmute(kind: str, subject: int, *, by: Member) -> None:
    """Hear of it again."""
    _end(kind, subject, Hearing.How.MUTED, by)


@transaction.atomic
def _begin(kind: str, subject: int, how: Hearing.How, by: Member) -> None:
    require(may_act(by), _("Sign in to follow this."))
    _known(kind, subject, by)
    limit(by.pk, "follow", most=120, per=HOUR)
    if hear(by, kind, subject, how):
        record(NEW[how](kind=kind, subject=subject), by=by)


@transaction.atomic
def _end(kind: str, subject: int, how: Hearing.How, by: Member) -> None:
    if Hearing.objects.filter(member=by, kind=kind, subject=subject, how=how).delete()[0]:
        record(OVER[how](kind=kind, subject=subject), by=by)


def _known(kind: str, subject: int, by: Member) -> None:
    if kind not in Hearing.Kind.values:
        raise Invalid(_("This cannot be followed."), "kind")
    there = Discussion.objects.visible_to(by) if kind == Hearing.Kind.DISCUSSION else Space.objects.visible_to(by)
    if not there.filter(pk=subject).exists():
        raise Invalid(_("There is nothing like that to follow."), "subject")
