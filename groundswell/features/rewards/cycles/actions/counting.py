"""When the window is over: write down what each member is paid by which way. Nothing in the book moves yet."""

from collections import defaultdict

from groundswell.features.rewards.cycles.actions.prizes import release_order
from groundswell.features.rewards.cycles.counting import KEEP, NAMES, Due, Split, count
from groundswell.features.rewards.cycles.dues import dues
from groundswell.features.rewards.cycles.models import (
    Choice,
    Cycle,
    Payout,
    PayoutDetails,
    PrizeOrder,
    StandingChoice,
    Way,
)

AT_ONCE = 2_000


def count_cycle(cycle: Cycle) -> tuple[int, int]:
    """Make the payouts of a cycle whose row is locked; return how many, and of how many points.

    Who chose is paid before who did not, and who chose first before who chose later.
    """
    due, splits = dues(cycle), _splits(cycle)
    orders: defaultdict[int, list[PrizeOrder]] = defaultdict(list)
    for order in PrizeOrder.objects.filter(cycle=cycle, released_at=None).order_by("pk").select_related("prize"):
        orders[order.member_id].append(order)
    accounts = PayoutDetails.objects.in_bulk(list(due))
    rank = {member: place for place, member in enumerate(splits)}
    for member in orders.keys() - due.keys():
        for order in orders[member]:
            release_order(order)
    payouts: list[Payout] = []
    for member in sorted(due, key=lambda one: (rank.get(one, len(rank)), one)):
        payouts += _of_member(
            cycle, member, due[member], splits.get(member, KEEP), orders[member], accounts.get(member)
        )
    Payout.objects.bulk_create(payouts, batch_size=AT_ONCE)
    return len(payouts), sum(payout.points for payout in payouts)


def _splits(cycle: Cycle) -> dict[int, Split]:
    """What each said, the first first; then what others always want."""
    said = Choice.objects.filter(cycle=cycle).order_by("at", "pk").values_list("member", *NAMES)
    standing = StandingChoice.objects.order_by("at", "pk").values_list("member", *NAMES)
    found: dict[int, Split] = {}
    for member, *shares in (*said, *standing):
        found.setdefault(member, Split(*shares))
    return found


def _of_member(
    cycle: Cycle, member: int, due: Due, split: Split, orders: list[PrizeOrder], account: PayoutDetails | None
) -> list[Payout]:
    """Prizes as far as the points go: some may have been taken back since they were chosen; then the prize is free again."""
    made, left = [], due.points
    for order in orders:
        if order.points <= left:
            left -= order.points
            made.append(_payout(cycle, member, Way.PRIZE, order.points, order=order))
        else:
            release_order(order)
    counted = count(
        due,
        split,
        prizes=due.points - left,
        cash_minimum=cycle.cash_minimum,
        can_cash=account is not None,
        can_give=cycle.charity_id is not None,
    )
    for way, points in counted.parts():
        paid = _payout(cycle, member, way, points)
        if way == Way.CASH and account is not None:
            paid.sealed, paid.hint = f"{account.iban}\n{account.holder}", account.hint
        made.append(paid)
    return made


def _payout(cycle: Cycle, member: int, way: Way, points: int, order: PrizeOrder | None = None) -> Payout:
    key = f"cycle:{cycle.pk}:{member}:{way}" + (f":{order.pk}" if order else "")
    money = 0 if way == Way.LOST else cycle.money(points)
    return Payout(key=key, cycle=cycle, member_id=member, way=way, points=points, money=money, order=order)
