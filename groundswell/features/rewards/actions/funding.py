"""Budgets: who gives points something to come from."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.rewards import PoolFunded
from groundswell.features.rewards.actions.drafting import ONLY_MANAGERS
from groundswell.features.rewards.earning.reading import named
from groundswell.features.rewards.rules import may_manage_rewards
from groundswell.ledger.lots import fund
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require

A_FEW = 60  # an hour
MOST = 1_000_000_000


@transaction.atomic
def fund_pool(pool: str, points: int, *, key: str, by: Member | None, note: str = "") -> bool:
    """Give a budget points to give; False when the same `key` did that before. What waits for it is paid next, in its order."""
    require(by is None or may_manage_rewards(by), ONLY_MANAGERS)
    if by is not None:
        limit(by.pk, "rewards.fund", most=A_FEW, per=HOUR)
    named(pool)
    if points > MOST:
        raise Invalid(_("A budget gets at most %(most)s points at once.") % {"most": f"{MOST:,}"}, "points")
    if not fund(pool, points, key=f"fund:{key}", by=by.pk if by else None, note=note.strip()):
        return False
    record(PoolFunded(pool=pool, points=points), by=by)
    return True
