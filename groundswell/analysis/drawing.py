"""Random draws that come out the same every time, for intervals that have no formula."""

import math
from collections.abc import Iterator, Sequence
from random import Random

from groundswell.analysis.estimates import CONFIDENCE

DRAWS, SEED, EXACT_BELOW = 400, 20, 30


def poisson(mean: float, chance: Random) -> int:
    """A Poisson draw: by multiplication for small means, by the normal one beyond 30."""
    if mean >= EXACT_BELOW:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, product, drawn = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        drawn += 1
    return drawn


def redrawn(counts: Sequence[int], draws: int = DRAWS) -> Iterator[list[int]]:
    """The counts drawn anew around themselves (Poisson bootstrap), so many times.

    Source: Hanley & MacGibbon, Computer Methods and Programs in Biomedicine 83 (2006); Efron, The Jackknife, the Bootstrap and
    Other Resampling Plans (1982).
    """
    chance = Random(SEED)
    for _draw in range(draws):
        yield [poisson(one, chance) for one in counts]


def middle(found: list[float]) -> tuple[float, float] | None:
    """The ends between which the middle 95 % lie."""
    if not found:
        return None
    found.sort()
    tail = int(len(found) * (1 - CONFIDENCE) / 2)
    return found[tail], found[-1 - tail]
