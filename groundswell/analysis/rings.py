"""Pairs of accounts that vote for each other far more than chance would have it: evidence for people, never a verdict.

Shared by moderation (which raises them in its queue) and by checks before points are paid.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Two accounts, smaller number first.

    mutual: votes between the two, both ways; votes: votes that either cast; expected: mutual votes if each voted for authors
    as everybody else does; surprise: minus the decimal logarithm of the chance of so many or more (Poisson).
    """

    first: int
    second: int
    mutual: int
    votes: int
    expected: float
    surprise: float


def reciprocal(votes: Iterable[tuple[int, int]], *, least: int = 6, surprising: float = 4.0) -> list[Pair]:
    """Pairs that gave each other votes, from (voter, author) of up-votes; the most surprising first.

    Both must have voted for the other at least least / 3 times, and for `least` votes in all. Chance: voter v spreads their
    votes over the authors as all votes are spread, without v's own. O(votes).
    """
    given = Counter((voter, author) for voter, author in votes if voter != author)
    cast, got = Counter[int](), Counter[int]()
    for (voter, author), n in given.items():
        cast[voter] += n
        got[author] += n
    total = sum(cast.values())
    found = []
    for (voter, author), there in given.items():
        back = given.get((author, voter), 0)
        if voter > author or min(there, back) < max(1, least // 3) or there + back < least:
            continue
        expected = _usual(cast[voter], got[author], got[voter], total) + _usual(
            cast[author], got[voter], got[author], total
        )
        odd = surprise(there + back, expected)
        if odd >= surprising:
            found.append(
                Pair(voter, author, there + back, cast[voter] + cast[author], round(expected, 2), round(odd, 1))
            )
    return sorted(found, key=lambda pair: (-pair.surprise, pair.first, pair.second))


def groups(pairs: Iterable[Pair]) -> list[list[int]]:
    """Accounts that hang together through suspicious pairs; a ring of five is one group. Each sorted, the largest first."""
    beside: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        beside[pair.first].add(pair.second)
        beside[pair.second].add(pair.first)
    seen: set[int] = set()
    found = []
    for start in sorted(beside):
        group, waiting = set(), [start]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                group.add(one)
                waiting += beside[one]
        if group:
            found.append(sorted(group))
    return sorted(found, key=lambda group: (-len(group), group))


def _usual(cast: int, got: int, own: int, total: int) -> float:
    return cast * got / max(1, total - own)


def surprise(count: int, mean: float) -> float:
    """Minus log10 P(X >= count) for a Poisson of this mean, by its first terms, which fall fast where this matters."""
    if mean <= 0:
        mean = 1e-9
    if count <= mean:
        return 0.0
    first = -mean + count * math.log(mean) - math.lgamma(count + 1)
    tail, term = 1.0, 1.0
    for k in range(1, 60):
        term *= mean / (count + k)
        tail += term
    return max(0.0, -(first + math.log(tail)) / math.log(10))
