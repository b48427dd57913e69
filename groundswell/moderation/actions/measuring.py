"""Decide about people: note, warn, silence, suspend, and end each of these; whom it concerns always learns why."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.moderation import MeasureLifted, MemberSilenced, MemberSuspended, MemberWarned, NoteAdded
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.moderation.models import Decision, Deed, Item, MemberNote, Reason
from groundswell.moderation.rules import may_measure, may_moderate
from groundswell.moderation.saying import standard_reason

STEPS = (timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=30))
LONGEST = timedelta(days=3_650)


def next_step(person: Member) -> timedelta:
    """How long the next measure takes, by how many there were: a day, three, a week, a month. Ended ones do not count."""
    before = Decision.objects.filter(person=person, deed__in=(Deed.SILENCED, Deed.SUSPENDED))
    ended = Decision.objects.filter(person=person, deed=Deed.LIFTED).count()
    return STEPS[max(0, min(before.count() - ended, len(STEPS) - 1))]


@transaction.atomic
def add_note(person: Member, *, by: Member, text: str) -> MemberNote:
    """Remember something about a member, for those who moderate."""
    require(may_moderate(by), _("Only moderators keep notes."))
    if not text.strip():
        raise Invalid(_("There is nothing in the note."), "text")
    note = MemberNote.objects.create(person=person, by=by, text=text.strip()[:1_000], at=clock.now())
    record(NoteAdded(note=note.pk, person=person.pk), by=by)
    return note


@transaction.atomic
def warn(person: Member, *, by: Member, ground: str, reason: str, item: Item | None = None) -> Decision:
    """Tell somebody that this will not do. Nothing else follows."""
    person = _locked(person)
    made = _measure(Deed.WARNED, person, by, ground, reason, item)
    record(MemberWarned(decision=made.pk, person=person.pk, ground=ground), by=by)
    return made


@transaction.atomic
def silence(
    person: Member, *, by: Member, ground: str, reason: str, lasting: timedelta | None = None, item: Item | None = None
) -> Decision:
    """Let somebody read but not write for a while; the longer, the more often it happened."""
    person = _locked(person)
    until = _end(person, lasting)
    made = _measure(Deed.SILENCED, person, by, ground, reason, item, until)
    person.silenced_until = until
    person.save(update_fields=["silenced_until"])
    record(MemberSilenced(decision=made.pk, person=person.pk, ground=ground, until=until.isoformat()), by=by)
    return made


@transaction.atomic
def suspend(
    person: Member, *, by: Member, ground: str, reason: str, lasting: timedelta | None = None, item: Item | None = None
) -> Decision:
    """Keep somebody out for a while: their sessions end and their keys rest. The sign-in page tells them why."""
    person = _locked(person)
    until = _end(person, lasting)
    made = _measure(Deed.SUSPENDED, person, by, ground, reason, item, until)
    person.suspended_until = until
    person.save(update_fields=["suspended_until"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(MemberSuspended(decision=made.pk, person=person.pk, ground=ground, until=until.isoformat()), by=by)
    return made


@transaction.atomic
def lift(person: Member, *, by: Member, reason: str, item: Item | None = None) -> Decision:
    """End a silence or suspension before its time."""
    person = _locked(person)
    require(may_measure(by, person), _("You cannot decide about this member."))
    what = "suspended" if person.is_suspended else "silenced" if person.is_silenced else ""
    require(bool(what), _("There is nothing to end: this member may do everything."))
    require(bool(reason.strip()), _("Say why, in a few words."))
    person.silenced_until = person.suspended_until = None
    person.save(update_fields=["silenced_until", "suspended_until"])
    made = Decision.objects.create(
        deed=Deed.LIFTED, person=person, by=by, reason=reason.strip()[:2_000], item=item, at=clock.now()
    )
    record(MeasureLifted(decision=made.pk, person=person.pk, what=what), by=by)
    return made


def _locked(person: Member) -> Member:
    return Member.objects.select_for_update().get(pk=person.pk)


def _end(person: Member, lasting: timedelta | None) -> datetime:
    lasting = next_step(person) if lasting is None else lasting
    if not timedelta(0) < lasting <= LONGEST:
        raise Invalid(_("Choose how long."), "lasting")
    return clock.now() + lasting


def _measure(
    deed: Deed,
    person: Member,
    by: Member,
    ground: str,
    reason: str,
    item: Item | None,
    until: datetime | None = None,
) -> Decision:
    require(may_measure(by, person), _("You cannot decide about this member."))
    if ground not in Reason.values:
        raise Invalid(_("Choose on what ground."), "ground")
    return Decision.objects.create(
        deed=deed,
        person=person,
        kind=item.kind if item else "",
        subject=item.subject if item else 0,
        voice_id=item.voice_id if item else None,
        ground=ground,
        reason=reason.strip()[:2_000] or standard_reason(ground),
        detected="flags" if item else "staff",
        until=until,
        by=by,
        item=item,
        at=clock.now(),
    )
