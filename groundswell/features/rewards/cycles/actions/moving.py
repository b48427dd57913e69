"""What time does: a cycle begins, ends, lets members choose, is counted. Called often, each step happens once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from groundswell.events.payouts import ChoiceInvited, ChoiceReminded, CycleMoved
from groundswell.features.rewards.cycles.actions.counting import count_cycle
from groundswell.features.rewards.cycles.actions.giving import elect
from groundswell.features.rewards.cycles.actions.paying import pay_out
from groundswell.features.rewards.cycles.dues import dues
from groundswell.features.rewards.cycles.models import Choice, Cycle, Payout, PrizeOrder, State, Status
from groundswell.features.rewards.cycles.rules import REMIND_BEFORE
from groundswell.features.rewards.fairness import run_checks
from groundswell.log import clock
from groundswell.log.journal import record, record_many

LATE = timedelta(days=1)


def move_cycles() -> int:
    """Bring every cycle to where it is by now, and pay what was approved; return how many steps that took."""
    steps = 0
    for cycle in Cycle.objects.running().order_by("first"):
        if _is_to_be_paid(cycle):
            run_checks()
        while _step(cycle.pk):
            steps += 1
        if Cycle.objects.filter(pk=cycle.pk, state=State.APPROVED).exists():
            pay_out(cycle)
    return steps


def _is_to_be_paid(cycle: Cycle) -> bool:
    """Whether it is time to count what each is paid, or to set it aside: what is not fair is held before that."""
    if cycle.state == State.CHOOSING:
        return clock.now() >= cycle.choose_until
    return cycle.state == State.APPROVED and Payout.objects.filter(cycle=cycle, status=Status.DUE).exists()


@transaction.atomic
def _step(number: int) -> bool:
    """The next step of a cycle, if it is time for it."""
    cycle, now = Cycle.objects.select_for_update().get(pk=number), clock.now()
    if cycle.state == State.CHOOSING and cycle.reminded_at is None and now >= cycle.choose_until - REMIND_BEFORE:
        _remind(cycle)
        return True
    when, act = STEPS.get(State(cycle.state), (None, None))
    if when is None or act is None or now < when(cycle):
        return False
    act(cycle)
    return True


def _begin(cycle: Cycle) -> None:
    _to(cycle, State.EARNING)


def _freeze(cycle: Cycle) -> None:
    _to(cycle, State.FROZEN)


def _let_choose(cycle: Cycle) -> None:
    """A worker that comes late takes nothing off the time that members have."""
    now = clock.now()
    if now - cycle.choose_from > LATE:
        cycle.choose_from, cycle.choose_until = now, now + (cycle.choose_until - cycle.choose_from)
    cycle.charity = elect(cycle)
    cycle.invited_at = now
    cycle.save(update_fields=["choose_from", "choose_until", "charity", "invited_at"])
    until = cycle.choose_until.date().isoformat()
    record_many(
        (ChoiceInvited(cycle=cycle.pk, member=member, points=due.points, until=until), None, now)
        for member, due in dues(cycle).items()
    )
    _to(cycle, State.CHOOSING)


def _remind(cycle: Cycle) -> None:
    """Those who have something, and said nothing in this cycle."""
    said = {*Choice.objects.filter(cycle=cycle).values_list("member", flat=True)}
    said |= {*PrizeOrder.objects.filter(cycle=cycle, released_at=None).values_list("member", flat=True)}
    now, until = clock.now(), cycle.choose_until.date().isoformat()
    cycle.reminded_at = now
    cycle.save(update_fields=["reminded_at"])
    record_many(
        (ChoiceReminded(cycle=cycle.pk, member=member, points=due.points, until=until), None, now)
        for member, due in dues(cycle).items()
        if member not in said
    )


def _count(cycle: Cycle) -> None:
    payouts, points = count_cycle(cycle)
    cycle.counted_at = clock.now()
    cycle.save(update_fields=["counted_at"])
    _to(cycle, State.COUNTED, payouts, points)


def _to(cycle: Cycle, state: State, payouts: int = 0, points: int = 0) -> None:
    cycle.state = state
    cycle.save(update_fields=["state"])
    record(CycleMoved(cycle=cycle.pk, state=state, payouts=payouts, points=points), by=None)


When = Callable[[Cycle], datetime]
Act = Callable[[Cycle], None]
STEPS: dict[State, tuple[When, Act]] = {
    State.OPEN: (lambda cycle: cycle.since, _begin),
    State.EARNING: (lambda cycle: cycle.before, _freeze),
    State.FROZEN: (lambda cycle: cycle.choose_from, _let_choose),
    State.CHOOSING: (lambda cycle: cycle.choose_until, _count),
}
