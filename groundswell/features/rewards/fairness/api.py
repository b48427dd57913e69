"""Findings for those who moderate, and what is held of the caller's points, over JSON."""

from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from groundswell.features.rewards.fairness import queries
from groundswell.features.rewards.fairness.actions.deciding import decide
from groundswell.features.rewards.fairness.models import Finding
from groundswell.features.rewards.fairness.rules import may_review
from groundswell.members.api.calls import FAILURES, Call, PersonOut, Pk, Word, member_of, moderating
from groundswell.members.api.schemas import Schema
from groundswell.members.rules import require
from groundswell.moderation.models import Decision

router = Router(tags=["rewards"])


class ConcernOut(Schema):
    """One person of a finding. `deed` is release, warn, reverse or suspend, empty while nobody decided about them."""

    person: PersonOut
    gave: int
    got: int
    points_held: int
    points_taken: int
    deed: str


class FindingOut(Schema):
    """What a check found; `numbers` is its evidence, shares from 0 to 1, and `sentence` says it in words."""

    id: int
    check: str
    sentence: str
    numbers: dict[str, float]
    opened_at: datetime
    done_at: datetime | None
    people: list[PersonOut]


class FindingInFull(FindingOut):
    """`ties` are (giver, author, how many votes and solutions) among its people, by member number."""

    concerns: list[ConcernOut]
    ties: list[list[int]]


class FindingsOut(Schema):
    findings: list[FindingOut]
    waiting: int
    next: str


class FindingDecideIn(Schema):
    """What to decide about whom: release their points, release and warn, reverse (take back), or take back and suspend."""

    deed: Literal["release", "warn", "reverse", "suspend"]
    people: list[Pk] = Field(max_length=200)
    reason: str = Field(max_length=2_000, pattern=r"^[^\x00]*$")


class HeldOut(Schema):
    """Points of the caller that a check holds or held; `decisions` are the numbers of those that can be read and appealed against."""

    check: str
    why: str
    state: Literal["held", "taken", "released"]
    points: int
    points_held: int
    points_taken: int
    since: datetime
    decisions: list[int]


@router.get("/rewards/findings", response={200: FindingsOut, **FAILURES}, operation_id="list_findings")
def findings(request: Call, decided: bool = False, after: Word = "") -> Any:
    """What checks of fairness found: what waits, the oldest first, or what was decided, the newest first."""
    _reviewing(request)
    found = queries.findings(decided=decided, before=after)
    rows = [_finding(row.finding, row.sentence, row.people) for row in found.rows]
    return {"findings": rows, "waiting": found.waiting, "next": found.older}


@router.get("/rewards/findings/{pk}", response={200: FindingInFull, **FAILURES}, operation_id="read_finding")
def read_finding(request: Call, pk: Pk) -> Any:
    """One finding, with what its people gave each other."""
    _reviewing(request)
    return _in_full(pk)


@router.post(
    "/rewards/findings/{pk}/decision", response={200: FindingInFull, **FAILURES}, operation_id="decide_finding"
)
def decide_finding(request: Call, pk: Pk, said: FindingDecideIn) -> Any:
    """Decide about people of a finding, all or none of those who are named."""
    by = moderating(request)
    finding = get_object_or_404(Finding, pk=pk)
    decide(finding, said.people, by=by, deed=said.deed, reason=said.reason)
    return _in_full(pk)


@router.get("/rewards/held", response={200: list[HeldOut], **FAILURES}, operation_id="list_held_points")
def held(request: Call) -> Any:
    """What of the caller's points checks hold or held, and why."""
    return [_held(one) for one in queries.own(member_of(request))]


def _reviewing(request: Call) -> None:
    require(may_review(moderating(request)), _("Only moderators see this."))


def _finding(finding: Finding, sentence: str, people: list[Any]) -> dict[str, Any]:
    return {
        "id": finding.pk,
        "check": finding.check_name,
        "sentence": sentence,
        "numbers": finding.numbers,
        "opened_at": finding.opened_at,
        "done_at": finding.done_at,
        "people": people,
    }


def _in_full(pk: int) -> dict[str, Any]:
    shown = queries.shown(get_object_or_404(Finding, pk=pk))
    people = [one.concern.person for one in shown.people]
    concerns = [
        {"person": one.concern.person, "gave": one.gave, "got": one.got, "points_held": one.held,
         "points_taken": one.taken, "deed": one.concern.deed}
        for one in shown.people
    ]  # fmt: skip
    return {**_finding(shown.finding, shown.sentence, people), "concerns": concerns, "ties": shown.finding.ties}


def _held(one: queries.Own) -> dict[str, Any]:
    decisions: list[Decision] = one.decisions
    return {
        "check": one.concern.finding.check_name,
        "why": one.why,
        "state": one.state,
        "points": one.points,
        "points_held": one.held,
        "points_taken": one.taken,
        "since": one.concern.finding.opened_at,
        "decisions": [decision.pk for decision in decisions],
    }
