"""Hear no more of something, which is more than not following it."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import Muted, Unmuted
from groundswell.features.support.actions.following import thing
from groundswell.features.support.models import Kind, Mute
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, may_act, require

MUTED = {Kind.QUESTION, Kind.TOPIC, Kind.MEMBER}


@transaction.atomic
def mute(kind: str, subject: int, *, by: Member) -> None:
    """Hear no more of a question, a topic, or of what a member does; a second time changes nothing."""
    require(may_act(by), _("Sign in to mute this."))
    if kind not in MUTED:
        raise Invalid(_("This cannot be muted."), "kind")
    require(kind != Kind.MEMBER or subject != by.pk, _("You cannot mute yourself."))
    if not thing(kind, subject, by).exists():
        raise Invalid(_("There is nothing like that to mute."), "subject")
    limit(by.pk, "mute", most=120, per=HOUR)
    _row, new = Mute.objects.get_or_create(member=by, kind=kind, subject=subject, defaults={"at": clock.now()})
    if new:
        record(Muted(kind=kind, subject=subject), by=by)


@transaction.atomic
def unmute(kind: str, subject: int, *, by: Member) -> None:
    """Hear of it again."""
    deleted, _rows = Mute.objects.filter(member=by, kind=kind, subject=subject).delete()
    if deleted:
        record(Unmuted(kind=kind, subject=subject), by=by)
