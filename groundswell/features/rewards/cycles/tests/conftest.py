"""A half-year, points in it, and a second person who may approve."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from conftest import person
from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.models import Charity, Cycle
from groundswell.ledger.lots import Award, award, fund, release
from groundswell.log import clock
from groundswell.members.models import Member, Role

SPRING = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHOOSING = datetime(2026, 7, 15, 12, tzinfo=UTC)
OVER = datetime(2026, 7, 30, 12, tzinfo=UTC)
Give = Callable[..., None]


@pytest.fixture
def nora(db: None) -> Member:
    """Runs the place, and is the second to approve."""
    return person("nora", "Nora Falk", Role.ADMIN)


@pytest.fixture
def cycle(mia: Member) -> Cycle:
    """The first half of 2026, earning."""
    with clock.standing_at(SPRING):
        opened = actions.open_cycle("2026-1", date(2026, 1, 1), date(2026, 6, 30), by=mia, match_most=1_000)
        actions.move_cycles()
    return Cycle.objects.get(pk=opened.pk)


@pytest.fixture
def give(db: None) -> Give:
    """Points out of a full budget, available at once."""
    fund("help", 10_000_000, key="budget")
    count = iter(range(10_000))

    def give(member: Member, points: int, at: datetime = SPRING) -> None:
        with clock.standing_at(at):
            award([Award(key=f"gift {next(count)}", owner=member.pk, amount=points, pool="help", at=at)])
            release(at=at + timedelta(days=15))

    return give


@pytest.fixture
def sea_rescue(cycle: Cycle, ada: Member, ben: Member, mia: Member, give: Give) -> Charity:
    """Proposed by Ada, let in by Mia, voted for by Ben."""
    give(ben, 1)
    with clock.standing_at(SPRING):
        charity = actions.nominate(by=ada, name="Sea Rescue", about="Pulls people out of the water.")
        actions.decide_charity(charity, by=mia, eligible=True)
        charity.refresh_from_db()
        actions.vote_for(charity, cycle, by=ben)
    return charity
