"""Figures as people read them, each with its unit, in the language of the page."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from groundswell.analysis.estimates import Estimate
from groundswell.derived.health.figures import Figure

MINUTES_BELOW, HOURS_BELOW = 1.0, 48.0
HELD = "\N{NO-BREAK SPACE}"  # a number and its unit stay in one line
NONE = "–"  # noqa: RUF001  stands for a number that there is not


def number(value: float, decimals: int = 0) -> str:
    shown = number_format(round(value, decimals) + 0.0, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return shown.replace("-", "−")  # noqa: RUF001  a minus


def percent(share: float, decimals: int = 0) -> str:
    """A share from 0 to 1: 52 %."""
    return _held(_("%(n)s %%") % {"n": number(100 * share, decimals)})


def points(difference: float) -> str:
    """Percentage points without a sign, a decimal below ten."""
    size = abs(100 * difference)
    return number(size, 0 if size >= 9.95 else 1)


def signed(value: float, decimals: int = 0) -> str:
    shown = number(value, decimals)
    return f"+{shown}" if value > 0 and float(round(value, decimals)) else shown


def span(hours: float) -> str:
    """25 min, 5.5 h or 3 days."""
    if hours < MINUTES_BELOW:
        return _held(_("%(n)s min") % {"n": number(hours * 60)})
    if hours < HOURS_BELOW:
        return _held(_("%(n)s h") % {"n": number(hours, 0 if hours == round(hours) or hours >= 10 else 1)})
    days = round(hours / 24, 1)
    said = ngettext("%(n)s day", "%(n)s days", 1 if days == 1 else 2)
    return _held(said % {"n": number(days, 0 if days == round(days) else 1)})


def amount(unit: str, value: float | None) -> str:
    """A value in its unit."""
    if value is None:
        return NONE
    match unit:
        case "hours":
            return span(value)
        case "share":
            return percent(value)
        case "rate":
            return number(value, 1)
        case "index":
            return number(value, 2)
    return number(value)


def interval(unit: str, one: Estimate) -> str:
    """Where the value lies with 95 % confidence; what the cases cannot tell is said."""
    if one.low is None and one.high is None:
        return ""
    if one.high is None:
        return _("%(low)s or more") % {"low": amount(unit, one.low)}
    if one.low is None:
        return _("%(high)s or less") % {"high": amount(unit, one.high)}
    return _("%(low)s to %(high)s") % {"low": amount(unit, one.low), "high": amount(unit, one.high)}


def change(of: Figure) -> str:
    """How much it changed: in per cent for counts, in points for shares, as a multiple for times."""
    return _of_change(of, of.change.value)


def change_interval(of: Figure) -> str:
    """Where the change lies with 95 % confidence."""
    low, high = _of_change(of, of.change.low), _of_change(of, of.change.high)
    if NONE in (low, high):
        return ""
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _of_change(of: Figure, value: float | None) -> str:
    if value is None:
        return NONE
    if of.kind.compare == "ratio":
        if of.kind.unit == "hours" or value >= 3:
            return _("%(n)s times") % {"n": number(value, 1 if value < 10 else 0)}
        return _held(_("%(n)s %%") % {"n": signed(100 * (value - 1))})
    if of.kind.unit == "index":
        return signed(value, 2)
    return pgettext("percentage points", "%(n)s points") % {"n": signed(100 * value, 0 if abs(value) >= 0.0995 else 1)}


def cases(one: Estimate) -> str:
    """Of how many, and how many of them are still open or too young."""
    if one.censored:
        return _("%(n)s, %(open)s of them open") % {"n": number(one.cases), "open": number(one.censored)}
    return number(one.cases)


def at_least(unit: str, one: Estimate) -> str:
    """The value, or what is known of it while it is not."""
    return amount(unit, one.value) if one.value is not None else interval(unit, one) or NONE


def _held(text: str) -> str:
    return text.replace(" ", HELD)
