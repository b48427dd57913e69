"""A cycle of many members that two people approved, made in bulk: for the test that kills its payment, and for its bench."""

from datetime import UTC, date, datetime, timedelta

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.codes import fingerprint
from groundswell.features.rewards.cycles.models import (
    Charity,
    Choice,
    Cycle,
    PayoutDetails,
    Prize,
    PrizeOrder,
    VoucherCode,
)
from groundswell.ledger.lots import Award, award, fund
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.sealing import seal

START, PAYDAY = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 8, 1, tzinfo=UTC)
IBAN = "DE89370400440532013000"


def approved_cycle(members: int, mia: Member, nora: Member) -> Cycle:
    """Two lots each of 700 and 800 points; a fifth takes credit, cash, a voucher, gives to charity, says nothing for the second time."""
    people = Member.objects.bulk_create(
        [Member(handle=f"m{n}", handle_key=f"m{n}", name=f"M {n}", email=f"m{n}@example.com") for n in range(members)],
        batch_size=2_000,
    )
    fund("help", members * 2_000, key="budget")
    with clock.standing_at(START):
        cycle = actions.open_cycle("2026-1", date(2026, 1, 1), date(2026, 6, 30), by=mia, match_most=10**9)
        charity = Charity.objects.create(
            slug="sea-rescue", name="Sea Rescue", about="Pulls people out.", state="eligible"
        )
    for lot, points in enumerate((700, 800)):
        for n in range(0, members, 1_000):
            award(_award(lot, points, member, place) for place, member in enumerate(people[n : n + 1_000], n))
    with clock.standing_at(cycle.choose_from):
        actions.move_cycles()
    Cycle.objects.filter(pk=cycle.pk).update(charity=charity)
    _choose(cycle, people)
    with clock.standing_at(PAYDAY):
        actions.move_cycles()
        for one in (mia, nora):
            actions.approve(cycle, by=one)
    return Cycle.objects.get(pk=cycle.pk)


def _award(lot: int, points: int, member: Member, place: int) -> Award:
    """The last fifth got theirs a cycle ago, so that they are lost now."""
    at = START - timedelta(days=365) if place % 5 == 4 else START
    return Award(key=f"{lot}:{member.pk}", owner=member.pk, amount=points, pool="help", at=at, hold=timedelta(0))


def _choose(cycle: Cycle, people: list[Member]) -> None:
    shares = ({"credit": 100}, {"cash": 100}, {"credit": 100}, {"charity": 60, "credit": 40})
    Choice.objects.bulk_create(
        [Choice(cycle=cycle, member=one, **shares[n % 5]) for n, one in enumerate(people) if n % 5 < 4],
        batch_size=2_000,
    )
    account, holder = seal(IBAN), seal("M")
    PayoutDetails.objects.bulk_create(
        [
            PayoutDetails(member=one, iban=account, holder=holder, hint="DE… 3000", fingerprint="-")
            for one in people[1::5]
        ],
        batch_size=2_000,
    )
    prize = Prize.objects.create(name="A ticket", kind="code", points=500)
    orders = PrizeOrder.objects.bulk_create(
        [PrizeOrder(cycle=cycle, member=one, prize=prize, points=500) for one in people[2::5]], batch_size=2_000
    )
    code = seal("KINO")
    VoucherCode.objects.bulk_create(
        [
            VoucherCode(prize=prize, sealed=code, fingerprint=fingerprint("voucher", str(order.pk)), order=order)
            for order in orders
        ],
        batch_size=2_000,
    )
