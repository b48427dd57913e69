"""Points over JSON: what somebody has and how it came, the rules that hold, and for managers what they do with them."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from ninja import Field, Router, Status

from groundswell.features.rewards.actions import drafting
from groundswell.features.rewards.actions.funding import fund_pool
from groundswell.features.rewards.earning.words import sentences
from groundswell.features.rewards.lists import Listed, versions
from groundswell.features.rewards.models import Version
from groundswell.features.rewards.own import FARTHEST, history, wallet
from groundswell.features.rewards.places import names_for, without_topics
from groundswell.features.rewards.rules import may_manage_rewards
from groundswell.features.rewards.statements import months
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, member_of
from groundswell.members.api.schemas import Schema
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require

router = Router(tags=["rewards"])


class ReleaseOut(Schema):
    """On which day how many points become available."""

    day: date
    points: int


class WalletOut(Schema):
    """In points. `held` has what is released on its day and what is `looked_into`; `waiting` is earned and waits for its budget."""

    available: int
    held: int
    looked_into: int
    waiting: int
    this_month: int
    releases: list[ReleaseOut]


class LineOut(Schema):
    """What changed the points of the caller, and why. `what` is award, reverse, release, spend, fail, expire, hold, seize or opening."""

    at: datetime
    points: int
    what: str
    text: str
    rule: str
    version: int | None
    held_until: datetime | None
    looked_into: bool
    note: str


class LinesOut(Schema):
    items: list[LineOut]
    next: int | None


class StatementOut(Schema):
    """Points in a month ("2026-05"): what was there `before`, what came and went, and what was `held` and `available` at its end."""

    month: str
    before: int
    earned: int
    taken_back: int
    paid: int
    held: int
    available: int


SUMMED = ("before", "earned", "taken_back", "paid", "held", "available")


class RuleOut(Schema):
    """A rule in plain words; without a name what holds for all of them."""

    name: str
    says: str


class RulesVersionOut(Schema):
    """`state` is holds, held, will hold, draft or shadow. `text` is the rule set itself."""

    number: int
    name: str
    state: str
    since: datetime | None
    note: str
    points: int
    text: str
    rules: list[RuleOut]


class DraftIn(Schema):
    text: Text
    note: Word = ""


class ApproveIn(Schema):
    since: datetime


class FundIn(Schema):
    """`key` says what it is for: the same key gives nothing twice."""

    pool: Word
    points: int = Field(ge=1, le=10**9)
    key: str = Field(min_length=1, max_length=80)
    note: Word = ""


@router.get("/rewards", response={200: WalletOut, **FAILURES}, operation_id="read_points")
def points(request: Call) -> Any:
    """What the caller has."""
    found = wallet(member_of(request))
    releases = [{"day": day, "points": points} for day, points in found.releases]
    return {
        **{name: getattr(found, name) for name in ("available", "held", "looked_into", "waiting", "this_month")},
        "releases": releases,
    }


@router.get("/rewards/lines", response={200: LinesOut, **FAILURES}, operation_id="list_point_lines")
def lines(request: Call, after: int = 0) -> Any:
    """How the caller's points came and went, the newest first; `after` is the `next` of the page before."""
    found = history(member_of(request), skipped=min(max(after, 0), FARTHEST))
    shown = ("at", "points", "what", "rule", "version", "held_until", "looked_into", "note")
    items = [{**{name: getattr(one, name) for name in shown}, "text": strip_tags(one.text)} for one in found.lines]
    return {"items": items, "next": found.older}


@router.get("/rewards/statements", response={200: list[StatementOut], **FAILURES}, operation_id="list_point_statements")
def statements(request: Call) -> Any:
    """The caller's months that are over, the newest first; each is made once and never changes."""
    return [{"month": one.name, **{name: getattr(one, name) for name in SUMMED}} for one in months(member_of(request))]


@router.get("/rewards/rules", response={200: list[RulesVersionOut], **FAILURES}, operation_id="list_earning_rules")
def rules(request: Call) -> Any:
    """All versions of the rules that hold, held or will hold, the newest first; for managers drafts too."""
    reader = member_of(request)
    every = may_manage_rewards(reader)
    return [_version(one, reader) for one in versions() if every or one.since is not None]


@router.post("/rewards/rules", response={201: RulesVersionOut, **FAILURES}, operation_id="draft_earning_rules")
def draft(request: Call, said: DraftIn) -> Any:
    """Draft a version. It pays nobody until it is approved."""
    made = drafting.draft_rules(said.text, by=member_of(request), note=said.note)
    return Status(201, _numbered(made.number, member_of(request)))


@router.put(
    "/rewards/rules/{number}/approval",
    response={200: RulesVersionOut, **FAILURES},
    operation_id="approve_earning_rules",
)
def approve(request: Call, number: Pk, said: ApproveIn) -> Any:
    """Let a draft hold from a moment on that is still to come."""
    by = _manager(request)
    if said.since.tzinfo is None:
        raise Invalid(_("Say the time with its zone, as 2027-01-01T00:00:00Z."), "since")
    drafting.approve_rules(_found(number), since=said.since, by=by)
    return _numbered(number, by)


@router.put("/rewards/rules/{number}/shadow", response={200: RulesVersionOut, **FAILURES}, operation_id="begin_shadow")
def begin_shadow(request: Call, number: Pk) -> Any:
    """Count a draft beside the rules that hold."""
    by = _manager(request)
    drafting.begin_shadow(_found(number), by=by)
    return _numbered(number, by)


@router.delete("/rewards/rules/{number}/shadow", response={200: RulesVersionOut, **FAILURES}, operation_id="end_shadow")
def end_shadow(request: Call, number: Pk) -> Any:
    """Count it no longer."""
    by = _manager(request)
    drafting.end_shadow(_found(number), by=by)
    return _numbered(number, by)


@router.post("/rewards/funds", response={201: dict[str, bool], **FAILURES}, operation_id="fund_pool")
def fund(request: Call, said: FundIn) -> Any:
    """Give a budget points to give; `new` is false when the same key did that before."""
    return Status(201, {"new": fund_pool(said.pool, said.points, key=said.key, by=member_of(request), note=said.note)})


def _manager(request: Call) -> Any:
    by = member_of(request)
    require(may_manage_rewards(by), drafting.ONLY_MANAGERS)
    return by


def _found(number: int) -> Version:
    return get_object_or_404(Version, number=min(number, 2**31 - 1))


def _numbered(number: int, reader: Member) -> dict[str, Any]:
    return _version(next(one for one in versions() if one.number == number), reader)


def _version(one: Listed, reader: Member) -> dict[str, Any]:
    names = names_for(reader, one.version.rules)
    said = [{"name": name, "says": text} for name, text in sentences(one.version.rules, names)]
    return {"number": one.number, "name": one.name, "state": one.state, "since": one.since, "note": one.note, "points": one.points,
            "text": without_topics(one.version, names), "rules": said}  # fmt: skip
