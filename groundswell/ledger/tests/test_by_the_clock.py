"""What the schedule does with the book."""

from datetime import timedelta

from groundswell.ledger.checking import last_check
from groundswell.ledger.lots import Award, award, fund, spendable
from groundswell.ledger.models import Account, Kind, Lot
from groundswell.log import clock
from groundswell.work import schedules


def test_points_are_released_and_lost_at_their_time(db: None) -> None:
    now = clock.now()
    fund("help", 1_000, key="fund")
    award(Award(key=str(n), owner=n, amount=5, pool="help", expires_at=now + timedelta(days=n)) for n in range(10, 20))

    with clock.standing_at(now + timedelta(days=14, hours=1)):
        schedules.release_points(0)

    assert not Lot.objects.filter(held__gt=0).exists()
    assert [spendable(n) for n in (10, 14, 15, 19)] == [0, 0, 5, 5]
    assert Account.objects.get(kind=Kind.BREAKAGE).balance == 25


def test_the_book_is_checked_every_night(db: None) -> None:
    fund("help", 1_000, key="fund")

    schedules.check_book(0)

    found = last_check()
    assert found is not None and (found.transfers, found.finding) == (1, "")
