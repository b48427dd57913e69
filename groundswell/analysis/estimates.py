"""A figure with what is known of it, and how two figures differ. Plain Python, no arrays needed."""

import math
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval. None for a value or an end that the cases cannot tell.

    `cases` is of how many; `censored` how many of them were still open when last looked at.
    """

    value: float | None
    low: float | None
    high: float | None
    cases: int
    censored: int = 0

    @property
    def is_bounded(self) -> bool:
        return None not in (self.value, self.low, self.high)

    def covers(self, value: float) -> bool:
        """Whether the interval holds this value; an end that is not known excludes nothing."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


NOTHING = Estimate(None, None, None, 0)


def share(hits: int, cases: int, *, censored: int = 0) -> Estimate:
    """The share of `cases` that are hits, from 0 to 1, with Wilson's score interval.

    Raises ValueError unless 0 <= hits <= cases. Source: Wilson, JASA 22 (1927); Brown, Cai & DasGupta, Stat. Sci. 16 (2001).
    """
    if not 0 <= hits <= cases:
        raise ValueError(f"{hits} of {cases} is no share.")
    if not cases:
        return Estimate(None, None, None, 0, censored)
    rate, z2 = hits / cases, Z * Z
    middle = (rate + z2 / (2 * cases)) / (1 + z2 / cases)
    half = Z * math.sqrt(rate * (1 - rate) / cases + z2 / (4 * cases * cases)) / (1 + z2 / cases)
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == cases else min(1.0, middle + half)
    return Estimate(rate, low, high, cases, censored)


def count(found: int, *, spread: float = 1.0) -> Estimate:
    """How many there were, with the score interval of a Poisson count: what another period like this one might have had.

    `spread` is variance over mean, 1 for people who come independently (see `spread_of`). Raises ValueError below 0.
    Source: the score test inverted, as in Barker, The American Statistician 56 (2002).
    """
    if found < 0:
        raise ValueError("A count is not below 0.")
    z2 = Z * Z * max(1.0, spread)
    half = math.sqrt(z2 * (found + z2 / 4))
    return Estimate(float(found), max(0.0, found + z2 / 2 - half), found + z2 / 2 + half, found)


def spread_of(counts: list[int]) -> float:
    """Variance over mean of counts of equal stretches (days), at least 1: how far they are from a Poisson process."""
    if len(counts) < 2 or not sum(counts):
        return 1.0
    mean = sum(counts) / len(counts)
    return max(1.0, sum((one - mean) ** 2 for one in counts) / (len(counts) - 1) / mean)


def difference(now: Estimate, before: Estimate) -> Estimate:
    """`now` minus `before` with an interval made from their own two: for shares it is Newcombe's.

    Source: Zou & Donner, Statistics in Medicine 27 (2008); Newcombe, Statistics in Medicine 17 (1998), method 10.
    """
    cases, censored = now.cases + before.cases, now.censored + before.censored
    if now.value is None or before.value is None:
        return Estimate(None, None, None, cases, censored)
    gap = now.value - before.value
    low = high = None
    if now.low is not None and before.high is not None:
        low = gap - math.hypot(now.value - now.low, before.high - before.value)
    if now.high is not None and before.low is not None:
        high = gap + math.hypot(now.high - now.value, before.value - before.low)
    return Estimate(gap, low, high, cases, censored)


def ratio(now: Estimate, before: Estimate) -> Estimate:
    """`now` divided by `before`, by the same method on logarithms. None where one of them is not above 0."""
    apart = difference(_log(now), _log(before))
    value, low, high = (None if one is None else math.exp(one) for one in (apart.value, apart.low, apart.high))
    return Estimate(value, low, high, apart.cases, apart.censored)


def _log(one: Estimate) -> Estimate:
    value, low, high = (
        math.log(end) if end is not None and end > 0 else None for end in (one.value, one.low, one.high)
    )
    return Estimate(value, low, high, one.cases, one.censored)
