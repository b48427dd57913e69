"""What is reported, what is decided about it, and the house rules."""

from groundswell.moderation.models.decisions import Appeal, Decision, Deed, MemberNote, Notice
from groundswell.moderation.models.house import Held, Learned, Pace, Policy, WordRule
from groundswell.moderation.models.queue import Flag, Item, Reason, What

__all__ = [
    "Appeal",
    "Decision",
    "Deed",
    "Flag",
    "Held",
    "Item",
    "Learned",
    "MemberNote",
    "Notice",
    "Pace",
    "Policy",
    "Reason",
    "What",
    "WordRule",
]
