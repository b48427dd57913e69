"""Two ways to pay side by side, member by member: what each costs, how it is spread, who gains and who loses how much."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groundswell.analysis.concentration import gini

Row = tuple[int, int, int]  # member, points before, points then
# How much more or less somebody would have got, as borders of a share of what they got.
LEVELS = (-0.5, -0.1, 0.1, 0.5)
ORDERS = ("change", "gain", "lose")


@dataclass(frozen=True)
class Side:
    """What one rule set costs, in points, and how it is spread: shares from 0 to 1, None when nothing was paid."""

    name: str
    points: int
    paid: int
    newcomer_share: float | None
    gini: float | None


@dataclass(frozen=True)
class Comparison:
    """`levels` counts members: much less, less, about as much, more, much more. `rows` are all of them, those whom it concerns most first."""

    old: Side
    new: Side
    rows: Sequence[Row]
    levels: Sequence[int]
    gain: int
    lose: int

    def ordered(self, by: str) -> Sequence[Row]:
        """Those who gain, most first; those who lose, most first; or everybody by how much changes."""
        if by == "gain":
            return [row for row in self.rows if row[2] > row[1]]
        if by == "lose":
            return [row for row in self.rows if row[2] < row[1]]
        return self.rows


def compared(old: tuple[str, int], new: tuple[str, int], rows: Iterable[Row]) -> Comparison:
    """`old` and `new` are each a name and the points of it that went to newcomers."""
    found = sorted(rows, key=lambda row: (-abs(row[2] - row[1]), row[0]))
    return Comparison(
        old=_side(*old, [row[1] for row in found]), new=_side(*new, [row[2] for row in found]), rows=found, levels=_levels(found),
        gain=sum(b < a for _m, b, a in found), lose=sum(b > a for _m, b, a in found),
    )  # fmt: skip


def _side(name: str, to_newcomers: int, points: Sequence[int]) -> Side:
    total, steps = sum(points), Counter(each for each in points if each > 0)
    return Side(
        name=name, points=total, paid=sum(steps.values()), newcomer_share=to_newcomers / total if total else None,
        gini=gini(sorted(steps.items(), reverse=True)) if steps else None,
    )  # fmt: skip


def _levels(rows: Iterable[Row]) -> list[int]:
    counted: Counter[int] = Counter()
    for _member, before, after in rows:
        change = (after - before) / before if before > 0 else (1.0 if after > 0 else 0.0)
        counted[sum(change > level for level in LEVELS)] += 1
    return [counted[n] for n in range(len(LEVELS) + 1)]
