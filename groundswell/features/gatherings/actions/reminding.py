"""Remind who comes, a day and an hour before."""

from datetime import datetime, timedelta

from django.db import transaction

from groundswell.events.gatherings import AttendeeReminded
from groundswell.features.gatherings.models import Attendance, Gathering, Says
from groundswell.log import clock
from groundswell.log.journal import record_many

HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
LATE = timedelta(hours=3)  # a worker that was away does not say "tomorrow" of what is in some hours
MOST = 20


@transaction.atomic
def remind_due() -> int:
    """Remind of what begins within a day or an hour, each once; return how many people. A killed worker begins anew."""
    now = clock.now()
    coming = Gathering.objects.select_for_update(skip_locked=True).filter(
        cancelled_at=None, hidden=False, starts_at__gt=now
    )
    soon = list(coming.filter(starts_at__lte=now + HOUR, reminded_hour=False).order_by("starts_at")[:MOST])
    reminded = _remind(soon, "hour", now)
    for one in soon:
        one.reminded_day = one.reminded_hour = True
        one.save(update_fields=["reminded_day", "reminded_hour"])
    near = list(coming.filter(starts_at__lte=now + DAY, reminded_day=False).order_by("starts_at")[:MOST])
    reminded += _remind([one for one in near if one.starts_at > now + DAY - LATE], "day", now)
    for one in near:
        one.reminded_day = True
        one.save(update_fields=["reminded_day"])
    return reminded


def _remind(gatherings: list[Gathering], when: str, now: datetime) -> int:
    if not gatherings:
        return 0
    hosts = {one.pk: one.host_id for one in gatherings}
    rows = Attendance.objects.filter(gathering__in=hosts, says=Says.GOING).order_by("gathering", "pk")
    people = {(gathering, member) for gathering, member in rows.values_list("gathering", "member")}
    people |= {(gathering, host) for gathering, host in hosts.items() if host is not None}
    voices = {one.pk: one.voice_id for one in gatherings}
    return record_many(
        (AttendeeReminded(gathering=pk, member=member, voice=voices[pk], when=when), None, now)
        for pk, member in sorted(people)
    )
