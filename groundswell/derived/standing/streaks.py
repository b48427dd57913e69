"""Weeks in a row in which somebody helped, and the weeks that are forgiven: holidays of the community, a pause of one's own."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.derived.standing.models import Pause
from groundswell.events.standing import PauseBegun, PauseEnded
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, may_act, require

MOST_WEEKS = 8
FIRST_YEAR, YEARS_AHEAD = 2008, 10  # imported histories begin here at the earliest; weeks to come are in no row yet


def forgiven_weeks() -> list[date]:
    """The Mondays of all weeks with a holiday in them, and of some years to come."""
    return list(_weeks(tuple(settings.HOLIDAYS), clock.now().year + YEARS_AHEAD))


@lru_cache(maxsize=8)
def _weeks(holidays: tuple[str, ...], last_year: int) -> tuple[date, ...]:
    found = set()
    for year in range(FIRST_YEAR, last_year + 1):
        for text in holidays:
            first, last = _days(text, year)
            found |= {monday(first + timedelta(days=n)) for n in range((last - first).days + 1)}
    return tuple(sorted(found))


def _days(text: str, year: int) -> tuple[date, date]:
    """ "12-24..01-01" or "05-01" in a year. Raises ValueError for anything else."""
    begin, _dots, end = text.partition("..")
    first = datetime.strptime(f"{year}-{begin.strip()}", "%Y-%m-%d").date()
    last = datetime.strptime(f"{year}-{end.strip()}", "%Y-%m-%d").date() if end else first
    return first, last if last >= first else last.replace(year=year + 1)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def pause_of(member: Member) -> Pause | None:
    """The pause that is on now."""
    return Pause.objects.filter(member=member.pk, last__gte=clock.now().date()).order_by("-last").first()


@transaction.atomic
def take_pause(weeks: int, *, by: Member) -> None:
    """Weeks from this one on that do not break the row. Raises Invalid for none, or more than eight."""
    require(may_act(by), _("You cannot do this now."))
    if not 1 <= weeks <= MOST_WEEKS:
        raise Invalid(_("A pause lasts 1 to %(most)s weeks.") % {"most": MOST_WEEKS}, "weeks")
    limit(by.pk, "pause", most=5, per=DAY)
    first = monday(clock.now().date())
    last = first + timedelta(days=7 * weeks - 1)
    record(PauseBegun(member=by.pk, first=first.isoformat(), last=last.isoformat()), by=by)


@transaction.atomic
def end_pause(*, by: Member) -> None:
    """Back again: this week counts as any other. Without a pause nothing happens."""
    require(may_act(by), _("You cannot do this now."))
    limit(by.pk, "pause", most=5, per=DAY)
    record(PauseEnded(member=by.pk), by=by)
