"""On how few shoulders the work rests."""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from groundswell.analysis import drawing
from groundswell.analysis.estimates import NOTHING, Estimate

Steps = list[tuple[int, int]]  # (how much each did, how many did so much), the busiest first


@dataclass(frozen=True, slots=True)
class Concentration:
    """Who did how much. Shares are from 0 to 1; `half` is how few did half of all, `busiest` what the first of them did."""

    top_1: Estimate
    top_10: Estimate
    gini: Estimate
    half: Estimate
    busiest: Estimate


def concentration(done: Iterable[int]) -> Concentration:
    """How unequally people did something; `done` has a count above 0 for each. Intervals are Poisson-bootstrapped over people.

    The top 1 % are rounded up to whole people, so of a small community it is one.
    """
    steps = sorted(Counter(one for one in done if one > 0).items(), reverse=True)
    if not steps:
        return Concentration(*[NOTHING] * 5)
    drawn = list(drawing.redrawn([number for _much, number in steps]))
    return Concentration(
        *(
            _estimate(steps, drawn, figure)
            for figure in (_top_1, _top_10, gini, lambda found: float(fewest(found, 0.5)), _busiest)
        )
    )


def top_share(steps: Steps, part: float) -> float:
    """What the busiest `part` of the people did of all, from 0 to 1; at least one person."""
    left, taken = math.ceil(part * sum(people for _much, people in steps) - 1e-9), 0
    for much, people in steps:
        some = min(left, people)
        taken, left = taken + much * some, left - some
        if not left:
            break
    return taken / _all(steps)


def gini(steps: Steps) -> float:
    """Gini's coefficient: 0 when all did equally much, near 1 when one did everything.

    Source: Gini, Variabilità e mutabilità (1912), as half the relative mean difference.
    """
    people, rank, weighted = sum(number for _much, number in steps), 0, 0.0
    for much, number in reversed(steps):
        weighted += much * (number * rank + number * (number + 1) / 2)
        rank += number
    return 2 * weighted / (people * _all(steps)) - (people + 1) / people


def fewest(steps: Steps, part: float) -> int:
    """The smallest number of people who together did this part of all: without them it would be gone."""
    wanted, taken, people = part * _all(steps) - 1e-9, 0, 0
    for much, number in steps:
        if taken + much * number >= wanted:
            return people + math.ceil((wanted - taken) / much)
        taken, people = taken + much * number, people + number
    return people


def _all(steps: Steps) -> int:
    return sum(much * people for much, people in steps)


def _top_1(steps: Steps) -> float:
    return top_share(steps, 0.01)


def _top_10(steps: Steps) -> float:
    return top_share(steps, 0.1)


def _busiest(steps: Steps) -> float:
    return steps[0][0] / _all(steps)


def _estimate(steps: Steps, drawn: list[list[int]], figure: Callable[[Steps], float]) -> Estimate:
    value, found = figure(steps), []
    for people in drawn:
        some = [(much, number) for (much, _number), number in zip(steps, people, strict=True) if number]
        if some:
            found.append(figure(some))
    low, high = drawing.middle(found) or (None, None)
    ends = (None if low is None else min(low, value), None if high is None else max(high, value))
    return Estimate(value, *ends, sum(number for _much, number in steps))
