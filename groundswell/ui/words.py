"""Times, numbers and names as people read them, in the language of the page."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zlib import crc32

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext
from markupsafe import Markup, escape

HUES = 10
WEEK = timedelta(days=7)


def ago(moment: datetime) -> Markup:
    """How long ago, with the exact time on hover. After a week it is a date."""
    return ago_each([moment])[0]


def ago_each(moments: Iterable[datetime]) -> list[Markup]:
    """The same for a list, which asks only once who reads it."""
    now, zone, language = timezone.now(), timezone.get_current_timezone(), get_language() or ""
    year = now.astimezone(zone).year
    return [_ago(moment, now, year, zone, language) for moment in moments]


def exact(moment: datetime) -> Markup:
    """The day and the minute."""
    local, language = timezone.localtime(moment), get_language() or ""
    return _time(moment, local, language, _minute(local, language))


def day(moment: datetime | date, *, year: bool = True) -> str:
    """The date: 5 Nov 2026."""
    when = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return _date(when, year, get_language() or "")


def number(value: float, decimals: int | None = None) -> str:
    """12,345 or 12.345, as the reader writes it."""
    return _number(value, decimals, get_language() or "")


def compact(value: int) -> str:
    """A number that keeps a row narrow: 980, 12k, 3.4M."""
    if abs(value) >= 1_000_000:
        millions = number(value / 1_000_000, 1 if abs(value) < 10_000_000 else 0)
        return gettext("%(n)sM") % {"n": millions}
    return gettext("%(n)sk") % {"n": number(value // 1_000)} if abs(value) >= 10_000 else number(value)


def seen_as(person: Any) -> str:
    """The name under which somebody's texts appear, from a Member or from a row of values."""
    if _of(person, "erased_at"):
        return gettext("former member")
    return str(_of(person, "name") or _of(person, "handle") or gettext("former member"))


def initials(name: str) -> str:
    """One or two letters for an avatar without a picture."""
    words = name.split() or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def hue(text: object) -> int:
    """The same colour for the same person, always; one of ten."""
    return crc32(str(text).encode()) % HUES


def _of(person: Any, field: str) -> Any:
    return person.get(field) if isinstance(person, dict) else getattr(person, field, None)


def _since(passed: timedelta) -> str:
    seconds = int(passed.total_seconds())
    if seconds < 60:
        return gettext("just now")
    if seconds < 3600:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", seconds // 60) % {"n": seconds // 60}
    if seconds < 86_400:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", seconds // 3600) % {"n": seconds // 3600}
    if seconds < 172_800:
        return gettext("yesterday")
    return gettext("%(n)s days ago") % {"n": seconds // 86_400}


def _ago(moment: datetime, now: datetime, this_year: int, zone: tzinfo, language: str) -> Markup:
    local, passed = moment.astimezone(zone), now - moment
    if passed < WEEK:
        return _time(moment, local, language, _since(passed), "ago")
    return _time(moment, local, language, _date(local.date(), local.year != this_year, language))


def _time(moment: datetime, local: datetime, language: str, words: str, kind: str = "") -> Markup:
    """`local` is the moment where the reader is."""
    start = f'<time class="{kind}"' if kind else "<time"
    stamp = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return Markup(f'{start} datetime="{stamp}" title="{escape(_minute(local, language))}">{escape(words)}</time>')


def _minute(local: datetime, language: str) -> str:
    return f"{_date(local.date(), True, language)}, {local:%H:%M}"


# Django's formatting is slow and a page shows the same days and numbers again and again.
@lru_cache(maxsize=4_000)
def _date(when: date, year: bool, language: str) -> str:
    """No full stop at its end, whatever the language abbreviates: sentences bring their own."""
    if language.startswith("de"):
        return date_format(when, "j. N Y" if year else "j. N").removesuffix(".")
    return date_format(when, "j N Y" if year else "j N").replace(".", "")


@lru_cache(maxsize=4_000)
def _number(value: float, decimals: int | None, language: str) -> str:
    return number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True).replace("-", "−")  # noqa: RUF001
