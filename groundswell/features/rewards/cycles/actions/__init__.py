"""Everything that changes what is paid, one file per kind of deed."""

from groundswell.features.rewards.cycles.actions.approving import approve, withdraw_approval, withhold
from groundswell.features.rewards.cycles.actions.choosing import choose
from groundswell.features.rewards.cycles.actions.details import change_details, remove_details
from groundswell.features.rewards.cycles.actions.forgetting import forget_paid
from groundswell.features.rewards.cycles.actions.giving import decide_charity, hand_over, nominate, vote_for
from groundswell.features.rewards.cycles.actions.moving import move_cycles
from groundswell.features.rewards.cycles.actions.opening import extend_window, open_cycle
from groundswell.features.rewards.cycles.actions.paying import pay_out
from groundswell.features.rewards.cycles.actions.prizes import add_codes, add_prize, change_prize
from groundswell.features.rewards.cycles.actions.settling import close, confirm, confirm_way, fail, make_payment_file
from groundswell.features.rewards.cycles.actions.stating import make_statements

__all__ = [
    "add_codes",
    "add_prize",
    "approve",
    "change_details",
    "change_prize",
    "choose",
    "close",
    "confirm",
    "confirm_way",
    "decide_charity",
    "extend_window",
    "fail",
    "forget_paid",
    "hand_over",
    "make_payment_file",
    "make_statements",
    "move_cycles",
    "nominate",
    "open_cycle",
    "pay_out",
    "remove_details",
    "vote_for",
    "withdraw_approval",
    "withhold",
]
