"""What a host says, looked through: the plan of a gathering, of those that come again, and of those that are moved along."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.features.gatherings.models import Gathering, Series
from groundswell.features.gatherings.times import come_again, moment_in
from groundswell.log import clock
from groundswell.members.rules import Invalid
from groundswell.voice.actions import source_of

TITLE_LONGEST, BODY_LONGEST, MOST_PEOPLE, MOST_TIMES = 120, 20_000, 100_000, 52
LONGEST, FURTHEST = timedelta(days=14), timedelta(days=2 * 366)
SAID = ("title", "body", "zone", "location", "link", "capacity")


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


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """That it comes again, `every` as in Series: until a day, which is the last possible one, or so many `times` in all."""

    every: str
    until: date | None = None
    times: int | None = None

    def kept(self) -> dict[str, Any]:
        return {"every": self.every, "until": self.until.isoformat() if self.until else None, "times": self.times}

    @classmethod
    def of(cls, kept: dict[str, Any] | None) -> Self | None:
        if not kept:
            return None
        until = date.fromisoformat(kept["until"]) if kept["until"] else None
        return cls(every=kept["every"], until=until, times=kept["times"])


def checked(plan: Plan, before: Gathering | None = None) -> tuple[Plan, Moments]:
    """In plain words, with its moments. Raises Invalid for what makes no sense."""
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
    return replace(plan, title=title, body=body, location=location, link=link), moments


def _moments(plan: Plan, before: Gathering | None) -> Moments:
    now = clock.now()
    moments = Moments(moment_in(plan.zone, plan.starts), moment_in(plan.zone, plan.ends, "ends"))
    if not moments.starts < moments.ends <= moments.starts + LONGEST:
        raise Invalid(_("It ends after it began, and within two weeks."), "ends")
    begun = before is not None and before.starts_at == moments.starts  # its end may be put off while it goes on
    if moments.ends <= now or (not begun and not now < moments.starts < now + FURTHEST):
        raise Invalid(_("It begins in the future, within two years."), "starts")
    return moments


def plan_of(gathering: Gathering) -> Plan:
    """What its host said last."""
    return Plan(
        title=gathering.voice.title, body=source_of(gathering.voice), starts=gathering.starts_there.replace(tzinfo=None),
        ends=gathering.ends_there.replace(tzinfo=None), zone=gathering.zone, location=gathering.location,
        link=gathering.link, capacity=gathering.capacity,
    )  # fmt: skip


def each_of(plan: Plan, repeats: Repeats | None) -> list[tuple[Plan, Moments]]:
    """The plans of a series, each at the same hour of the clock, whatever the clocks do; else the plan alone."""
    first = checked(plan)
    if repeats is None:
        return [first]
    lasts, later = plan.ends - plan.starts, _all_times(plan.starts, repeats)[1:]
    return [first, *(_checked_later(replace(plan, starts=starts, ends=starts + lasts)) for starts in later)]


def moved_along(other: Plan, was: Plan, now: Plan) -> Plan:
    """A later one of a series, changed as this one was: what differs otherwise stays."""
    changed = {name: getattr(now, name) for name in SAID if _plain(getattr(was, name)) != _plain(getattr(now, name))}
    starts = other.starts + (now.starts - was.starts)
    longer = (now.ends - now.starts) - (was.ends - was.starts)
    return replace(other, **changed, starts=starts, ends=starts + (other.ends - other.starts) + longer)


def _plain(said: Any) -> Any:
    """Forms send other ends of lines than the ones that are kept."""
    return said.replace("\r\n", "\n").strip() if isinstance(said, str) else said


def _all_times(first: datetime, repeats: Repeats) -> list[datetime]:
    if repeats.every not in Series.Every.values:
        raise Invalid(_("Choose how often it comes again."), "every")
    if (repeats.until is None) == (repeats.times is None):
        raise Invalid(_("Say until when, or how many times."), "until")
    if repeats.times is not None and not 2 <= repeats.times <= MOST_TIMES:
        raise Invalid(_("A series has 2 to %(most)s gatherings.") % {"most": MOST_TIMES}, "times")
    found = [come_again(first, repeats.every, number) for number in range(repeats.times or MOST_TIMES + 1)]
    if repeats.until is not None:
        found = [one for one in found if one.date() <= repeats.until]
        if not 2 <= len(found) <= MOST_TIMES:
            raise Invalid(_("A series has 2 to %(most)s gatherings.") % {"most": MOST_TIMES}, "until")
    return found


def _checked_later(plan: Plan) -> tuple[Plan, Moments]:
    day = date_format(plan.starts, "DATE_FORMAT")
    if plan.starts.date() > (clock.now() + FURTHEST).date():
        raise Invalid(_("The last one begins within two years."), "until")
    try:
        return checked(plan)
    except Invalid as problem:
        raise Invalid(f"{day}: {problem}", problem.field) from None
