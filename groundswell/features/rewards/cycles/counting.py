"""What somebody is paid by which way: plain sums in whole points."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from groundswell.features.rewards.cycles.models import Way

NAMES = ("credit", "cash", "charity", "keep")


@dataclass(frozen=True, slots=True)
class Split:
    """Percent for each way, summing to 100."""

    credit: int = 0
    cash: int = 0
    charity: int = 0
    keep: int = 0

    def points(self, points: int) -> dict[str, int]:
        """Whole points for each way that sum to `points`: rounded down, and what is left over to the largest remainders."""
        exact = {name: points * getattr(self, name) for name in NAMES}
        parts = {name: value // 100 for name, value in exact.items()}
        rest = sorted(NAMES, key=lambda name: (-(exact[name] % 100), NAMES.index(name)))
        for name in rest[: points - sum(parts.values())]:
            parts[name] += 1
        return parts


KEEP = Split(keep=100)


@dataclass(frozen=True, slots=True)
class Due:
    """What a member has to be paid: `points` available from this cycle and before it, `older` of them from before it."""

    points: int
    older: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """What becomes of it: so many points by each way, `kept` for the next payout."""

    by: dict[Way, int] = field(default_factory=dict)
    kept: int = 0

    def parts(self) -> Iterator[tuple[Way, int]]:
        return ((way, points) for way, points in self.by.items() if points)


def count(
    due: Due, split: Split, *, prizes: int = 0, cash_minimum: int, can_cash: bool = True, can_give: bool = True
) -> Counted:
    """Prizes first, then the split of the rest. What cannot be paid is kept; what was kept once before is lost.

    Cash below `cash_minimum` is kept, and so is cash without an account, and what is for a charity when there is none. The book
    spends the oldest first, so `older` points are kept, and then lost, only as far as all else did not use them up.
    """
    parts = split.points(due.points - prizes)
    cash = parts["cash"] if can_cash and parts["cash"] >= cash_minimum else 0
    charity = parts["charity"] if can_give else 0
    left = due.points - prizes - parts["credit"] - cash - charity
    lost = max(0, due.older - (due.points - left))
    by = {Way.CREDIT: parts["credit"], Way.CASH: cash, Way.CHARITY: charity, Way.LOST: lost}
    return Counted(by, left - lost)


def matched(given: int, *, percent: int, most: int) -> int:
    """What the company adds to so many points, up to its ceiling."""
    return min(given * percent // 100, most)
