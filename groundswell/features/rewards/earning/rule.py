"""A rule set is data: when something happens, who gets how many points, how often, held how long, out of which pool."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isqrt

Value = str | int | bool


@dataclass(frozen=True, kw_only=True)
class Amount:
    """How many points.

    Flat unless more is said. With `over`, the n-th time for the same value of that field gives what a·sqrt(n) grows by. With `by`,
    the value of that field says how many, and `points` is for all others.
    """

    points: int
    over: str = ""
    by: str = ""
    values: Mapping[str, int] = field(default_factory=dict)

    def of(self, data: Mapping[str, object], before: int) -> int:
        """Points for an event after `before` others of its kind; whole, and their sum for n is exactly `curve(a, n)`."""
        if self.over:
            return curve(self.points, before + 1) - curve(self.points, before)
        return self.values.get(str(data.get(self.by)), self.points) if self.by else self.points


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`who` is a field of the event that holds a member, or "by": who did it. `where` says what its fields have to be."""

    name: str
    when: str
    who: str
    amount: Amount
    pool: str
    where: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    newcomer_days: int | None = None
    first: int | None = None
    per_day: int | None = None
    per_pair_month: int | None = None
    per_question: int | None = None
    hold_days: int = 14


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """`ease_after` points in a month count fully for one member; what is above counts less and less, but always something."""

    name: str
    rules: tuple[Rule, ...]
    ease_after: int | None = None

    def eased(self, total: int) -> int:
        """What a month's points come to: t up to k, then 2·sqrt(k·t) - k, which goes on without a step or a kink; rounded down."""
        k = self.ease_after
        return total if k is None or total <= k else isqrt(4 * k * total) - k


def curve(scale: int, n: int) -> int:
    """scale·sqrt(n), rounded down, in whole numbers: what n of them are worth together."""
    return isqrt(scale * scale * n)
