"""Who comes back: newcomers of each month, and how many of them took part in each month after."""

from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.analysis.estimates import Estimate, share


@dataclass(frozen=True, slots=True)
class Cohort:
    """The newcomers of one month. `later[k]` is the share of them who took part k + 1 months later; months that are not
    over yet are not in it."""

    month: int
    newcomers: int
    later: list[Estimate]


def cohorts(first: Iterable[tuple[int, int]], active: Iterable[tuple[int, int, int]], last: int) -> list[Cohort]:
    """Cohorts by month, the oldest first. Months are whole numbers that follow each other.

    first: (month, newcomers). active: (month of the newcomers, month in which they took part, how many).
    last: the last month that is over. Raises ValueError when more came back than came.
    """
    came = dict(first)
    back = {(cohort, month): people for cohort, month, people in active}
    return [
        Cohort(
            month,
            came[month],
            [share(back.get((month, later), 0), came[month]) for later in range(month + 1, last + 1)],
        )
        for month in sorted(came)
        if came[month]
    ]
