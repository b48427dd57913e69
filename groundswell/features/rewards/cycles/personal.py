"""What a person takes with them of payouts, and what is forgotten of them. The book and sums stay, without a name."""

from django.db.models import Q

from groundswell.features.rewards.cycles.actions.prizes import release_order
from groundswell.features.rewards.cycles.models import (
    CharityVote,
    Choice,
    Payout,
    PayoutDetails,
    PrizeOrder,
    StandingChoice,
    Statement,
    Status,
)
from groundswell.features.rewards.cycles.models.payouts import DONE
from groundswell.features.rewards.cycles.queries import address_of, code_of
from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data

SHARES = ("credit", "cash", "charity", "keep", "at")


@personal_data("payouts")
def payouts(member: Member) -> object:
    """Choices, payouts with their codes and addresses, statements, the account by its ends, votes."""
    paid = Payout.objects.filter(member=member).select_related("cycle", "order__prize").order_by("pk")
    return {
        "choices": list(Choice.objects.filter(member=member).values("cycle__name", *SHARES)),
        "always": StandingChoice.objects.filter(member=member).values(*SHARES).first(),
        "account": PayoutDetails.objects.filter(member=member).values("hint", "at").first(),
        "payouts": [
            {"cycle": one.cycle.name, "way": one.way, "status": one.status, "points": one.points, "money": one.money,
             "currency": one.cycle.currency, "note": one.note, "account": one.hint, "code": code_of(one),
             "address": address_of(one), "ended": one.ended_at}
            for one in paid
        ],
        "statements": list(
            Statement.objects.filter(member=member)
            .order_by("month")
            .values("month", "earned", "taken_back", "paid", "held", "available")
        ),
        "votes": list(CharityVote.objects.filter(member=member).values("cycle__name", "charity__name", "at")),
    }  # fmt: skip


@on_erasure
def forget_payouts(member: Member, keep_texts: bool) -> None:
    """What is under way still arrives; the account and address of it go with the rest once it has (`forget_paid`)."""
    for table in (StandingChoice, PayoutDetails, CharityVote):
        table._default_manager.filter(member=member).delete()
    Choice.objects.filter(member=member, cycle__state__in=("open", "earning", "frozen", "choosing")).delete()
    for order in PrizeOrder.objects.filter(member=member, released_at=None, payout=None).select_related("prize"):
        release_order(order)
    ended = Payout.objects.filter(member=member, status__in=DONE)
    ended.update(sealed="", hint="", note="")
    under_way = Payout.objects.filter(member=member, status__in=(Status.DUE, Status.ASIDE)).values("order")
    PrizeOrder.objects.filter(member=member).exclude(Q(pk__in=under_way)).update(sealed="")
