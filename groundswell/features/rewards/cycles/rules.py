"""Who may do what about cycles. Actions enforce these; pages ask them too."""

from datetime import datetime, timedelta

from groundswell.features.rewards.cycles.models import Charity, Cycle, Payout, State, Status
from groundswell.log import clock
from groundswell.members.models import Role
from groundswell.members.rules import Viewer, is_member, may_act, may_write

RUNNING = {Role.MANAGER, Role.ADMIN}
WINDOW = timedelta(days=14)
LOOK_THROUGH = timedelta(days=14)  # as long as points are held, so that the last ones are available when members choose
REMIND_BEFORE = timedelta(days=3)
MOST_PRIZES = 5


def may_run_cycles(viewer: Viewer) -> bool:
    """Plan, approve, pay, settle; change the catalogue."""
    return may_act(viewer) and is_member(viewer) and viewer.role in RUNNING


def may_approve(viewer: Viewer, cycle: Cycle) -> bool:
    """Two different people, neither of whom has to have anything to do with what is paid."""
    open_to = cycle.state == State.COUNTED and cycle.confirmed_by_id is None
    return open_to and may_run_cycles(viewer) and is_member(viewer) and cycle.approved_by_id != viewer.pk


def may_choose(viewer: Viewer, cycle: Cycle, now: datetime | None = None) -> bool:
    """Members, while the window is open; staff earn nothing."""
    return may_act(viewer) and is_member(viewer) and not viewer.is_team and is_choosing(cycle, now)


def is_choosing(cycle: Cycle, now: datetime | None = None) -> bool:
    return cycle.state == State.CHOOSING and (now or clock.now()) < cycle.choose_until


def is_voting(cycle: Cycle) -> bool:
    """Members vote for a charity until they choose what to do with their points."""
    return cycle.state in {State.EARNING, State.FROZEN}


def may_withhold(payout: Payout) -> bool:
    return payout.cycle.state == State.COUNTED and payout.status == Status.DUE


def may_nominate(viewer: Viewer) -> bool:
    return may_write(viewer)


def may_see_charity(viewer: Viewer, charity: Charity) -> bool:
    return charity.state == Charity.State.ELIGIBLE or may_run_cycles(viewer)
