"""Two different people look at what was counted, before anything is paid."""

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from groundswell.events.payouts import ApprovalWithdrawn, CycleApproved, CycleMoved, PayoutWithheld
from groundswell.features.rewards.cycles.actions.prizes import release_order
from groundswell.features.rewards.cycles.models import Cycle, Payout, State, Status
from groundswell.features.rewards.cycles.rules import may_run_cycles, may_withhold
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require

LONGEST_NOTE = 200


@transaction.atomic
def approve(cycle: Cycle, *, by: Member, points: int | None = None) -> Cycle:
    """Say that what was counted is right; the second of two different people lets it be paid.

    `points` is the sum that the approver saw: when it is another by now, nothing is approved.
    """
    require(may_run_cycles(by), _("Only managers and admins approve."))
    found = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if not found.has_reached(State.COUNTED):
        raise Refused(_("There is nothing to approve yet: first members choose, then it is counted."))
    if found.has_reached(State.APPROVED):
        raise Refused(_("This cycle was approved by two people already."))
    if found.approved_by_id == by.pk:
        raise Refused(_("You approved this already. Somebody else has to, too."))
    payouts, total = _counted(found)
    if points is not None and points != total:
        raise Refused(
            _("What is to be paid has changed since you looked: it is %(points)s points now.") % {"points": total}
        )
    now = clock.now()
    if found.approved_by_id is None:
        found.approved_by, found.approved_at = by, now
        found.save(update_fields=["approved_by", "approved_at"])
        record(CycleApproved(cycle=found.pk, step=1, payouts=payouts, points=total), by=by)
        return found
    found.confirmed_by, found.confirmed_at, found.state = by, now, State.APPROVED
    found.save(update_fields=["confirmed_by", "confirmed_at", "state"])
    record(CycleApproved(cycle=found.pk, step=2, payouts=payouts, points=total), by=by)
    record(CycleMoved(cycle=found.pk, state=State.APPROVED, payouts=payouts, points=total), by=by)
    return found


@transaction.atomic
def withdraw_approval(cycle: Cycle, *, by: Member) -> None:
    """Before the second approval, the first can be taken back."""
    require(may_run_cycles(by), _("Only managers and admins approve."))
    found = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if found.state != State.COUNTED or found.approved_by_id is None:
        raise Refused(_("There is no approval that could be taken back."))
    _withdraw(found, by)


@transaction.atomic
def withhold(payout: Payout, *, by: Member, note: str) -> None:
    """Stop one payout before it is made: its points stay with the member, who reads why. Approvals start anew."""
    require(may_run_cycles(by), _("Only managers and admins withhold a payout."))
    cycle = Cycle.objects.select_for_update().get(pk=payout.cycle_id)
    found = Payout.objects.select_related("cycle", "order").select_for_update(of=("self",)).get(pk=payout.pk)
    if not may_withhold(found):
        raise Refused(_("Only what was counted and not approved by two people can be withheld."))
    if not note.strip():
        raise Invalid(_("Say why: the member reads it."), "note")
    found.status, found.note, found.ended_at = Status.WITHHELD, note.strip()[:LONGEST_NOTE], clock.now()
    found.save(update_fields=["status", "note", "ended_at"])
    if found.order:
        release_order(found.order)
    if cycle.approved_by_id is not None:
        _withdraw(cycle, by)
    record(PayoutWithheld(payout=found.pk, cycle=cycle.pk, member=found.member_id, points=found.points), by=by)


def _withdraw(cycle: Cycle, by: Member) -> None:
    cycle.approved_by = cycle.approved_at = None
    cycle.save(update_fields=["approved_by", "approved_at"])
    record(ApprovalWithdrawn(cycle=cycle.pk), by=by)


def _counted(cycle: Cycle) -> tuple[int, int]:
    due = Payout.objects.filter(cycle=cycle, status=Status.DUE).aggregate(count=Count("pk"), points=Sum("points"))
    return due["count"], due["points"] or 0
