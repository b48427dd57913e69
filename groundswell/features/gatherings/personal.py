"""A person's gatherings: what they take with them, and what is forgotten."""

from groundswell.events.gatherings import GatheringCancelled
from groundswell.features.gatherings.actions.answering import move_up
from groundswell.features.gatherings.models import Attendance, CalendarFeed, Gathering
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data


@personal_data("gatherings")
def gatherings(member: Member) -> object:
    """What they hosted, whose texts are among the member's texts, and what they said about others."""
    fields = ("id", "starts_at", "ends_at", "zone", "location", "link", "capacity", "cancelled_at", "cancelled_because")
    answers = Attendance.objects.filter(member=member).order_by("pk")
    return {
        "hosted": list(Gathering.objects.filter(host=member).order_by("pk").values(*fields)),
        "answers": list(answers.values("gathering", "gathering__voice__title", "says", "at")),
        "calendar": list(CalendarFeed.objects.filter(member=member).values("made_at", "live")),
    }


@on_erasure
def forget_gatherings(member: Member, keep_texts: bool) -> None:
    """Their seats go to who waits; what they would have hosted does not take place; their calendar ends."""
    seats = list(Attendance.objects.filter(member=member).values_list("gathering", flat=True))
    Attendance.objects.filter(member=member).delete()
    for gathering in Gathering.objects.select_for_update().filter(pk__in=seats, cancelled_at=None).order_by("pk"):
        move_up(gathering)
    own = Gathering.objects.filter(host=member)
    for gathering in own.select_for_update().filter(cancelled_at=None, ends_at__gt=clock.now()).order_by("pk"):
        gathering.cancelled_at = clock.now()
        gathering.version += 1
        gathering.save(update_fields=["cancelled_at", "version"])
        record(GatheringCancelled(gathering=gathering.pk, voice=gathering.voice_id), by=None)
    if not keep_texts:
        own.update(location="", link="", cancelled_because="")
    own.update(host=None)
    CalendarFeed.objects.filter(member=member).delete()
