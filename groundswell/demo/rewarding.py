"""The year's points: the starter rules hold from its first day, and what helped was paid as it happened."""

from datetime import datetime
from importlib import resources

from groundswell.demo import payouts
from groundswell.features.rewards.actions.drafting import approve_rules, draft_rules
from groundswell.features.rewards.actions.funding import fund_pool
from groundswell.features.rewards.cycles.actions import make_statements
from groundswell.features.rewards.fairness import run_checks
from groundswell.ledger import lots
from groundswell.log import clock, follow
from groundswell.log.consumers import consumers
from groundswell.log.models import Cursor, LogEntry

CONSUMER, A_STEP = "rewards.earning", 600
POOLS = {"help": 120_000, "newcomers": 40_000}


def let_rules_hold() -> None:
    """From now on in the year whoever helps earns."""
    shipped = resources.files("groundswell.features.rewards").joinpath("starter.json").read_text(encoding="utf-8")
    version = draft_rules(shipped, by=None, note="Points for what helped others, from the first day.")
    approve_rules(version, since=clock.now(), by=None)
    for pool, points in POOLS.items():
        fund_pool(pool, points, key=f"demo {pool}", by=None)


def pay_through(end: datetime) -> None:
    """Give the year's points some weeks at a time, so that the book says when each came; what is held is released in its time."""
    while True:
        last = LogEntry.objects.filter(position__gt=_read()).order_by("position")[A_STEP - 1 : A_STEP].first()
        with clock.standing_at(last.at if last else end):
            if follow._step(consumers[CONSUMER], A_STEP) is None:
                break
            while lots.release():
                pass
            payouts.live_until(clock.now())
            make_statements(clock.now().date())


def look_at_the_votes(end: datetime) -> None:
    """The checks of the last night."""
    with clock.standing_at(end):
        run_checks()


def _read() -> int:
    found = Cursor.objects.filter(pk=CONSUMER).first()
    return found.position if found else 0
