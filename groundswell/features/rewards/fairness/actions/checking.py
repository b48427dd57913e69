"""Run the checks; what they find holds the lots that it is about, tells whose they are, and waits for a person."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import translation

from groundswell.events.fairness import FindingOpened, PointsHeld
from groundswell.features.rewards.fairness import saying
from groundswell.features.rewards.fairness.checks import Found, look
from groundswell.features.rewards.fairness.models import Concern, Finding, HeldLot
from groundswell.features.rewards.fairness.reading import Window
from groundswell.ledger import lots as book
from groundswell.ledger.models import Lot
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.moderation.models import Decision, Item, Reason, What
from groundswell.moderation.models import Deed as Said
from groundswell.moderation.models.queue import SOON

LOOKS_BACK = timedelta(days=90)
MATTER = "finding"
ALONE = "SELECT pg_advisory_xact_lock(hashtext('rewards.fairness'))"  # two who look at once would raise the same twice
SAME = 0.5  # of the people of two findings, for them to be about the same


@dataclass
class Checked:
    """What a run came to: findings that are new, lots that are now held, and points of each member that are."""

    findings: int = 0
    lots: int = 0
    points: Counter[int] = field(default_factory=Counter)


def run_checks() -> Checked:
    """Look at the last 90 days. Each finding is a transaction of its own, so whoever is stopped goes on where it stopped."""
    checked = Checked()
    for found in look(Window(clock.now() - LOOKS_BACK)):
        raise_finding(found, checked)
    return checked


@transaction.atomic
def raise_finding(found: Found, checked: Checked) -> Finding | None:
    """Open a finding, or add to the one that waits; None when no points are at stake that were not looked at before."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
    people = {one.pk: one for one in Member.objects.present().filter(pk__in=found.people)}
    before = _before(found)
    wanted = _at_stake(found, set(people), before)
    waiting = next((one for one in before if one.done_at is None), None)
    if not wanted:
        return waiting
    finding = waiting or _open(found, people)
    _look_again(finding, found)
    Concern.objects.bulk_create(
        [Concern(finding=finding, person=one) for one in people.values()], ignore_conflicts=True
    )
    for person, lots in wanted.items():
        _hold(finding, people[person], lots, checked)
    checked.findings += waiting is None
    return finding


def _before(found: Found) -> list[Finding]:
    """Findings of the same check about the same people, or most of them."""
    ours = set(found.people)
    recent = Finding.objects.filter(check_name=found.check, seen_at__gte=clock.now() - 2 * LOOKS_BACK).order_by("-pk")
    return [one for one in recent if len(ours & set(one.people)) >= SAME * len(ours | set(one.people))]


def _at_stake(found: Found, people: set[int], before: list[Finding]) -> dict[int, list[Lot]]:
    """Lots that came from these entries, that something is left of, and about which these findings say nothing yet. By owner."""
    known = HeldLot.objects.filter(concern__finding__in=before).values("lot")
    lots = Lot.objects.filter(born__entry__in=found.entries, owner__in=people).exclude(pk__in=known)
    wanted: dict[int, list[Lot]] = {}
    for lot in lots.annotate(left=F("held") + F("available")).filter(left__gt=0).order_by("pk"):
        wanted.setdefault(lot.owner, []).append(lot)
    return wanted


def _open(found: Found, people: dict[int, Member]) -> Finding:
    finding = Finding.objects.create(check_name=found.check, opened_at=clock.now())
    about = found.people[0] if found.people[0] in people else min(people)
    finding.item = Item.objects.create(
        what=What.PEOPLE, kind=MATTER, subject=finding.pk, about_id=about, rank=SOON, opened_at=finding.opened_at
    )
    finding.save(update_fields=["item"])
    record(FindingOpened(finding=finding.pk, check=found.check, people=sorted(people)), by=None)
    return finding


def _look_again(finding: Finding, found: Found) -> None:
    """The newest evidence stands; people who came to it are in it from now on."""
    finding.people = sorted({*finding.people, *found.people})
    finding.numbers, finding.ties, finding.seen_at = found.numbers, [list(tie) for tie in found.ties], clock.now()
    finding.save(update_fields=["people", "numbers", "ties", "seen_at"])
    if finding.item is not None:
        finding.item.because = [{"rule": MATTER, "check": found.check, **found.numbers}]
        finding.item.save(update_fields=["because"])


def _hold(finding: Finding, person: Member, lots: list[Lot], checked: Checked) -> None:
    """Hold the lots, and say so to whose they are, with the reason, as a decision against which they can appeal."""
    concern = Concern.objects.get(finding=finding, person=person)
    with translation.override(person.language or translation.get_language()):
        reason = saying.to_whom(finding.check_name)
    told = Decision.objects.create(
        item=finding.item, deed=Said.WITHHELD, person=person, kind=MATTER, subject=finding.pk, ground=Reason.OTHER,
        reason=reason, detected="check", automatic=True, at=clock.now(),
    )  # fmt: skip
    concern.withheld, concern.deed, concern.decided_at = told.pk, "", None
    concern.save(update_fields=["withheld", "deed", "decided_at"])
    points = sum(lot.held + lot.available for lot in lots)
    HeldLot.objects.bulk_create(HeldLot(concern=concern, lot=lot, points=lot.held + lot.available) for lot in lots)
    book.hold([lot.pk for lot in lots], note=f"finding {finding.pk}")
    checked.lots += len(lots)
    checked.points[person.pk] += points
    event = PointsHeld(finding=finding.pk, person=person.pk, decision=told.pk, points=points, lots=len(lots))
    record(event, by=None)
