"""Host a gathering, change it, cancel it, say what came of it."""

from collections.abc import Iterator
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
from groundswell.features.gatherings.actions.planning import (
    BODY_LONGEST,
    Moments,
    Plan,
    Repeats,
    checked,
    each_of,
    moved_along,
    plan_of,
)
from groundswell.features.gatherings.models import Attendance, Gathering, Says, Series
from groundswell.features.gatherings.rules import may_aim, may_host, may_look_after
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


def host_gathering(
    plan: Plan, *, by: Member, aim: Aim | None = None, once: UUID | None = None, repeats: Repeats | None = None
) -> Gathering:
    """Host one, or a series; return the first. What members host waits until somebody has looked: raises Waits, which holds what was kept."""
    require(may_host(by), _("Members host gatherings from a level on: see what each level may do."))
    aim = aim or Aim()
    verdict = judge(Post(KIND, f"{plan.body}\n{plan.link}", plan.title, once=once), by=by)
    if by.is_team:
        return make_gathering(plan, by=by, aim=aim, once=once, repeats=repeats)
    require(may_aim(by) or aim.for_all, _("Only the team says for whom a gathering is."))
    ((plan, _moments), *_later) = each_of(plan, repeats)
    check_aim(aim, by)
    fields: dict[str, Any] = {"starts": plan.starts.isoformat(), "ends": plan.ends.isoformat(), "place": aim.place}
    fields |= {"zone": plan.zone, "location": plan.location, "link": plan.link, "capacity": plan.capacity}
    fields |= {"repeats": repeats.kept() if repeats else None}
    because = [{"rule": "gathering"}, *verdict.hold, *verdict.queue]
    raise Waits(hold(Post(KIND, plan.body, plan.title), by=by, fields=fields, because=because, once=once, draft=KIND))


@transaction.atomic
def make_gathering(
    plan: Plan, *, by: Member, aim: Aim | None = None, once: UUID | None = None, repeats: Repeats | None = None
) -> Gathering:
    """The gathering itself, now: by the team, or once somebody has looked. Sent twice with the same `once`, made once.

    One that `repeats` is a series: this is its first, and all of it or nothing is made.
    """
    require(may_host(by), _("Members host gatherings from a level on: see what each level may do."))
    if before := voices.written_before(once, by):
        return Gathering.objects.get(voice=before)
    limit(by.pk, "host", most=60 if by.is_team else 10, per=DAY)
    plans = each_of(plan, repeats)
    aim = aim or Aim()
    check_aim(aim, by)
    series = Series.objects.create(every=repeats.every, made_at=clock.now()) if repeats else None
    first, *_later = [
        _make(one, moments, by, aim, series, None if number else once) for number, (one, moments) in enumerate(plans)
    ]
    return first


def _make(plan: Plan, moments: Moments, by: Member, aim: Aim, series: Series | None, once: UUID | None) -> Gathering:
    language = detect(f"{plan.title}\n{plan.body}")
    written = voices.write(KIND, by=by, title=plan.title, source=plan.body, language=language, once=once, draft=KIND)
    made = Gathering.objects.create(
        voice=written.voice, host=by, made_at=written.voice.at, changed_at=written.voice.at, starts_at=moments.starts,
        ends_at=moments.ends, zone=plan.zone, location=plan.location, link=plan.link, capacity=plan.capacity,
        roles=aim.roles, level=aim.level, groups=aim.groups, place=aim.place, series=series,
    )  # fmt: skip
    reserve([written.voice.pk], aim)
    number = series.pk if series else None
    record(GatheringMade(gathering=made.pk, voice=written.voice.pk, host=by.pk, series=number), by=by)
    return made


@transaction.atomic
def change_gathering(gathering: Gathering, plan: Plan, *, by: Member, later: bool = False) -> None:
    """Say it otherwise; with `later`, also of those that come after it in its series, which keep what differs otherwise.

    Who comes, may come or waits is told once when time or place is another; more room is given to who waits.
    """
    gathering = _locked(gathering, by)
    require(gathering.cancelled_at is None, _("It was cancelled, and stays as it was."))
    require(not gathering.is_over, _("It is over. Say below what came of it."))
    limit(by.pk, "edit", most=60, per=HOUR)
    verdict = judge(Post(KIND, f"{plan.body}\n{plan.link}", plan.title), by=by)
    was, others, told = plan_of(gathering), list(_after(gathering)) if later else [], set[int]()
    changed = _change(gathering, plan, by, told)
    for other in others:
        changed |= _change(other, moved_along(plan_of(other), was, plan), by, told)
    if changed:
        _look_again(gathering, verdict)


def _change(gathering: Gathering, plan: Plan, by: Member, told: set[int]) -> bool:
    """Whether anything is said otherwise now. Those who are `told` already hear nothing more."""
    plan, moments = checked(plan, before=gathering)
    if plan.capacity is not None and plan.capacity < gathering.going:
        raise Invalid(_("%(n)s people have a seat already.") % {"n": gathering.going}, "capacity")
    said = voices.rewrite(gathering.voice, by=by, title=plan.title, source=plan.body)
    fresh = (moments.starts, moments.ends, plan.zone, plan.location, plan.link)
    moved = fresh != (gathering.starts_at, gathering.ends_at, gathering.zone, gathering.location, gathering.link)
    if not said and not moved and plan.capacity == gathering.capacity:
        return False
    if moments.starts != gathering.starts_at:
        gathering.reminded_day = gathering.reminded_hour = False
    gathering.starts_at, gathering.ends_at, gathering.zone, gathering.location, gathering.link = fresh
    gathering.capacity, gathering.changed_at = plan.capacity, clock.now()
    gathering.version += 1
    gathering.save()
    move_up(gathering)
    record(GatheringChanged(gathering=gathering.pk, voice=gathering.voice_id, moved=moved), by=by)
    if moved:
        _tell(gathering, by, "moved", told)
    return True


@transaction.atomic
def cancel_gathering(gathering: Gathering, *, by: Member, because: str = "", later: bool = False) -> None:
    """It does not take place, with `later` nor do those after it in its series; who wanted to come is told, once.

    A second time changes nothing.
    """
    gathering = _locked(gathering, by)
    require(not gathering.is_over, _("It is over. Say below what came of it."))
    told: set[int] = set()
    for one in [gathering, *(_after(gathering) if later else ())]:
        if one.cancelled_at is None:
            _cancel(one, by, because, told)


def _cancel(gathering: Gathering, by: Member, because: str, told: set[int]) -> None:
    gathering.cancelled_at = gathering.changed_at = clock.now()
    gathering.cancelled_because = " ".join(because.split())[:300]
    gathering.version += 1
    gathering.save(update_fields=["cancelled_at", "cancelled_because", "changed_at", "version"])
    record(GatheringCancelled(gathering=gathering.pk, voice=gathering.voice_id), by=by)
    _tell(gathering, by, "cancelled", told)


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
    _tell(gathering, by, "recap", set())


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


def _after(gathering: Gathering) -> Iterator[Gathering]:
    """Those after it in its series that take place, held, the next first."""
    if gathering.series_id is None:
        return
    found = Gathering.objects.filter(series=gathering.series_id, starts_at__gt=gathering.starts_at, cancelled_at=None)
    yield from found.select_for_update(of=("self",)).select_related("voice").order_by("starts_at", "pk")


def _tell(gathering: Gathering, by: Member, what: str, told: set[int]) -> None:
    concerned = [Says.GOING] if what == "recap" else [Says.GOING, Says.MAYBE, Says.WAITING]
    people = Attendance.objects.filter(gathering=gathering, says__in=concerned).exclude(member=by)
    for member in people.exclude(member__in=told).order_by("pk").values_list("member", flat=True):
        record(AttendeeTold(gathering=gathering.pk, member=member, voice=gathering.voice_id, what=what), by=by)
        told.add(member)
