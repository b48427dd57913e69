"""Decide about the people of a finding, and take that back after an appeal. Whom it concerns always learns what, and why."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.fairness import FindingDecided, PointsGivenBack
from groundswell.features.rewards.fairness.actions.checking import MATTER
from groundswell.features.rewards.fairness.models import Concern, Deed, Finding, HeldLot
from groundswell.features.rewards.fairness.rules import may_decide
from groundswell.ledger import lots as book
from groundswell.ledger.undoing import give_back, seize
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require
from groundswell.moderation.actions.deciding import close
from groundswell.moderation.actions.measuring import suspend, warn
from groundswell.moderation.models import Decision, Reason
from groundswell.moderation.models import Deed as Said

LONGEST = 2_000
TAKES = {Deed.REVERSE, Deed.SUSPEND}


@transaction.atomic
def decide(finding: Finding, people: Iterable[int], *, by: Member, deed: str, reason: str) -> Finding:
    """Release, warn, reverse or suspend: about these people of a finding, all or none. Raises Refused when somebody else was quicker."""
    finding = Finding.objects.select_for_update(of=("self",)).select_related("item").get(pk=finding.pk)
    require(may_decide(by, finding), _("Those who moderate decide this, and nobody about a finding that they are in."))
    if deed not in Deed.values:
        raise Invalid(_("Choose what to decide."), "deed")
    if not reason.strip():
        raise Invalid(_("Say why, in a few words: whom it concerns reads it."), "reason")
    limit(by.pk, "decide_finding", most=300, per=HOUR)
    chosen = set(people)
    concerns = list(finding.concerns.filter(person__in=chosen, deed="").select_related("person").order_by("person"))
    if not chosen:
        raise Invalid(_("Choose whom this is about."), "person")
    if len(concerns) < len(chosen):
        raise Refused(_("Somebody else has decided this already."))
    for concern in concerns:
        _measure(concern.person, deed, by, reason)
    points = _move(concerns, takes=deed in TAKES, by=by, note=f"finding {finding.pk}")
    decisions = [
        _say(concern, deed, by, reason) for concern in concerns
    ]  # 0 where nothing was held: they were told of nothing
    if not finding.concerns.filter(deed="").exists():
        _close(finding, by)
    for concern, decision in zip(concerns, decisions, strict=True):
        event = FindingDecided(
            finding=finding.pk, person=concern.person_id, decision=decision, deed=deed, points=points[concern.pk]
        )
        record(event, by=by)
    return finding


def _measure(person: Member, deed: str, by: Member, reason: str) -> None:
    """What moderation does, with a decision of its own, which can be appealed against by itself."""
    if deed == Deed.WARN:
        warn(person, by=by, ground=Reason.OTHER, reason=reason)
    elif deed == Deed.SUSPEND:
        suspend(person, by=by, ground=Reason.OTHER, reason=reason)


def _move(concerns: list[Concern], *, takes: bool, by: Member | None, note: str) -> dict[int, int]:
    """Take what is held, or let it go unless another finding holds it too; returns how many points, by concern."""
    held = list(HeldLot.objects.filter(concern__in=concerns, state=HeldLot.State.HELD).select_related("lot"))
    points = {concern.pk: 0 for concern in concerns}
    for one in held:
        points[one.concern_id] += one.lot.held + one.lot.available
    if takes:
        seize([one.lot_id for one in held], note=note, by=by.pk if by else None)
    state = HeldLot.State.TAKEN if takes else HeldLot.State.RELEASED
    HeldLot.objects.filter(pk__in=[one.pk for one in held]).update(state=state)
    if takes:  # another finding that holds them too has nothing to hold any more
        gone = HeldLot.objects.filter(lot__in=[one.lot_id for one in held], state=HeldLot.State.HELD)
        gone.update(state=HeldLot.State.TAKEN)
    else:
        let_go(one.lot_id for one in held)
    return points


def let_go(lots: Iterable[int]) -> None:
    """Lots that no finding holds any more are released at their time again."""
    wanted = set(lots)
    still = HeldLot.objects.filter(lot__in=wanted, state=HeldLot.State.HELD).values_list("lot", flat=True)
    book.let_go(wanted - set(still))


def _say(concern: Concern, deed: str, by: Member, reason: str) -> int:
    concern.deed, concern.decided_at = deed, clock.now()
    if not concern.lots.exists():
        concern.save(update_fields=["deed", "decided_at"])
        return 0
    decision = Decision.objects.create(
        item=concern.finding.item, deed=Said.TAKEN if deed in TAKES else Said.RELEASED, person=concern.person, kind=MATTER,
        subject=concern.finding_id, ground=Reason.OTHER, reason=reason.strip()[:LONGEST], detected="check", by=by, at=clock.now(),
    )  # fmt: skip
    concern.decision = decision.pk
    concern.save(update_fields=["deed", "decided_at", "decision"])
    return decision.pk


def _close(finding: Finding, by: Member) -> None:
    finding.done_at = clock.now()
    finding.save(update_fields=["done_at"])
    if finding.item is not None and finding.item.done_at is None:
        close(finding.item, "looked_at", by)


@transaction.atomic
def take_back_decision(decision: Decision, by: Member, why: str) -> None:
    """An appeal was right: what was held or taken of this person is theirs again. A second person decided that, in moderation."""
    finding = Finding.objects.select_for_update(of=("self",)).select_related("item").filter(pk=decision.subject).first()
    concern = finding.concerns.filter(person=decision.person).first() if finding else None
    if (
        finding is None
        or concern is None
        or decision.person is None
        or decision.deed not in {Said.WITHHELD, Said.TAKEN}
    ):
        return
    if decision.deed == Said.WITHHELD and concern.deed:
        return  # it was decided since, and that decision has an appeal of its own
    state = HeldLot.State.TAKEN if decision.deed == Said.TAKEN else HeldLot.State.HELD
    lots = list(HeldLot.objects.filter(concern=concern, state=state).select_related("lot"))
    numbers = [one.lot_id for one in lots]
    points = sum(one.lot.held + one.lot.available for one in lots)
    if decision.deed == Said.TAKEN:
        points = give_back(numbers, note=f"finding {finding.pk}", by=by.pk)
        elsewhere = HeldLot.objects.filter(lot__in=numbers, state=HeldLot.State.TAKEN).exclude(concern=concern)
        elsewhere.filter(concern__deed="").update(state=HeldLot.State.HELD)
    HeldLot.objects.filter(pk__in=[one.pk for one in lots]).update(state=HeldLot.State.RELEASED)
    let_go(numbers)
    concern.deed, concern.decided_at = Deed.RELEASE, clock.now()
    concern.save(update_fields=["deed", "decided_at"])
    if finding.done_at is None and not finding.concerns.filter(deed="").exists():
        _close(finding, by)
    event = PointsGivenBack(finding=finding.pk, person=decision.person.pk, decision=decision.pk, points=points)
    record(event, by=by)
