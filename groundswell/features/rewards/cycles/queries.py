"""What pages and API show of cycles: reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet, Sum

from groundswell.features.rewards.cycles.counting import KEEP, NAMES, Counted, Due, Split, count, matched
from groundswell.features.rewards.cycles.dues import due_of, dues
from groundswell.features.rewards.cycles.models import (
    Charity,
    Choice,
    Cycle,
    PaymentFile,
    Payout,
    PayoutDetails,
    Prize,
    PrizeOrder,
    StandingChoice,
    State,
    Status,
    VoucherCode,
    Way,
)
from groundswell.features.rewards.cycles.rules import is_choosing
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.sealing import SEALED, unseal

MOST_RECEIPTS, MOST_SHOWN = 100, 50


@dataclass(frozen=True)
class Purse:
    """What a member has to choose about in a cycle, and what comes of it if nothing is said."""

    cycle: Cycle
    due: Due
    held: int
    open: bool
    split: Split
    said: bool
    standing: bool
    account: PayoutDetails | None
    orders: list[PrizeOrder] = field(default_factory=list)

    @property
    def ordered(self) -> int:
        return sum(order.points for order in self.orders)

    @property
    def left(self) -> int:
        """What is split, after prizes."""
        return max(0, self.due.points - self.ordered)

    @property
    def counted(self) -> Counted:
        """What it comes to as things stand."""
        return self.of(self.split, self.ordered, can_cash=self.account is not None)

    def of(self, split: Split, prizes: int, *, can_cash: bool = True) -> Counted:
        """What another choice would come to, with prizes of so many points."""
        return count(
            self.due, split, prizes=min(prizes, self.due.points), cash_minimum=self.cycle.cash_minimum, can_cash=can_cash,
            can_give=self.cycle.charity_id is not None,
        )  # fmt: skip

    @property
    def added(self) -> int:
        """What the company would add to a gift, as far as its ceiling lets it."""
        given = self.counted.by[Way.CHARITY]
        return matched(given, percent=self.cycle.match_percent, most=self.cycle.match_most)


def current_cycle() -> Cycle | None:
    """The one that members choose about, else the one they earn in, else the next."""
    now = clock.now()
    running = list(
        Cycle.objects.exclude(state__in=(State.PAID, State.CLOSED)).select_related("charity").order_by("first")
    )
    choosing = (cycle for cycle in running if is_choosing(cycle, now))
    earning = (cycle for cycle in running if cycle.state == State.EARNING)
    return next(choosing, None) or next(earning, None) or (running[-1] if running else None)


def purse(cycle: Cycle, member: Member) -> Purse:
    """Raises nothing: who has no points has an empty one."""
    due, held = due_of(cycle, member.pk)
    said = Choice.objects.filter(cycle=cycle, member=member).values_list(*NAMES).first()
    always = StandingChoice.objects.filter(member=member).values_list(*NAMES).first()
    orders = (
        PrizeOrder.objects.filter(cycle=cycle, member=member, released_at=None).select_related("prize").order_by("pk")
    )
    return Purse(
        cycle, due, held, is_choosing(cycle), _split_of(said or always), said is not None,
        always is not None, PayoutDetails.objects.filter(member=member).first(), list(orders),
    )  # fmt: skip


def _split_of(shares: tuple[int, ...] | None) -> Split:
    return Split(*shares) if shares else KEEP


def receipts(member: Member) -> list[Payout]:
    """What somebody was paid, or was not, the newest first."""
    found = Payout.objects.filter(member=member).exclude(status=Status.DUE)
    return list(found.select_related("cycle__charity", "order__prize").order_by("-pk")[:MOST_RECEIPTS])


def code_of(payout: Payout) -> str:
    """The code of a voucher that is its member's; "" while it is not, and when it cannot be read any more."""
    if payout.order_id is None or payout.status != Status.PAID:
        return ""
    code = VoucherCode.objects.filter(order=payout.order_id).first()
    return unseal(code.sealed) if code and code.sealed.startswith(SEALED) else ""


def catalogue(*, everything: bool = False) -> QuerySet[Prize]:
    """Each with `left`, how many can still be had; for members only what can be had."""
    prizes = Prize.objects.all() if everything else Prize.objects.offered()
    return prizes.with_left()


@dataclass(frozen=True)
class Line:
    """All payouts of a cycle by one way: how many, of how many points, and how many of them are where."""

    way: Way
    payouts: int
    points: int
    money: int
    waiting: int
    under_way: int
    paid: int
    back: int


def by_way(cycle: Cycle) -> list[Line]:
    """What a cycle pays, way by way; what was withheld or came back is not in its sums."""
    live = ~Q(status__in=(Status.FAILED, Status.WITHHELD))
    rows = cycle.payouts.values("way").annotate(
        n=Count("pk", filter=live), p=Sum("points", filter=live, default=0), m=Sum("money", filter=live, default=0),
        waiting=Count("pk", filter=Q(status=Status.DUE)), under_way=Count("pk", filter=Q(status=Status.ASIDE)),
        paid=Count("pk", filter=Q(status=Status.PAID)), back=Count("pk", filter=~live),
    )  # fmt: skip
    found = {row["way"]: row for row in rows}
    return [
        Line(way, row["n"], row["p"], row["m"], row["waiting"], row["under_way"], row["paid"], row["back"])
        for way in Way
        if (row := found.get(way))
    ]


@dataclass(frozen=True)
class Cockpit:
    """Where a cycle stands, for those who run it."""

    cycle: Cycle
    lines: list[Line]
    people: int
    chosen: int
    points: int
    files: list[PaymentFile]
    unfiled: int
    to_send: list[Payout]
    to_settle: list[Payout]
    largest: list[Payout]
    given: int

    @property
    def money(self) -> int:
        """What leaves the house, with the company's part."""
        return sum(line.money for line in self.lines) + self.cycle.money(self.cycle.matched)


def cockpit(cycle: Cycle) -> Cockpit:
    lines = by_way(cycle)
    counted = cycle.has_reached(State.COUNTED)
    due = {} if counted else dues(cycle)
    payouts = cycle.payouts.select_related("member", "order__prize")
    return Cockpit(
        cycle=cycle,
        lines=lines,
        people=cycle.payouts.values("member").distinct().count() if counted else len(due),
        chosen=cycle.choices.count(),
        points=sum(line.points for line in lines) if counted else sum(one.points for one in due.values()),
        files=list(cycle.files.select_related("made_by").order_by("pk")),
        unfiled=cycle.payouts.filter(way=Way.CASH, status=Status.ASIDE, file=None).count(),
        to_send=list(payouts.filter(way=Way.PRIZE, status=Status.ASIDE, order__prize__kind="shipped").order_by("pk")[:MOST_SHOWN]),
        to_settle=list(payouts.filter(status__in=(Status.FAILED, Status.WITHHELD)).order_by("-ended_at")[:MOST_SHOWN]),
        largest=list(payouts.filter(status__in=(Status.DUE, Status.ASIDE, Status.PAID)).exclude(way=Way.LOST)
                     .order_by("-points", "pk")[:MOST_SHOWN]),
        given=cycle.payouts.filter(way=Way.CHARITY, status=Status.PAID).aggregate(p=Sum("points", default=0))["p"],
    )  # fmt: skip


def address_of(payout: Payout) -> str:
    """Where a thing is to be sent, for those who send it."""
    return unseal(payout.order.sealed) if payout.order and payout.order.sealed.startswith(SEALED) else ""


@dataclass(frozen=True)
class Gift:
    """What the members of one cycle gave, and the company added. In points, and in money."""

    cycle: Cycle
    given: int
    matched: int
    members: int

    @property
    def points(self) -> int:
        return self.given + self.matched

    @property
    def money(self) -> int:
        return self.cycle.money(self.points)


@dataclass(frozen=True)
class Giving:
    """The board of charities: what was given so far, and who can be voted for."""

    cycles: list[Gift]

    @property
    def total(self) -> int:
        return sum(gift.points for gift in self.cycles)

    @property
    def money(self) -> dict[str, int]:
        """By currency, in minor units."""
        sums: defaultdict[str, int] = defaultdict(int)
        for gift in self.cycles:
            sums[gift.cycle.currency] += gift.money
        return dict(sums)


def giving() -> Giving:
    """Every cycle in which something was given, the newest first."""
    gifts = Payout.objects.filter(way=Way.CHARITY, status=Status.PAID).values("cycle")
    rows = gifts.annotate(points=Sum("points"), people=Count("member", distinct=True))
    found = {row["cycle"]: (row["points"], row["people"]) for row in rows}
    cycles = Cycle.objects.filter(pk__in=found).select_related("charity").order_by("-first")
    return Giving([Gift(cycle, found[cycle.pk][0], cycle.matched, found[cycle.pk][1]) for cycle in cycles])


def candidates(cycle: Cycle | None) -> list[Charity]:
    """Who can be voted for, each with `votes_now`, the most first."""
    counted = Count("votes", filter=Q(votes__cycle=cycle)) if cycle else Count("votes", filter=Q(pk=None))
    eligible = Charity.objects.filter(state=Charity.State.ELIGIBLE).annotate(votes_now=counted)
    return list(eligible.order_by(F("votes_now").desc(), "name"))


def handles(members: Iterable[int]) -> dict[int, str]:
    return dict(Member.objects.filter(pk__in=list(members)).values_list("pk", "handle"))
