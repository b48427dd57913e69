"""Facts about points: the rules that earn them, the budgets that pay, and what was taken back.

`version` is the number of a version of the rules. The log says which of them holds: what comes after an approval is counted under it.
"""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class RulesDrafted(Event):
    """A manager wrote a version of the earning rules; nobody is paid by it yet."""

    name = "rewards.rules_drafted"
    version: int


@dataclass(frozen=True, kw_only=True)
class RulesApproved(Event):
    """A manager approved a version; it holds for what happens from `since` (ISO, UTC) on."""

    name = "rewards.rules_approved"
    version: int
    since: str


@dataclass(frozen=True, kw_only=True)
class ShadowBegun(Event):
    """A draft is counted beside the rules that hold from here on, and pays nobody."""

    name = "rewards.shadow_begun"
    version: int


@dataclass(frozen=True, kw_only=True)
class ShadowEnded(Event):
    """The draft is no longer counted."""

    name = "rewards.shadow_ended"
    version: int


@dataclass(frozen=True, kw_only=True)
class PoolFunded(Event):
    """A manager gave a budget so many points to give."""

    name = "rewards.pool_funded"
    pool: str
    points: int


@dataclass(frozen=True, kw_only=True)
class PointsTakenBack(Event):
    """Points went, because what earned them was undone: `because` is the event that did, `question` where, 0 for none.

    `spent` of them had been spent before, and stay with the member.
    """

    name = "rewards.points_taken_back"
    member: int
    points: int
    spent: int
    because: str
    question: int
