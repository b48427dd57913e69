"""Times as people type and read them, in the time zone of the gathering."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groundswell.members.rules import Invalid


def moment_in(zone: str, local: datetime, field: str = "starts") -> datetime:
    """A moment from what a clock shows there. An hour that comes twice is the first; one that is left out is refused."""
    if zone not in available_timezones():
        raise Invalid(_("There is no time zone “%(zone)s”.") % {"zone": zone}, "zone")
    moment = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    if moment.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise Invalid(_("In that night the clock leaves this hour out. Choose another one."), field)
    return moment.astimezone(ZoneInfo("UTC"))


def come_again(first: datetime, every: str, number: int) -> datetime:
    """What a clock shows when something comes for the `number`th time after the first, at the same hour.

    Monthly on a date that a month does not have: on its last day. Monthly on a fifth weekday: on the month's last one.
    """
    if every in ("week", "fortnight"):
        return first + timedelta(weeks=number * (1 if every == "week" else 2))
    years, month = divmod(first.month - 1 + number, 12)
    year, month = first.year + years, month + 1
    days = monthrange(year, month)[1]
    if every == "date":
        return first.replace(year=year, month=month, day=min(first.day, days))
    opening = (first.weekday() - date(year, month, 1).weekday()) % 7 + 1
    day = opening + 7 * ((first.day - 1) // 7)
    return first.replace(year=year, month=month, day=day if day <= days else day - 7)


def spoken(starts: datetime, ends: datetime, zone: str) -> str:
    """ "Saturday, 5 December 2026, 18:00 to 20:00" in a time zone; over midnight with both days."""
    begin, end = starts.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    values = {"day": _day(begin), "from": f"{begin:%H:%M}", "until": f"{end:%H:%M}", "other": _day(end)}
    if begin.date() == end.date() or (end - begin < timedelta(hours=12) and end.hour < 6):
        return _("%(day)s, %(from)s to %(until)s") % values
    return _("%(day)s, %(from)s to %(other)s, %(until)s") % values


def for_reader(starts: datetime, ends: datetime, zone: str) -> str:
    """The same in the reader's zone, where their clock shows another time then; else nothing."""
    here = timezone.get_current_timezone_name()
    if starts.astimezone(ZoneInfo(zone)).utcoffset() == starts.astimezone(ZoneInfo(here)).utcoffset():
        return ""
    return spoken(starts, ends, here)


def city(zone: str) -> str:
    """The name that a time zone goes by: "Berlin" of Europe/Berlin."""
    return zone.rpartition("/")[2].replace("_", " ")


def _day(moment: datetime) -> str:
    return date_format(moment, "l, j. F Y" if (get_language() or "").startswith("de") else "l, j F Y")
