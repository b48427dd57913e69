"""What a point is worth in money: what the running cycle says, or the last one. Nothing while no cycle was ever planned."""

from typing import NamedTuple

from groundswell.features.rewards.cycles.models import Cycle
from groundswell.features.rewards.cycles.money import spoken
from groundswell.features.rewards.cycles.queries import current_cycle
from groundswell.ledger.units import spelled


class Worth(NamedTuple):
    """A point in minor units of a currency."""

    minor: int
    currency: str

    def said(self, points: int) -> str:
        """For people's eyes, in their language."""
        return spoken(points * self.minor, self.currency)

    def spelled(self, points: int) -> str:
        """For files: "12.34"."""
        return spelled(points * self.minor, self.currency)


def worth() -> Worth | None:
    cycle = current_cycle() or Cycle.objects.order_by("-last").first()
    return Worth(cycle.worth, cycle.currency) if cycle else None
