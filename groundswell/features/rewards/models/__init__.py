"""What rewards keep: the versions of the rules, and what was earned by them."""

from groundswell.features.rewards.cycles import models as cycles  # noqa: F401  its tables
from groundswell.features.rewards.fairness import models as fairness  # noqa: F401  its tables
from groundswell.features.rewards.models.earned import Earned, Fact, Outside, Reason, Tally
from groundswell.features.rewards.models.version import Version

__all__ = ["Earned", "Fact", "Outside", "Reason", "Tally", "Version"]
