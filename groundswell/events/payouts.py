"""Facts about what is paid for points: cycles, choices, payouts, prizes and charities. Amounts are in points; `money` in minor units.

Account numbers, addresses, codes and notes in words are in the tables of rewards, never here.
"""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class CycleOpened(Event):
    """A period was planned whose points are paid together; its days as ISO dates."""

    name = "rewards.cycle_opened"
    cycle: int
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class CycleMoved(Event):
    """A cycle went on to its next state: earning, frozen, choosing, counted, approved, paid or closed."""

    name = "rewards.cycle_moved"
    cycle: int
    state: str
    payouts: int = 0
    points: int = 0


@dataclass(frozen=True, kw_only=True)
class WindowExtended(Event):
    """The time in which members choose ends later (ISO time)."""

    name = "rewards.window_extended"
    cycle: int
    until: str


@dataclass(frozen=True, kw_only=True)
class CycleApproved(Event):
    """One of the two who have to said that what was counted is right."""

    name = "rewards.cycle_approved"
    cycle: int
    step: int
    payouts: int
    points: int


@dataclass(frozen=True, kw_only=True)
class ApprovalWithdrawn(Event):
    """What was approved changed, or was doubted: both approvals are asked for again."""

    name = "rewards.approval_withdrawn"
    cycle: int


@dataclass(frozen=True, kw_only=True)
class StatementMade(Event):
    """A month of somebody's points (such as 2026-03) is over, and their statement is there."""

    name = "rewards.statement_made"
    statement: int
    member: int
    month: str
    earned: int
    available: int


@dataclass(frozen=True, kw_only=True)
class ChoiceInvited(Event):
    """Somebody has points to choose about, until a day (ISO date)."""

    name = "rewards.choice_invited"
    cycle: int
    member: int
    points: int
    until: str


@dataclass(frozen=True, kw_only=True)
class ChoiceReminded(Event):
    """Somebody has not chosen, and the window is about to close."""

    name = "rewards.choice_reminded"
    cycle: int
    member: int
    points: int
    until: str


@dataclass(frozen=True, kw_only=True)
class ChoiceMade(Event):
    """A member said what they want, in percent; `prizes` are taken off first, `standing` keeps it for next time."""

    name = "rewards.choice_made"
    cycle: int
    member: int
    credit: int
    cash: int
    charity: int
    keep: int
    prizes: list[int]
    standing: bool


@dataclass(frozen=True, kw_only=True)
class PayoutDetailsChanged(Event):
    """A member gave, changed or removed (`there` is false) the account that cash goes to."""

    name = "rewards.payout_details_changed"
    member: int
    there: bool


@dataclass(frozen=True, kw_only=True)
class PayoutWithheld(Event):
    """Somebody on the team stopped a payout before it was made; its points stay with the member."""

    name = "rewards.payout_withheld"
    payout: int
    cycle: int
    member: int
    points: int


@dataclass(frozen=True, kw_only=True)
class PayoutPaid(Event):
    """What was set aside for somebody has left the house, or a prize is theirs."""

    name = "rewards.payout_paid"
    payout: int
    cycle: int
    member: int
    way: str
    points: int
    money: int


@dataclass(frozen=True, kw_only=True)
class PayoutFailed(Event):
    """A payment did not arrive, or was never possible: its points are available to the member again."""

    name = "rewards.payout_failed"
    payout: int
    cycle: int
    member: int
    way: str
    points: int


@dataclass(frozen=True, kw_only=True)
class PaymentFileMade(Event):
    """A file of payments for the bank was made."""

    name = "rewards.payment_file_made"
    file: int
    cycle: int
    payments: int
    money: int


@dataclass(frozen=True, kw_only=True)
class PrizeChanged(Event):
    """A prize was added, changed or withdrawn from the catalogue."""

    name = "rewards.prize_changed"
    prize: int
    points: int
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class CodesAdded(Event):
    """Voucher codes came to a prize."""

    name = "rewards.codes_added"
    prize: int
    codes: int


@dataclass(frozen=True, kw_only=True)
class CharityNominated(Event):
    """A member proposed whom points could be given to."""

    name = "rewards.charity_nominated"
    charity: int


@dataclass(frozen=True, kw_only=True)
class CharityDecided(Event):
    """The team looked at a nomination: `state` is eligible or declined."""

    name = "rewards.charity_decided"
    charity: int
    state: str
    nominated_by: int | None


@dataclass(frozen=True, kw_only=True)
class CharityVoted(Event):
    """A member's one vote in a cycle went to a charity."""

    name = "rewards.charity_voted"
    cycle: int
    charity: int


@dataclass(frozen=True, kw_only=True)
class CharityMatched(Event):
    """The company added to what members gave."""

    name = "rewards.charity_matched"
    cycle: int
    charity: int
    given: int
    matched: int


@dataclass(frozen=True, kw_only=True)
class CharityHandedOver(Event):
    """What members gave and the company added was paid to the charity."""

    name = "rewards.charity_handed_over"
    cycle: int
    charity: int
    points: int
    money: int
