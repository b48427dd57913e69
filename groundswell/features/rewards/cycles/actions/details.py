"""The account that cash goes to: checked, sealed, and never shown whole again."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.payouts import PayoutDetailsChanged
from groundswell.features.rewards.cycles.codes import fingerprint
from groundswell.features.rewards.cycles.iban import iban, shown
from groundswell.features.rewards.cycles.models import PayoutDetails
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, may_act, require
from groundswell.members.sealing import seal


@transaction.atomic
def change_details(*, by: Member, number: str, holder: str) -> PayoutDetails:
    """Give or change the account. What was counted before goes where it was to go then."""
    require(may_act(by) and not by.is_team, _("Members choose; who works for the company earns nothing."))
    limit(by.pk, "payout details", most=10, per=DAY)
    account, name = iban(number), " ".join(holder.split())
    if not 2 <= len(name) <= 70 or not name.isprintable():
        raise Invalid(_("Write whose account it is, in 2 to 70 characters."), "holder")
    details, _new = PayoutDetails.objects.update_or_create(
        member=by,
        defaults={
            "iban": seal(account), "holder": seal(name), "hint": shown(account), "at": clock.now(),
            "fingerprint": fingerprint("iban", account),
        },
    )  # fmt: skip
    record(PayoutDetailsChanged(member=by.pk, there=True), by=by)
    return details


@transaction.atomic
def remove_details(*, by: Member) -> None:
    """Forget the account. What was set aside already still goes there."""
    if PayoutDetails.objects.filter(member=by).delete()[0]:
        record(PayoutDetailsChanged(member=by.pk, there=False), by=by)
