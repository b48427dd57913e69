"""A rule set is data: when something happens, who gets how many points, how often, held how long, out of which pool."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isqrt

Value = str | int | bool
QUALITY = "quality"  # whose judgement it is: of who asked, about the solution, or any other


@dataclass(frozen=True, kw_only=True)
class Amount:
    """How many points.

    Flat unless more is said. With `over`, the n-th time for the same value of that field gives what a·sqrt(n) grows by. With `by`,
    the value of that field says how many, and `points` is for all others; QUALITY is no field, and asks who judges and what.
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
    """`who` is a field of the event that holds a member, or "by": who did it. `where` says what its fields have to be.

    Levels and days are those at the time of the event: of who is paid, and with `by_` of who did it. `topics` are slugs, and `places`
    the numbers of these topics and of those under them. `first_ever`: nothing of the kind has happened to them before.
    """

    name: str
    when: str
    who: str
    amount: Amount
    pool: str
    where: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    places: frozenset[int] = frozenset()
    level_from: int | None = None
    level_below: int | None = None
    by_level_from: int | None = None
    days_from: int | None = None
    by_days_from: int | None = None
    newcomer_days: int | None = None
    first_ever: bool = False
    first: int | None = None
    per_day: int | None = None
    per_pair_month: int | None = None
    per_question: int | None = None
    hold_days: int = 14

    def fits(self, data: Mapping[str, object]) -> bool:
        """Whether the fields of an event are what `where` asks for."""
        return all(data[field] in values for field, values in self.where.items())


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
