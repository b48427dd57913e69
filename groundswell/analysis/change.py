"""Why a rate changed: because more comes from where it is low, or because it changed where it is."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

from groundswell.analysis import drawing
from groundswell.analysis.estimates import Estimate, difference, share

Key = TypeVar("Key", bound=Hashable)
Counts = Mapping[Key, tuple[int, int]]  # (hits, cases) of each part


@dataclass(frozen=True, slots=True)
class Part(Generic[Key]):
    """What one part (a topic) did to the whole rate: by its weight (`mix`) and by its own rate (`within`)."""

    key: Key
    before: Estimate
    now: Estimate
    mix: Estimate
    within: Estimate
    total: Estimate


@dataclass(frozen=True, slots=True)
class Decomposition(Generic[Key]):
    """The change of a rate as the sum of its parts, and as the sum of all mix and all within effects; those with the
    largest effect first. Shares are from -1 to 1."""

    before: Estimate
    now: Estimate
    change: Estimate
    mix: Estimate
    within: Estimate
    parts: list[Part[Key]]


def decompose(before: Counts[Key], now: Counts[Key]) -> Decomposition[Key] | None:
    """Take the change of a rate apart; None when one of the two periods has no cases.

    A part's effect is its change of weight times how far its mean rate lies above the mean of the whole (mix), plus its mean
    weight times its change of rate (within): symmetric in time, and all effects sum to the change exactly. A part without
    cases in one period is taken to have had the other period's rate. The change itself has Newcombe's interval, the effects
    Poisson-bootstrapped ones.
    Source: Kitagawa, JASA 50 (1955), with the weights centred on the mean rate.
    """
    keys = sorted({key for counts in (before, now) for key, (_hits, cases) in counts.items() if cases}, key=repr)
    if not keys or not _cases(before) or not _cases(now):
        return None
    cells = [counts.get(key, (0, 0)) for key in keys for counts in (before, now)]
    effects = _effects(cells)
    ends = _ends(cells)
    parts = [
        Part(
            key,
            share(*cells[2 * n]),
            share(*cells[2 * n + 1]),
            *(_estimate(effects[n][k], ends[n][k], cells[2 * n][1] + cells[2 * n + 1][1]) for k in range(3)),
        )
        for n, key in enumerate(keys)
    ]
    parts.sort(key=lambda part: -abs(part.total.value or 0.0))
    was, new = (share(sum(c[0] for c in cells[k::2]), sum(c[1] for c in cells[k::2])) for k in range(2))
    mix, within = (_estimate(effects[-1][k], ends[-1][k], was.cases + new.cases) for k in range(2))
    return Decomposition(was, new, difference(new, was), mix, within, parts)


def _cases(counts: Counts[Key]) -> int:
    return sum(cases for _hits, cases in counts.values())


def _effects(cells: list[tuple[int, int]]) -> list[tuple[float, float, float]]:
    """(mix, within, both) of each part and, last, of all; `cells` are (hits, cases) before and now, part by part."""
    sums = [sum(cell[1] for cell in cells[k::2]) for k in range(2)]
    rates = [sum(cell[0] for cell in cells[k::2]) / sums[k] for k in range(2)]
    whole, found = (rates[0] + rates[1]) / 2, []
    for was, now in zip(cells[::2], cells[1::2], strict=True):
        rate_was, rate_now = _rate(was, now), _rate(now, was)
        weight_was, weight_now = was[1] / sums[0], now[1] / sums[1]
        mix = (weight_now - weight_was) * ((rate_was + rate_now) / 2 - whole)
        within = (weight_now + weight_was) / 2 * (rate_now - rate_was)
        found.append((mix, within, mix + within))
    mix, within = sum(one[0] for one in found), sum(one[1] for one in found)
    return [*found, (mix, within, mix + within)]


def _rate(cell: tuple[int, int], other: tuple[int, int]) -> float:
    hits, cases = cell if cell[1] else other
    return hits / cases if cases else 0.0


def _ends(cells: list[tuple[int, int]]) -> list[list[tuple[float, float] | None]]:
    """The middle 95 % of each effect when hits and misses of every cell are drawn anew."""
    chance, drawn = Random(drawing.SEED), []
    for _draw in range(drawing.DRAWS):
        anew = []
        for hits, cases in cells:
            some = drawing.poisson(hits, chance)
            anew.append((some, some + drawing.poisson(cases - hits, chance)))
        if all(sum(cell[1] for cell in anew[k::2]) for k in range(2)):
            drawn.append(_effects(anew))
    return [[drawing.middle([one[n][k] for one in drawn]) for k in range(3)] for n in range(len(cells) // 2 + 1)]


def _estimate(value: float, ends: tuple[float, float] | None, cases: int) -> Estimate:
    low, high = ends or (None, None)
    return Estimate(value, low if low is None else min(low, value), high if high is None else max(high, value), cases)
