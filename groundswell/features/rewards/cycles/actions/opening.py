"""Plan a cycle, and give members longer to choose."""

import re
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from groundswell.events.payouts import CycleOpened, WindowExtended
from groundswell.features.rewards.cycles.models import Cycle, State
from groundswell.features.rewards.cycles.models.cycles import midnight
from groundswell.features.rewards.cycles.rules import LOOK_THROUGH, WINDOW, may_run_cycles
from groundswell.ledger.units import known
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require

LONGEST = timedelta(days=731)
NAME = re.compile(r"[a-z0-9-]{1,20}", re.IGNORECASE)


@transaction.atomic
def open_cycle(
    name: str,
    first: date,
    last: date,
    *,
    by: Member,
    window: timedelta = WINDOW,
    look_through: timedelta = LOOK_THROUGH,
    currency: str = "",
    worth: int = 1,
    cash_minimum: int = 1_000,
    match_percent: int = 100,
    match_most: int = 0,
) -> Cycle:
    """Plan a period from one day to another, both included. Raises Invalid when it cannot be, or overlaps another."""
    require(may_run_cycles(by), _("Only managers and admins plan cycles."))
    if not NAME.fullmatch(name):
        raise Invalid(_("A cycle has a short name of letters, digits and hyphens, such as 2026-1."), "name")
    if last < first or last - first > LONGEST:
        raise Invalid(_("A cycle ends on a day after it began, within two years."), "last")
    if not timedelta(days=1) <= window <= timedelta(days=90) or not timedelta() <= look_through <= timedelta(days=90):
        raise Invalid(_("Members choose for 1 to 90 days, and 0 to 90 days pass before they do."), "window")
    if not (1 <= worth <= 10_000 and 1 <= cash_minimum <= 10**9 and 0 <= match_percent <= 1_000 and match_most >= 0):
        raise Invalid(_("A point is worth a whole number of cents, and no number here is below zero."), "worth")
    _one_at_a_time()
    if other := Cycle.objects.filter(first__lte=last, last__gte=first).first():
        raise Invalid(_("These days overlap the cycle “%(name)s”.") % {"name": other.name}, "first")
    if Cycle.objects.filter(name__iexact=name).exists():
        raise Invalid(_("There is a cycle “%(name)s” already.") % {"name": name}, "name")
    opens = midnight(last + timedelta(days=1)) + look_through
    cycle = Cycle.objects.create(
        name=name, first=first, last=last, choose_from=opens, choose_until=opens + window, worth=worth, opened_by=by,
        currency=known(currency or settings.CURRENCY), cash_minimum=cash_minimum, match_percent=match_percent,
        match_most=match_most,
    )  # fmt: skip
    record(CycleOpened(cycle=cycle.pk, first=first.isoformat(), last=last.isoformat()), by=by)
    return cycle


@transaction.atomic
def extend_window(cycle: Cycle, until: datetime, *, by: Member) -> None:
    """Let members choose longer. A window that is over stays over: nobody's choice changes after it was counted."""
    require(may_run_cycles(by), _("Only managers and admins change when members choose."))
    found = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if found.has_reached(State.COUNTED) or (found.state == State.CHOOSING and found.choose_until <= clock.now()):
        raise Refused(_("The time to choose is over in this cycle."))
    if not found.choose_until < until <= found.choose_from + timedelta(days=90):
        raise Invalid(_("A window is only made longer, to at most 90 days."), "until")
    found.choose_until = until
    found.save(update_fields=["choose_until"])
    record(WindowExtended(cycle=found.pk, until=until.isoformat()), by=by)


def _one_at_a_time() -> None:
    """Two who plan at once would not see each other's days."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('rewards.cycles'))")
