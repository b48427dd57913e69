"""New accounts that come at one time and support one person: bought or made-up votes look so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from groundswell.analysis.rings import surprise


class Given(NamedTuple):
    """A support with its time; `own` when it answered the giver's own question."""

    giver: int
    author: int
    answer: int
    at: datetime
    own: bool = False


@dataclass(frozen=True, slots=True)
class Burst:
    """So many `supports` by the new accounts `givers` for `author`, from `since` to `until`.

    expected: of as many supports as the author got, if new accounts gave the same share of them as of everybody's; one_way: which share of
    all that these accounts gave went there; surprise: minus the decimal logarithm of the chance (Poisson).
    """

    author: int
    givers: tuple[int, ...]
    answers: tuple[int, ...]
    since: datetime
    until: datetime
    supports: int
    expected: float
    one_way: float
    surprise: float


def bursts(
    given: Iterable[Given],
    joined: Mapping[int, datetime],
    *,
    new: timedelta = timedelta(days=7),
    window: timedelta = timedelta(days=2),
    least: int = 4,
    one_way: float = 0.6,
    surprising: float = 4.0,
) -> list[Burst]:
    """Authors whom at least `least` accounts, none older than `new`, supported within a `window`, for which that was most of what they gave.

    Supports for answers to one's own question are left out: people join to ask, and thank whoever answered. The most surprising first.
    """
    others = [one for one in given if not one.own and one.giver != one.author and one.giver in joined]
    fresh = [one for one in others if one.at - joined[one.giver] <= new]
    gave, got = Counter(one.giver for one in others), Counter(one.author for one in others)
    share = len(fresh) / max(1, len(others))
    by_author: defaultdict[int, list[Given]] = defaultdict(list)
    for one in sorted(fresh, key=lambda one: (one.at, one.giver, one.answer)):
        by_author[one.author].append(one)
    raised = []
    for author, of in by_author.items():
        best = max(_windows(of, window), key=lambda part: (len({one.giver for one in part}), len(part)))
        burst = _burst(author, best, gave, share * got[author])
        if len(burst.givers) >= least and burst.one_way >= one_way and burst.surprise >= surprising:
            raised.append(burst)
    return sorted(raised, key=lambda one: (-one.surprise, one.author))


def _windows(of: list[Given], window: timedelta) -> Iterable[list[Given]]:
    start = 0
    for end in range(len(of)):
        while of[end].at - of[start].at > window:
            start += 1
        yield of[start : end + 1]


def _burst(author: int, of: list[Given], gave: Counter[int], expected: float) -> Burst:
    givers = {one.giver for one in of}
    return Burst(
        author=author,
        givers=tuple(sorted(givers)),
        answers=tuple(sorted({one.answer for one in of})),
        since=of[0].at,
        until=of[-1].at,
        supports=len(of),
        expected=round(expected, 2),
        one_way=len(of) / max(1, sum(gave[one] for one in givers)),
        surprise=round(surprise(len(of), max(expected, 0.05)), 1),
    )
