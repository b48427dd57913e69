"""Host a gathering, change it, cancel it, say what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.gatherings import (
    AttendeeTold,
    GatheringCancelled,
    GatheringChanged,
    GatheringMade,
    GatheringRecapped,
)
from groundswell.features.gatherings.actions.answering import move_up
from groundswell.features.gatherings.models import Attendance, Gathering, Says
from groundswell.features.gatherings.rules import may_aim, may_host, may_look_after
from groundswell.features.gatherings.times import moment_in
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.groups.aims import Aim, check_aim, reserve
from groundswell.members.limits import DAY, HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.moderation.actions import hold, put_in_queue
from groundswell.moderation.guard import Post, Verdict, Waits, judge
from groundswell.moderation.kinds import find
from groundswell.voice import actions as voices
from groundswell.voice.language import detect

KIND = "gathering"
TITLE_LONGEST, BODY_LONGEST, MOST_PEOPLE = 120, 20_000, 100_000
LONGEST, FURTHEST = timedelta(days=14), timedelta(days=2 * 366)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a host says. `starts` and `ends` are what a clock shows in the time zone `zone`, without one of their own."""

    title: str
    body: str
    starts: datetime
    ends: datetime
    zone: str
    location: str = ""
    link: str = ""
    capacity: int | None = None


@dataclass(frozen=True)
class Moments:
    """The same as moments."""

    starts: datetime
    ends: datetime


def host_gathering(plan: Plan, *, by: Member, aim: Aim | None = None, once: UUID | None = None) -> Gathering:
    """Host one. What members host waits until somebody has looked: raises Waits, which holds what was kept."""
    require(may_host(by), _("Members host gatherings from a level on: see what each level may do."))
    aim = aim or Aim()
    verdict = judge(Post(KIND, f"{plan.body}\n{plan.link}", plan.title, once=once), by=by)
    if by.is_team:
        return make_gathering(plan, by=by, aim=aim, once=once)
    require(may_aim(by) or aim.for_all, _("Only the team says for whom a gathering is."))
    plan, _moments = _checked(plan)
    check_aim(aim, by)
    fields: dict[str, Any] = {"starts": plan.starts.isoformat(), "ends": plan.ends.isoformat(), "place": aim.place}
    fields |= {"zone": plan.zone, "location": plan.location, "link": plan.link, "capacity": plan.capacity}
    because = [{"rule": "gathering"}, *verdict.hold, *verdict.queue]
    raise Waits(hold(Post(KIND, plan.body, plan.title), by=by, fields=fields, because=because, once=once, draft=KIND))


@transaction.atomic
def make_gathering(plan: Plan, *, by: Member, aim: Aim | None = None, once: UUID | None = None) -> Gathering:
    """The gathering itself, now: by the team, or once somebody has looked. Sent twice with the same `once`, made once."""
    require(may_host(by), _("Members host gatherings from a level on: see what each level may do."))
    if before := voices.written_before(once, by):
        return Gathering.objects.get(voice=before)
    limit(by.pk, "host", most=60 if by.is_team else 10, per=DAY)
    plan, moments = _checked(plan)
    aim = aim or Aim()
    check_aim(aim, by)
    language = detect(f"{plan.title}\n{plan.body}")
    written = voices.write(KIND, by=by, title=plan.title, source=plan.body, language=language, once=once, draft=KIND)
    made = Gathering.objects.create(
        voice=written.voice, host=by, made_at=written.voice.at, changed_at=written.voice.at, starts_at=moments.starts,
        ends_at=moments.ends, zone=plan.zone, location=plan.location, link=plan.link, capacity=plan.capacity,
        roles=aim.roles, level=aim.level, groups=aim.groups, place=aim.place,
    )  # fmt: skip
    reserve([written.voice.pk], aim)
    record(GatheringMade(gathering=made.pk, voice=written.voice.pk, host=by.pk), by=by)
    return made


@transaction.atomic
def change_gathering(gathering: Gathering, plan: Plan, *, by: Member) -> None:
    """Say it otherwise. Who comes, may come or waits is told when time or place is another; more room is given to who waits."""
    gathering = _locked(gathering, by)
    require(gathering.cancelled_at is None, _("It was cancelled, and stays as it was."))
    require(not gathering.is_over, _("It is over. Say below what came of it."))
    limit(by.pk, "edit", most=60, per=HOUR)
    verdict = judge(Post(KIND, f"{plan.body}\n{plan.link}", plan.title), by=by)
    plan, moments = _checked(plan, before=gathering)
    if plan.capacity is not None and plan.capacity < gathering.going:
        raise Invalid(_("%(n)s people have a seat already.") % {"n": gathering.going}, "capacity")
    said = voices.rewrite(gathering.voice, by=by, title=plan.title, source=plan.body)
    fresh = (moments.starts, moments.ends, plan.zone, plan.location, plan.link)
    moved = fresh != (gathering.starts_at, gathering.ends_at, gathering.zone, gathering.location, gathering.link)
    if not said and not moved and plan.capacity == gathering.capacity:
        return
    if moments.starts != gathering.starts_at:
        gathering.reminded_day = gathering.reminded_hour = False
    gathering.starts_at, gathering.ends_at, gathering.zone, gathering.location, gathering.link = fresh
    gathering.capacity, gathering.changed_at = plan.capacity, clock.now()
    gathering.version += 1
    gathering.save()
    move_up(gathering)
    record(GatheringChanged(gathering=gathering.pk, voice=gathering.voice_id, moved=moved), by=by)
    if moved:
        _tell(gathering, by, "moved")
    _look_again(gathering, verdict)


@transaction.atomic
def cancel_gathering(gathering: Gathering, *, by: Member, because: str = "") -> None:
    """It does not take place; who wanted to come is told. A second time changes nothing."""
    gathering = _locked(gathering, by)
    require(not gathering.is_over, _("It is over. Say below what came of it."))
    if gathering.cancelled_at is not None:
        return
    gathering.cancelled_at = gathering.changed_at = clock.now()
    gathering.cancelled_because = " ".join(because.split())[:300]
    gathering.version += 1
    gathering.save(update_fields=["cancelled_at", "cancelled_because", "changed_at", "version"])
    record(GatheringCancelled(gathering=gathering.pk, voice=gathering.voice_id), by=by)
    _tell(gathering, by, "cancelled")


@transaction.atomic
def write_recap(gathering: Gathering, *, by: Member, body: str) -> None:
    """Say what came of it, once it is over; who was there hears of it the first time."""
    gathering = _locked(gathering, by)
    require(gathering.is_over and gathering.cancelled_at is None, _("What came of it is said when it is over."))
    limit(by.pk, "edit", most=60, per=HOUR)
    body = body.strip()
    if not 3 <= len(body) <= BODY_LONGEST:
        raise Invalid(_("Write a text of at most %(most)s letters.") % {"most": BODY_LONGEST}, "body")
    _look_again(gathering, judge(Post(KIND, body), by=by))
    if gathering.recap is not None:
        voices.rewrite(gathering.recap, by=by, source=body)
        return
    place = f"recap:{gathering.pk}"
    gathering.recap = voices.write("recap", by=by, source=body, language=detect(body), draft=place).voice
    gathering.save(update_fields=["recap"])
    reserve([gathering.recap.pk], gathering.aim)
    record(GatheringRecapped(gathering=gathering.pk, voice=gathering.recap.pk), by=by)
    _tell(gathering, by, "recap")


def _locked(gathering: Gathering, by: Member) -> Gathering:
    found = Gathering.objects.visible_to(by).select_for_update(of=("self",)).select_related("voice", "recap")
    gathering = found.get(pk=gathering.pk)
    require(may_look_after(by, gathering), _("Only its host and those who moderate may do this."))
    return gathering


def _look_again(gathering: Gathering, verdict: Verdict) -> None:
    """It was approved once; what the rules doubt by now, somebody looks at while it stands."""
    subject = find(KIND, gathering.pk)
    if subject is not None and (found := [*verdict.hold, *verdict.queue]):
        put_in_queue(subject, found)


def _tell(gathering: Gathering, by: Member, what: str) -> None:
    concerned = [Says.GOING] if what == "recap" else [Says.GOING, Says.MAYBE, Says.WAITING]
    people = Attendance.objects.filter(gathering=gathering, says__in=concerned).exclude(member=by).order_by("pk")
    for member in people.values_list("member", flat=True):
        record(AttendeeTold(gathering=gathering.pk, member=member, voice=gathering.voice_id, what=what), by=by)


def _checked(plan: Plan, before: Gathering | None = None) -> tuple[Plan, Moments]:
    title, body, location = " ".join(plan.title.split()), plan.body.strip(), " ".join(plan.location.split())
    if not 3 <= len(title) <= TITLE_LONGEST:
        raise Invalid(_("A title has 3 to %(most)s letters.") % {"most": TITLE_LONGEST}, "title")
    if not body or len(body) > BODY_LONGEST:
        raise Invalid(_("Write a text of at most %(most)s letters.") % {"most": BODY_LONGEST}, "body")
    if len(location) > 200:
        raise Invalid(_("Say in at most %(most)s letters where it is.") % {"most": 200}, "location")
    link = plan.link.strip()
    if link and (not link.startswith(("https://", "http://")) or len(link) > 300 or any(c.isspace() for c in link)):
        raise Invalid(_("A link begins with https://"), "link")
    if not location and not link:
        raise Invalid(_("Say where it is: a place, a link, or both."), "location")
    if plan.capacity is not None and not 1 <= plan.capacity <= MOST_PEOPLE:
        raise Invalid(_("There is room for 1 to %(most)s people.") % {"most": MOST_PEOPLE}, "capacity")
    moments = _moments(plan, before)
    cleaned = Plan(
        title=title, body=body, starts=plan.starts, ends=plan.ends, zone=plan.zone, location=location, link=link,
        capacity=plan.capacity,
    )  # fmt: skip
    return cleaned, moments


def _moments(plan: Plan, before: Gathering | None) -> Moments:
    now = clock.now()
    moments = Moments(moment_in(plan.zone, plan.starts), moment_in(plan.zone, plan.ends, "ends"))
    if not moments.starts < moments.ends <= moments.starts + LONGEST:
        raise Invalid(_("It ends after it began, and within two weeks."), "ends")
    begun = before is not None and before.starts_at == moments.starts  # its end may be put off while it goes on
    if moments.ends <= now or (not begun and not now < moments.starts < now + FURTHEST):
        raise Invalid(_("It begins in the future, within two years."), "starts")
    return moments
