"""Gatherings as pages, calendars and the API read them."""

import calendar as weeks
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format

from groundswell.features.gatherings.models import Attendance, Gathering, Says
from groundswell.features.gatherings.times import for_reader, spoken
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member

A_PAGE, MOST_PEOPLE, MOST_IN_CALENDAR = 20, 60, 500
LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class GatheringRow:
    """A gathering as lists show it; `says` is what the reader said, `when` its time there, `here` the reader's, if other."""

    gathering: Gathering
    says: str
    when: str
    here: str

    @property
    def month(self) -> str:
        return date_format(self.gathering.starts_there, "M")

    @property
    def clock(self) -> str:
        """When it begins, by the reader's clock."""
        return f"{timezone.localtime(self.gathering.starts_at):%H:%M}"


@dataclass(frozen=True, slots=True)
class Gatherings:
    """A page of them, and the cursor of the next."""

    rows: list[GatheringRow]
    older: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the month view, with what begins on it in the reader's time zone."""

    day: date
    inside: bool
    rows: list[GatheringRow]


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks of seven days, from Monday on; `before` and `after` are the months beside it, as 2026-11."""

    name: str
    weekdays: list[str]
    weeks: list[list[DayCell]]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes, as far as one page shows it, and how many more."""

    going: list[Member]
    waiting: list[Member]
    more: int


@dataclass(frozen=True, slots=True)
class Beside:
    """In a series: the one before and after, and how many `later` ones take place."""

    before: Gathering | None = None
    after: Gathering | None = None
    later: int = 0


def beside(gathering: Gathering, viewer: Viewer) -> Beside:
    """Without those that do not take place; nothing for one that is in no series."""
    if gathering.series_id is None:
        return Beside()
    seen = Gathering.objects.visible_to(viewer).filter(series=gathering.series_id, cancelled_at=None, hidden=False)
    before = seen.filter(starts_at__lt=gathering.starts_at).order_by("-starts_at")
    after = seen.filter(starts_at__gt=gathering.starts_at).order_by("starts_at")
    return Beside(before.first(), after.first(), after.count())


def list_gatherings(viewer: Viewer, *, past: bool = False, after: str = "", series: int | None = None) -> Gatherings:
    """Upcoming ones, the next first, or past ones, the latest first; pages go by cursor.

    Of a series only the next one is among what is upcoming, unless a `series` is asked for.
    """
    seen, now = Gathering.objects.visible_to(viewer), clock.now()
    found = seen.past(now) if past else seen.upcoming(now)
    if series is not None:
        found = found.filter(series=series)
    elif not past:
        found = found.once_a_series(now)
    if cursor := _cursor(after):
        moment, pk = cursor
        beyond = "lt" if past else "gt"
        found = found.filter(**{f"starts_at__{beyond}e": moment}).exclude(
            starts_at=moment, **{f"pk__{'gte' if past else 'lte'}": pk}
        )
    rows = list(found.select_related("voice", "host", "series")[: A_PAGE + 1])
    last = rows[A_PAGE - 1] if len(rows) > A_PAGE else None
    return Gatherings(_rows(rows[:A_PAGE], viewer), f"{last.starts_at.timestamp():.6f}~{last.pk}" if last else "")


def month_of(viewer: Viewer, wanted: str) -> Month:
    """The month named as 2026-12, else this one."""
    first = _month(wanted) or timezone.localtime(clock.now()).date().replace(day=1)
    zone = timezone.get_current_timezone()
    days = weeks.Calendar().monthdatescalendar(first.year, first.month)
    begin = datetime.combine(days[0][0], datetime.min.time(), zone)
    end = datetime.combine(days[-1][-1] + timedelta(days=1), datetime.min.time(), zone)
    found = Gathering.objects.visible_to(viewer).filter(starts_at__gte=begin, starts_at__lt=end)
    by_day: dict[date, list[GatheringRow]] = defaultdict(list)
    for row in _rows(
        list(found.select_related("voice", "host").order_by("starts_at", "pk")[:MOST_IN_CALENDAR]), viewer
    ):
        by_day[row.gathering.starts_at.astimezone(zone).date()].append(row)
    cells = [[DayCell(day, day.month == first.month, by_day.get(day, [])) for day in week] for week in days]
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    name = date_format(first, "F Y")
    return Month(name, [str(WEEKDAYS_ABBR[day]) for day in range(7)], cells, f"{before:%Y-%m}", f"{after:%Y-%m}")


def row_of(gathering: Gathering, viewer: Viewer) -> GatheringRow:
    return _rows([gathering], viewer)[0]


def who_comes(gathering: Gathering) -> Coming:
    rows = Attendance.objects.filter(gathering=gathering, member__erased_at=None).select_related("member")
    going = [one.member for one in rows.filter(says=Says.GOING).order_by("at", "pk")[:MOST_PEOPLE]]
    waiting = [one.member for one in rows.filter(says=Says.WAITING).order_by("at", "pk")[:MOST_PEOPLE]]
    return Coming(going, waiting, max(0, gathering.going - len(going)))


def own_calendar(member: Member) -> list[tuple[Gathering, str, bool]]:
    """What they go to, may go to, wait for or host, as far as they may still see it; with the link where they have a seat."""
    says = dict(Attendance.objects.filter(member=member).exclude(says=Says.NO).values_list("gathering", "says"))
    seen = Gathering.objects.visible_to(member).filter(ends_at__gt=clock.now() - LOOK_BACK).select_related("voice")
    mine = seen.filter(pk__in=says) | seen.filter(host=member)
    rows = mine.filter(hidden=False).order_by("starts_at", "pk")[:MOST_IN_CALENDAR]
    return [(row, says.get(row.pk, ""), has_link(row, says.get(row.pk, ""), member)) for row in rows]


def open_calendar() -> list[tuple[Gathering, str, bool]]:
    """What is for everybody."""
    seen = Gathering.objects.visible_to(None).filter(ends_at__gt=clock.now() - LOOK_BACK)
    return [(row, "", False) for row in seen.select_related("voice").order_by("starts_at", "pk")[:MOST_IN_CALENDAR]]


def has_link(gathering: Gathering, says: str, viewer: Viewer) -> bool:
    """The link to a call is for who has a seat, the host and those who moderate."""
    own = is_member(viewer) and (viewer.moderates or viewer.pk == gathering.host_id)
    return bool(gathering.link) and (own or says == Says.GOING)


def _rows(found: list[Gathering], viewer: Viewer) -> list[GatheringRow]:
    says: dict[int, str] = {}
    if is_member(viewer) and found:
        mine = Attendance.objects.filter(member=viewer, gathering__in=found)
        says = dict(mine.values_list("gathering", "says"))
    return [
        GatheringRow(
            row,
            says.get(row.pk, ""),
            spoken(row.starts_at, row.ends_at, row.zone),
            for_reader(row.starts_at, row.ends_at, row.zone),
        )
        for row in found
    ]


def _cursor(after: str) -> tuple[datetime, int] | None:
    moment, _tilde, pk = after.partition("~")
    try:
        at = datetime.fromtimestamp(float(moment), UTC)
        return (at, int(pk)) if pk.isdecimal() and len(pk) < 19 else None
    except (ValueError, OverflowError, OSError):
        return None


def _month(wanted: str) -> date | None:
    try:
        found = datetime.strptime(wanted, "%Y-%m").date()
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None
