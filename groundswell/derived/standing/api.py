"""Standing over JSON: reputation with its reasons, levels and badges."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404
from ninja import Router

from groundswell.derived.standing import history, lists, progress
from groundswell.derived.standing.catalogue import BADGES
from groundswell.derived.standing.ranking import ranks
from groundswell.derived.standing.scope import asked_for
from groundswell.members.api.calls import FAILURES, Call, PersonOut, Word
from groundswell.members.api.schemas import Schema
from groundswell.members.models import Member

router = Router(tags=["standing"])


class StandingOut(Schema):
    """A member's standing, and what is missing for the next level; `falls_on` is the day on which the level ends for want
    of recent help."""

    reputation: int
    level: int
    level_name: str
    falls_on: date | None
    missing: list[str]
    asked: int
    answered: int
    commented: int
    voted: int
    solved: int
    thanked: int
    days: int
    badges: list[str]


class GainOut(Schema):
    points: int
    html: str
    at: datetime


class DayOut(Schema):
    """A day's gains; `over` is what the daily cap took."""

    date: date
    total: int
    over: int
    lines: list[GainOut]


class HistoryOut(Schema):
    items: list[DayOut]
    next: str


class BadgeOut(Schema):
    key: str
    name: str
    about: str
    grade: str


class RankOut(Schema):
    """`solved` is what counts: `by_asker` and `by_others` (trusted members, staff). `own` questions solved do not."""

    place: int
    member: PersonOut
    solved: int
    by_asker: int
    by_others: int
    own: int
    answered: int


def _member(handle: str) -> Member:
    found = Member.objects.present().called(handle).first()
    if found is None:
        raise Http404
    return found


@router.get("/members/{handle}/standing", response={200: StandingOut, **FAILURES}, operation_id="read_standing")
def standing(request: Call, handle: Word) -> Any:
    """What a member is known for."""
    member = _member(handle)
    now = progress.standing_of(member)
    way = progress.progress_of(now, progress.recent_of(member))
    counts = {name: getattr(now, name) for name in StandingOut.model_fields if hasattr(now, name)}
    badges = [badge.key for badge, _award in lists.badges_of(member)]
    return {**counts, "level_name": str(way.level.name), "missing": way.missing, "badges": badges}


@router.get("/members/{handle}/reputation", response={200: HistoryOut, **FAILURES}, operation_id="reputation_history")
def reputation(request: Call, handle: Word, after: Word = "") -> Any:
    """Every gain and what cancelled it, the newest day first."""
    page = history.history_of(_member(handle), request.viewer, after=after)
    days = [
        {
            "date": d.date,
            "total": d.total,
            "over": d.over,
            "lines": [{"points": n.points, "html": str(n.text), "at": n.at} for n in d.lines],
        }
        for d in page.days
    ]
    return {"items": days, "next": page.older}


@router.get("/badges", response={200: list[BadgeOut], **FAILURES}, operation_id="list_badges")
def badges(request: Call) -> Any:
    """All badges, and what each is given for."""
    return [{"key": b.key, "name": str(b.name), "about": str(b.about), "grade": b.grade} for b in BADGES]


@router.get("/ranks", response={200: list[RankOut], **FAILURES}, operation_id="list_ranks")
def list_ranks(
    request: Call,
    period: Literal["week", "month", "quarter", "year", "all"] = "month",
    topic: Word = "",
    tag: Word = "",
    team: bool = False,
) -> Any:
    """Who helped most, by solutions that stand; the team apart. Who does not want to be in the ranks is not."""
    given = {"period": period, "topic": topic, "tag": tag, "who": "team" if team else ""}
    return ranks(asked_for(given, request.viewer).scope).rows
