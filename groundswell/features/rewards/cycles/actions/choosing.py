"""A member says what they want for their points."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.payouts import ChoiceMade
from groundswell.features.rewards.cycles.actions.prizes import reserve
from groundswell.features.rewards.cycles.counting import NAMES, Split
from groundswell.features.rewards.cycles.dues import due_of
from groundswell.features.rewards.cycles.models import Choice, Cycle, PayoutDetails, Prize, StandingChoice, State
from groundswell.features.rewards.cycles.rules import is_choosing
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, may_act, require


@transaction.atomic
def choose(
    cycle: Cycle, split: Split, *, by: Member, prizes: Sequence[Prize] = (), address: str = "", standing: bool = False
) -> Choice:
    """Prizes come off first, then the rest is split; both replace what was chosen in this cycle before.

    `standing` keeps the split for every later cycle in which nothing is said. Raises Refused when the window is not open, Invalid
    for a split that is none, cash below the minimum or without an account, and for more prizes than points.
    """
    require(may_act(by) and not by.is_team, _("Members choose; who works for the company earns nothing."))
    limit(by.pk, "choose payout", most=60, per=HOUR)
    found = Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
    _require_window(found)
    # One choice of one member at a time, or two windows of a browser could order twice what the points buy once.
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    due, _held = due_of(found, by.pk)
    orders = reserve(found, by, prizes, address)
    left = due.points - sum(order.points for order in orders)
    if left < 0:
        raise Invalid(_("These prizes cost %(more)s points more than you have.") % {"more": -left}, "prizes")
    _check(found, split, left, by)
    shares = {**asdict(split), "at": clock.now()}
    choice, _new = Choice.objects.update_or_create(cycle=found, member=by, defaults=shares)
    if standing:
        StandingChoice.objects.update_or_create(member=by, defaults=shares)
    else:
        StandingChoice.objects.filter(member=by).delete()
    record(
        ChoiceMade(
            cycle=found.pk, member=by.pk, prizes=sorted(order.prize_id for order in orders), standing=standing, **asdict(split)
        ),
        by=by,
    )  # fmt: skip
    return choice


def _require_window(cycle: Cycle) -> None:
    if is_choosing(cycle):
        return
    if cycle.has_reached(State.CHOOSING):
        raise Refused(
            _(
                "The time to choose ended on %(day)s. What you always want holds, else your points wait for the next payout."
            )
            % {"day": f"{cycle.choose_until:%Y-%m-%d %H:%M} UTC"}
        )
    raise Refused(_("The time to choose begins on %(day)s.") % {"day": f"{cycle.choose_from:%Y-%m-%d}"})


def _check(cycle: Cycle, split: Split, left: int, by: Member) -> None:
    shares = [getattr(split, name) for name in NAMES]
    if any(not isinstance(share, int) or not 0 <= share <= 100 for share in shares) or sum(shares) != 100:
        raise Invalid(
            _("The parts are whole percent and sum to 100; these sum to %(sum)s.") % {"sum": sum(shares)}, "split"
        )
    if split.charity and cycle.charity_id is None:
        raise Invalid(_("There is no charity in this cycle."), "charity")
    if not split.cash:
        return
    cash = split.points(left)["cash"]
    if cash < cycle.cash_minimum:
        raise Invalid(_("Cash is paid from %(least)s points; this would be %(points)s.")
                      % {"least": cycle.cash_minimum, "points": cash}, "cash")  # fmt: skip
    if not PayoutDetails.objects.filter(member=by).exists():
        raise Invalid(_("Say first to which account cash is to go."), "iban")
