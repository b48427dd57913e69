"""What a cycle keeps beside the book: who chose what, what each is paid by which way, prizes, charities and statements."""

from groundswell.features.rewards.cycles.models.charities import Charity, CharityVote
from groundswell.features.rewards.cycles.models.choices import Choice, PayoutDetails, StandingChoice
from groundswell.features.rewards.cycles.models.cycles import Cycle, State, Statement
from groundswell.features.rewards.cycles.models.payouts import PaymentFile, Payout, Status, Way
from groundswell.features.rewards.cycles.models.prizes import Prize, PrizeOrder, VoucherCode

__all__ = [
    "Charity",
    "CharityVote",
    "Choice",
    "Cycle",
    "PaymentFile",
    "Payout",
    "PayoutDetails",
    "Prize",
    "PrizeOrder",
    "StandingChoice",
    "State",
    "Statement",
    "Status",
    "VoucherCode",
    "Way",
]
