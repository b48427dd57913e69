"""After points are set aside: what arrived is confirmed, what did not comes back, and a cycle is closed."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.payouts import CycleMoved, PaymentFileMade, PayoutFailed, PayoutPaid
from groundswell.features.rewards.cycles.actions.prizes import release_order
from groundswell.features.rewards.cycles.bank import destination
from groundswell.features.rewards.cycles.iban import iban
from groundswell.features.rewards.cycles.models import Cycle, PaymentFile, Payout, Prize, State, Status, Way
from groundswell.features.rewards.cycles.models.payouts import DONE
from groundswell.features.rewards.cycles.rules import may_run_cycles
from groundswell.ledger import undoing
from groundswell.log import clock
from groundswell.log.journal import record, record_many
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require

LONGEST_NOTE, BATCH = 200, 500


@transaction.atomic
def confirm(payout: Payout, *, by: Member | None) -> None:
    """One payment has arrived, or a thing is on its way. `by` is nobody when the bill said so itself."""
    require(by is None or may_run_cycles(by), _("Only managers and admins say what was paid."))
    cycle = Cycle.objects.select_for_update().get(pk=payout.cycle_id)
    found = Payout.objects.get(pk=payout.pk)
    if found.status == Status.PAID:
        return
    if found.status != Status.ASIDE:
        raise Refused(_("This payout is not under way: %(status)s.") % {"status": found.get_status_display()})
    if found.way == Way.CASH and found.file_id is None:
        raise Refused(_("This payout is in no file for the bank yet."))
    mark_paid([found], by=by)
    paid_when_done(cycle)


def confirm_way(cycle: Cycle, way: Way, *, by: Member) -> int:
    """All that is under way by one way has arrived: the bank took the file, the bill has the credit. Returns how many."""
    require(may_run_cycles(by), _("Only managers and admins say what was paid."))
    if way not in {Way.CREDIT, Way.CASH}:
        raise Invalid(_("Only credit and cash are confirmed all at once."), "way")
    total = 0
    while done := _confirm_some(cycle.pk, way, by):
        total += done
    return total


@transaction.atomic
def _confirm_some(number: int, way: Way, by: Member) -> int:
    cycle = Cycle.objects.select_for_update().get(pk=number)
    under_way = Payout.objects.filter(cycle=cycle, status=Status.ASIDE, way=way)
    if way == Way.CASH:
        under_way = under_way.exclude(file=None)
    done = mark_paid(list(under_way.order_by("pk")[:BATCH]), by=by)
    paid_when_done(cycle)
    return done


@transaction.atomic
def fail(payout: Payout, *, by: Member | None, note: str) -> None:
    """It did not arrive: its points are available again, in the lots that they came from, and the member reads why."""
    require(by is None or may_run_cycles(by), _("Only managers and admins say what failed."))
    if not note.strip():
        raise Invalid(_("Say why: the member reads it."), "note")
    cycle = Cycle.objects.select_for_update().get(pk=payout.cycle_id)
    found = Payout.objects.select_related("order__prize").get(pk=payout.pk)
    if found.status not in {Status.ASIDE, Status.PAID} or found.way in {Way.CHARITY, Way.LOST}:
        raise Refused(_("Only what was sent out by bill, bank or post can come back."))
    if found.order and found.order.prize.kind == Prize.Kind.CODE and found.status == Status.PAID:
        raise Refused(_("The member has read this code, so it cannot come back."))
    undoing.fail(found.key, by=by.pk if by else None, note=note.strip()[:LONGEST_NOTE])
    found.status, found.note, found.ended_at = Status.FAILED, note.strip()[:LONGEST_NOTE], clock.now()
    found.save(update_fields=["status", "note", "ended_at"])
    if found.order:
        release_order(found.order)
    record(
        PayoutFailed(payout=found.pk, cycle=cycle.pk, member=found.member_id, way=found.way, points=found.points), by=by
    )
    paid_when_done(cycle)


@transaction.atomic
def make_payment_file(cycle: Cycle, *, by: Member, on: date | None = None) -> PaymentFile:
    """A file for the bank with every cash payout that is in none yet, to be carried out `on` a day, tomorrow if not said.

    Whose account cannot be read any more is not in it: their payout fails, and they are told.
    """
    require(may_run_cycles(by), _("Only managers and admins make files for the bank."))
    found = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if not settings.PAYER_IBAN:
        raise Refused(_("Set GROUNDSWELL_PAYER_NAME and GROUNDSWELL_PAYER_IBAN first: the bank asks who pays."))
    iban(settings.PAYER_IBAN)
    new = list(Payout.objects.filter(cycle=found, way=Way.CASH, status=Status.ASIDE, file=None).order_by("pk"))
    unreadable = [payout for payout in new if destination(payout) is None]
    new = [payout for payout in new if payout not in unreadable]
    if not new and not unreadable:
        raise Refused(_("There is no cash payout that is in no file yet."))
    if not new:
        raise Refused(
            _("The accounts of these payouts cannot be read: was the secret key changed? Say that they failed.")
        )
    day = on or clock.now().date() + timedelta(days=1)
    number = PaymentFile.objects.filter(cycle=found).count() + 1
    file = PaymentFile.objects.create(
        cycle=found, message=f"{found.name}-{found.pk}-{number}"[:35], on=day, count=len(new),
        money=sum(payout.money for payout in new), made_by=by,
    )  # fmt: skip
    Payout.objects.filter(pk__in=[payout.pk for payout in new]).update(file=file)
    record(PaymentFileMade(file=file.pk, cycle=found.pk, payments=file.count, money=file.money), by=by)
    return file


@transaction.atomic
def close(cycle: Cycle, *, by: Member) -> Cycle:
    """Everything is paid and the charity has its part: nothing of this cycle changes any more, but for what a bank sends back."""
    require(may_run_cycles(by), _("Only managers and admins close a cycle."))
    found = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if found.state == State.CLOSED:
        raise Refused(_("This cycle is closed already."))
    if found.state != State.PAID:
        raise Refused(_("A cycle can be closed once everybody was paid; this one is not that far."))
    if (
        found.handed_over_at is None
        and Payout.objects.filter(cycle=found, way=Way.CHARITY, status=Status.PAID).exists()
    ):
        raise Refused(_("Hand over first what members gave to the charity."))
    found.state, found.closed_at = State.CLOSED, clock.now()
    found.save(update_fields=["state", "closed_at"])
    record(CycleMoved(cycle=found.pk, state=State.CLOSED), by=by)
    return found


def mark_paid(payouts: Sequence[Payout], *, by: Member | None) -> int:
    """Belongs inside the transaction that locked the cycle. In the book they leave the house; return how many they are."""
    if not payouts:
        return 0
    undoing.pay([payout.key for payout in payouts], by=by.pk if by else None)
    now = clock.now()
    Payout.objects.filter(pk__in=[payout.pk for payout in payouts]).update(status=Status.PAID, ended_at=now)
    record_many(
        (PayoutPaid(payout=p.pk, cycle=p.cycle_id, member=p.member_id, way=p.way, points=p.points, money=p.money),
         by.pk if by else None, now)
        for p in payouts
    )  # fmt: skip
    return len(payouts)


def paid_when_done(cycle: Cycle) -> None:
    """A cycle whose row is locked is paid when nobody waits any more."""
    if cycle.state != State.APPROVED or Payout.objects.filter(cycle=cycle).exclude(status__in=DONE).exists():
        return
    cycle.state, cycle.paid_at = State.PAID, clock.now()
    cycle.save(update_fields=["state", "paid_at"])
    record(CycleMoved(cycle=cycle.pk, state=State.PAID), by=None)
