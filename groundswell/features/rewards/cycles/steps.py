"""What a page or the API asks for, as calls of actions: one form may be two deeds, and then both or none."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.forms import ChoiceForm
from groundswell.features.rewards.cycles.models import Cycle, Payout, Way
from groundswell.members.models import Member
from groundswell.members.rules import Invalid


@transaction.atomic
def decide(cycle: Cycle, form: ChoiceForm, *, by: Member) -> None:
    """What a member sent: the account, if they wrote one, and the choice."""
    said = form.cleaned_data
    if said["iban"].strip():
        actions.change_details(by=by, number=said["iban"], holder=said["holder"])
    actions.choose(
        cycle, form.split(), by=by, prizes=list(said["prizes"]), address=said["address"], standing=said["standing"]
    )


def drive(cycle: Cycle, deed: str, *, by: Member, points: int | None = None, days: int = 7) -> str:
    """A button of the cockpit; return what to say. Raises Invalid for a button that there is none of."""
    if deed not in DEEDS:
        raise Invalid(_("There is no such deed."), "deed")
    if deed == "approve":
        found = actions.approve(cycle, by=by, points=points)
        return _("Approved. It is being paid.") if found.confirmed_by_id else _("Approved. Somebody else has to, too.")
    if deed == "extend":
        actions.extend_window(cycle, cycle.choose_until + timedelta(days=days), by=by)
        return _("Members have longer to choose.")
    DEEDS[deed](cycle, by)
    return _("Done.")


def settle(payout: Payout, deed: str, *, by: Member, note: str = "") -> str:
    """A button beside one payout; return what to say."""
    if deed == "confirm":
        actions.confirm(payout, by=by)
        return _("Noted as paid.")
    if deed not in {"fail", "withhold"}:
        raise Invalid(_("There is no such deed."), "deed")
    if deed == "fail":
        actions.fail(payout, by=by, note=note)
    else:
        actions.withhold(payout, by=by, note=note)
    return _("Noted. The points are the member's again, and they read why.")


def _nothing(cycle: Cycle, by: Member) -> None:
    """Those two have an answer of their own."""


Deed = Callable[[Cycle, Member], Any]
DEEDS: dict[str, Deed] = {
    "approve": _nothing,
    "extend": _nothing,
    "withdraw": lambda cycle, by: actions.withdraw_approval(cycle, by=by),
    "file": lambda cycle, by: actions.make_payment_file(cycle, by=by),
    "credited": lambda cycle, by: actions.confirm_way(cycle, Way.CREDIT, by=by),
    "transferred": lambda cycle, by: actions.confirm_way(cycle, Way.CASH, by=by),
    "hand_over": lambda cycle, by: actions.hand_over(cycle, by=by),
    "close": lambda cycle, by: actions.close(cycle, by=by),
}
