"""The demo's halves of a year: the first is paid and closed, the second earns."""

from datetime import UTC, datetime, timedelta
from typing import Any

from conftest import person
from groundswell.demo import payouts
from groundswell.features.rewards.cycles.models import Cycle, Payout
from groundswell.features.rewards.cycles.queries import giving
from groundswell.ledger.checking import check
from groundswell.ledger.lots import Award, award, fund
from groundswell.log import clock
from groundswell.members.models import Member


def test_the_first_half_is_paid_in_every_way_and_closed_and_the_second_earns(mia: Member, settings: Any) -> None:
    settings.PAYER_IBAN = payouts.IBAN
    start = datetime(2025, 12, 1, tzinfo=UTC)
    people = [person(f"helper{n}", f"Helper {n}") for n in range(14)]
    with clock.standing_at(start):
        payouts.plan_the_halves(start, start + timedelta(days=364))
        fund("help", 1_000_000, key="fund")
        award(
            Award(key=m.handle, owner=m.pk, amount=2_000 - 130 * n, pool="help", hold=timedelta(0))
            for n, m in enumerate(people)
        )
    for week in range(0, 52, 3):
        payouts.live_until(start + timedelta(weeks=week, days=2))

    assert sorted(Cycle.objects.values_list("state", flat=True)) == ["closed", "earning"]
    assert set(Payout.objects.filter(status="paid").values_list("way", flat=True)) >= {
        "credit",
        "cash",
        "prize",
        "charity",
    }
    assert Payout.objects.filter(status="failed", way="cash").exists()
    assert giving().total > 0
    assert check().finding == ""


def test_a_demo_of_its_first_days_plans_nothing(mia: Member) -> None:
    payouts.plan_the_halves(datetime(2025, 12, 1, tzinfo=UTC), datetime(2025, 12, 15, tzinfo=UTC))
    payouts.live_until(datetime(2025, 12, 9, tzinfo=UTC))

    assert not Cycle.objects.exists()
