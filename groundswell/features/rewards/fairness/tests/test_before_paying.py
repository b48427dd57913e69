"""A cycle is counted and paid only after the checks: what they hold is in no payout."""

from datetime import UTC, datetime

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.models import Choice, Cycle, Payout
from groundswell.features.rewards.cycles.tests.conftest import CHOOSING, OVER, cycle, nora  # noqa: F401  fixtures
from groundswell.features.rewards.fairness.models import Finding
from groundswell.features.rewards.fairness.tests.quarter import Quarter, left_of
from groundswell.log import clock
from groundswell.members.models import Member

JUNE = datetime(2026, 6, 20, 12, tzinfo=UTC)


def test_what_a_ring_traded_is_neither_counted_nor_paid(
    cycle: Cycle,  # noqa: F811
    honest: list[Member],
    ring: list[Member],
    mia: Member,
    nora: Member,  # noqa: F811
) -> None:
    quarter = Quarter()
    quarter.start = JUNE
    quarter.honest(honest)
    quarter.ring(ring[:3], honest)
    quarter.settle()
    with clock.standing_at(CHOOSING):
        actions.move_cycles()
        Choice.objects.bulk_create(Choice(cycle=cycle, member=one, credit=100) for one in (honest[0], ring[0], ring[3]))
    with clock.standing_at(OVER):
        actions.move_cycles()

        assert Finding.objects.get().people == sorted(one.pk for one in ring[:3])
        paid = Payout.objects.filter(cycle=cycle, way="credit")
        assert [one.member_id for one in paid] == [honest[0].pk]

        trading = (ring[0], honest[0])  # from the counting to the payment another one joins in
        before = left_of(honest[0])["available"]
        for n in range(12):
            giver, author = trading[n % 2], trading[1 - n % 2]
            quarter.vote(giver, quarter.answer(author, honest[1]), author)
        quarter.settle()
        for one in (mia, nora):
            actions.approve(Cycle.objects.get(pk=cycle.pk), by=one)
        actions.move_cycles()

    assert paid.get().status in ("aside", "withheld")
    assert left_of(honest[0])["available"] < before
