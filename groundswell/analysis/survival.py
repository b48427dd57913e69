"""How long something takes when some of it has not happened yet.

A question that nobody has answered is not left out and is not counted as answered now: it is *censored*, known to take at
least as long as it has been waiting. Leaving such questions out makes every community look quicker than it is.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.analysis.estimates import Estimate, Z

TOLERANCE = 1e-12  # products of fractions that should meet a share exactly miss it by less


@dataclass(frozen=True, slots=True)
class Curve:
    """Kaplan and Meier's estimate at the moments when something happened, in their order.

    `still[i]` is the share for which it has not happened at `times[i]`; `low` and `high` are its 95 % interval.
    """

    times: list[float]
    still: list[float]
    low: list[float]
    high: list[float]
    cases: int
    censored: int


def kaplan_meier(waits: Sequence[float], happened: Sequence[bool]) -> Curve:
    """The curve of waits (any unit, at least 0, shape (n,)); `happened` says for each whether it ended or is censored.

    Ends at the same moment as a censoring come before it. The interval is Greenwood's on the scale of log(-log), which
    stays between 0 and 1. Raises ValueError for lengths that differ or a wait below 0.
    Source: Kaplan & Meier, JASA 53 (1958); Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data (1980).
    """
    if len(waits) != len(happened):
        raise ValueError("Each wait needs to be said whether it ended.")
    rows = sorted(zip(waits, happened, strict=True))
    if rows and rows[0][0] < 0:
        raise ValueError("Nobody waits for less than nothing.")
    curve = Curve([], [], [], [], len(rows), len(rows) - sum(map(bool, happened)))
    at_risk, still, variance, place = len(rows), 1.0, 0.0, 0
    while place < len(rows):
        time, ended, start = rows[place][0], 0, place
        while place < len(rows) and rows[place][0] == time:
            ended += rows[place][1]
            place += 1
        if ended:
            still *= 1 - ended / at_risk
            variance += ended / (at_risk * (at_risk - ended)) if at_risk > ended else math.inf
            _add(curve, time, still, variance)
        at_risk -= place - start
    return curve


def _add(curve: Curve, time: float, still: float, variance: float) -> None:
    if math.isinf(variance):  # the last one has ended, and the formula with it: the upper end stays where it was
        low, high = 0.0, curve.high[-1] if curve.high else 1.0
    else:
        half = Z * math.sqrt(variance) / abs(math.log(still))
        low, high = still ** math.exp(half), still ** math.exp(-half)
    for column, value in ((curve.times, time), (curve.still, still), (curve.low, low), (curve.high, high)):
        column.append(value)


def quantile(curve: Curve, part: float) -> Estimate:
    """By when it happens for this part (0.5: the median), with Brookmeyer and Crowley's interval.

    The value is None when fewer than this part are known to have ended, an end of the interval when the cases do not reach
    so far. Raises ValueError unless 0 < part < 1. Source: Brookmeyer & Crowley, Biometrics 38 (1982).
    """
    if not 0 < part < 1:
        raise ValueError("A quantile lies between 0 and 1.")
    left = 1 - part + TOLERANCE
    value, low, high = (_first(curve, column, left) for column in (curve.still, curve.low, curve.high))
    return Estimate(value, low if curve.times else None, high, curve.cases, curve.censored)


def share_within(curve: Curve, time: float) -> Estimate:
    """The share for which it has happened by this time, from 0 to 1."""
    if not curve.cases:
        return Estimate(None, None, None, 0)
    place = bisect_right(curve.times, time) - 1
    if place < 0:
        return Estimate(0.0, 0.0, None, curve.cases, curve.censored)
    still, low, high = curve.still[place], curve.low[place], curve.high[place]
    return Estimate(1 - still, 1 - high, 1 - low, curve.cases, curve.censored)


def _first(curve: Curve, column: list[float], left: float) -> float | None:
    """The first time at which a column, which never rises, is down to this."""
    return next((time for time, share in zip(curve.times, column, strict=True) if share <= left), None)
