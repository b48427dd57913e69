"""Report a text. Enough weight by enough people hides it until somebody who moderates has looked."""

from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from groundswell.events.moderation import TextFlagged
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, MINUTE, limits
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.moderation.actions.deciding import hide_at_once
from groundswell.moderation.house import numbers
from groundswell.moderation.kinds import Subject
from groundswell.moderation.models import Decision, Deed, Flag, Item, Reason, What
from groundswell.moderation.models.queue import FIRST, LATER, SOON
from groundswell.moderation.rules import accuracy_of, flag_weight, may_flag
from groundswell.voice.models import Voice

PRESSING = {Reason.ILLEGAL, Reason.PERSONAL}
LONGEST_NOTE = 500


@transaction.atomic
def flag(subject: Subject, *, by: Member, reason: str, note: str = "") -> Flag:
    """Say that something is wrong with a text. A second time changes nothing while the first is undecided."""
    require(may_flag(by, subject), _("You cannot report this."))
    if reason not in Reason.values:
        raise Invalid(_("Choose what is wrong with it."), "reason")
    if reason == Reason.OTHER and not note.strip():
        raise Invalid(_("Say in a few words what is wrong with it."), "note")
    limits(by.pk, "flag", (10, MINUTE), (100, DAY))
    item = _open(What.FLAGS, subject)
    weight = flag_weight(by, *accuracy_of(by))
    made = Flag(item=item, by=by, reason=reason, note=note.strip()[:LONGEST_NOTE], weight=weight, at=clock.now())
    if before := Flag.objects.filter(item=item, by=by).first():
        return before
    made.save()
    _weigh(item, reason)
    record(
        TextFlagged(
            item=item.pk,
            flag=made.pk,
            kind=subject.kind,
            subject=subject.pk,
            voice=subject.voice,
            author=subject.author,
            reason=reason,
            weight=weight,
        ),
        by=by,
    )
    if _is_heavy(item, subject):
        hide_at_once(item, subject, ground=_leading(item))
    return made


def put_in_queue(subject: Subject, because: list[dict[str, Any]], *, rank: int = LATER) -> Item:
    """A rule found something: a person is to look. The caller's transaction also posts the text."""
    item = _open(What.FLAGS, subject)
    item.because = [*item.because, *because]
    item.rank = min(item.rank, rank)
    item.save(update_fields=["because", "rank"])
    return item


def _open(what: What, subject: Subject) -> Item:
    """The one open item about this text, held until the transaction ends."""
    key = {"what": what, "kind": subject.kind, "subject": subject.pk}
    fresh = Item(**key, voice_id=subject.voice, about_id=subject.author, opened_at=clock.now())
    Item.objects.bulk_create([fresh], ignore_conflicts=True)
    return Item.objects.select_for_update().get(**key, done_at=None)


def _weigh(item: Item, reason: str) -> None:
    """Set what the flags come to, from the flags."""
    sums = Flag.objects.filter(item=item).aggregate(count=Count("id"), weight=Sum("weight"))
    item.flags, item.weight = sums["count"], round(sums["weight"] or 0, 2)
    rank = FIRST if reason in PRESSING else SOON if item.flags > 1 else LATER
    item.rank = min(item.rank, rank)
    item.save(update_fields=["flags", "weight", "rank"])


def _is_heavy(item: Item, subject: Subject) -> bool:
    """Hidden at once: by enough weight of enough people, unless the team wrote it or has let this very text stand."""
    limits_ = numbers()
    if not limits_.hide_weight or item.hidden or item.weight < limits_.hide_weight or item.flags < limits_.hide_people:
        return False
    if subject.author is None or Member.objects.filter(pk=subject.author).exclude(role="member").exists():
        return False
    kept = Decision.objects.filter(kind=subject.kind, subject=subject.pk, deed__in=(Deed.KEPT, Deed.RESTORED))
    last = kept.order_by("-id").values_list("at", flat=True).first()
    edited = Voice.objects.filter(pk=subject.voice).values_list("edited_at", flat=True).first()
    return last is None or (edited is not None and edited > last)


def _leading(item: Item) -> str:
    """The reason with the most weight behind it."""
    sums = Flag.objects.filter(item=item).values("reason").annotate(sum=Sum("weight")).order_by("-sum", "reason")
    return str(sums[0]["reason"])
