"""Checks of fairness: what they find holds the points that it is about until a person has decided.

`run_checks()` is what the night and a payout call.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundswell.features.rewards.fairness.actions.checking import Checked


def run_checks() -> "Checked":
    """Look for what is not fair, hold the points that it is about, and open a review. Safe to call again, and at any time."""
    from groundswell.features.rewards.fairness.actions import checking

    return checking.run_checks()
