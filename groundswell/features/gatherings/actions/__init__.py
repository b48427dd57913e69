"""What people do with gatherings."""

from groundswell.features.gatherings.actions.answering import answer_gathering, move_up
from groundswell.features.gatherings.actions.feeds import make_feed, revoke_feed
from groundswell.features.gatherings.actions.hosting import (
    cancel_gathering,
    change_gathering,
    host_gathering,
    make_gathering,
    write_recap,
)
from groundswell.features.gatherings.actions.planning import Plan, Repeats
from groundswell.features.gatherings.actions.reminding import remind_due

__all__ = [
    "Plan",
    "Repeats",
    "answer_gathering",
    "cancel_gathering",
    "change_gathering",
    "host_gathering",
    "make_feed",
    "make_gathering",
    "move_up",
    "remind_due",
    "revoke_feed",
    "write_recap",
]
