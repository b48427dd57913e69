"""Say whether one comes. Whoever has the gathering's row locked gives the seats, so no two get the last one."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.gatherings import GatheringAnswered, SeatGiven
from groundswell.features.gatherings.models import Attendance, Gathering, Says
from groundswell.features.gatherings.rules import may_answer
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require

ANSWERS = (Says.GOING, Says.MAYBE, Says.NO)


@transaction.atomic
def answer_gathering(gathering: Gathering, *, by: Member, says: str) -> str:
    """Going, maybe or no; return what holds: who wants to come when it is full waits. A second time changes nothing.

    Raises Gathering.DoesNotExist when there is none that this member may see.
    """
    gathering = Gathering.objects.visible_to(by).select_for_update(of=("self",)).get(pk=gathering.pk)
    require(may_answer(by, gathering), _("This gathering takes no more answers."))
    if says not in ANSWERS:
        raise Invalid(_("Say going, maybe or no."), "says")
    limit(by.pk, "answer_gathering", most=120, per=HOUR)
    row = Attendance.objects.filter(gathering=gathering, member=by).first()
    was = row.says if row else ""
    if was == says or (was == Says.WAITING and says == Says.GOING):
        return was
    holds = Says.WAITING if says == Says.GOING and (gathering.is_full or gathering.waiting) else Says(says)
    Attendance.objects.update_or_create(gathering=gathering, member=by, defaults={"says": holds, "at": clock.now()})
    move_up(gathering)
    record(GatheringAnswered(gathering=gathering.pk, member=by.pk, says=holds, was=was), by=by)
    return str(holds)


def move_up(gathering: Gathering) -> list[int]:
    """Give free seats to those who have waited longest, and set the counts; the caller has locked the gathering."""
    rows = Attendance.objects.filter(gathering=gathering)
    free = None if gathering.capacity is None else gathering.capacity - rows.filter(says=Says.GOING).count()
    waiting = rows.filter(says=Says.WAITING).order_by("at", "pk")
    served = list((waiting if free is None else waiting[: max(0, free)]).values_list("pk", "member"))
    rows.filter(pk__in=[pk for pk, _member in served]).update(says=Says.GOING)
    gathering.going = rows.filter(says=Says.GOING).count()
    gathering.waiting = rows.filter(says=Says.WAITING).count()
    gathering.save(update_fields=["going", "waiting"])
    for _pk, member in served:
        record(SeatGiven(gathering=gathering.pk, member=member, voice=gathering.voice_id), by=None)
    return [member for _pk, member in served]
