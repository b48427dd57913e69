"""The year's points: the starter rules hold from its first day, and what helped was paid as it happened.

For its last weeks others are counted beside them, in the shadow: Mia would like thanks to weigh more, and votes less.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from importlib import resources

from groundswell.demo import payouts
from groundswell.demo.timeline import DAY, Deed
from groundswell.features.rewards.actions.drafting import approve_rules, begin_shadow, draft_rules
from groundswell.features.rewards.actions.funding import fund_pool
from groundswell.features.rewards.cycles.actions import make_statements
from groundswell.features.rewards.fairness import run_checks
from groundswell.ledger import lots
from groundswell.log import clock, follow
from groundswell.log.consumers import consumers
from groundswell.log.models import Cursor, LogEntry
from groundswell.members.models import Member

CONSUMER, A_STEP = "rewards.earning", 600
POOLS = {"help": 120_000, "newcomers": 40_000}
TRIED_FROM = 308 * DAY
OTHERWISE = {"thanks": 12, "useful-answers": 8, "first-solution": 200}
WHY_OTHERWISE = "Thanks come from whom an answer really helped, so they count for more; votes for a little less."


def let_rules_hold() -> None:
    """From now on in the year whoever helps earns."""
    version = draft_rules(_shipped(), by=None, note="Points for what helped others, from the first day.")
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


def around() -> Iterator[Deed]:
    yield Deed(TRIED_FROM, "try_rules", "mia")


class Rewarding:
    """What managers of the programme do in a Life."""

    members: dict[str, Member]

    def try_rules(self, deed: Deed) -> None:
        rules = json.loads(_shipped())
        for rule in rules["rules"]:
            rule["points"] = OTHERWISE.get(rule["name"], rule["points"])
        mia = self.members[deed.by]
        begin_shadow(draft_rules(json.dumps({**rules, "name": "more-thanks"}), by=mia, note=WHY_OTHERWISE), by=mia)


def _shipped() -> str:
    return resources.files("groundswell.features.rewards").joinpath("starter.json").read_text(encoding="utf-8")


def look_at_the_votes(end: datetime) -> None:
    """The checks of the last night."""
    with clock.standing_at(end):
        run_checks()


def _read() -> int:
    found = Cursor.objects.filter(pk=CONSUMER).first()
    return found.position if found else 0
