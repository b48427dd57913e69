"""Gatherings over JSON."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import Http404
from ninja import Router, Status

from groundswell.features.gatherings import actions, queries
from groundswell.features.gatherings.models import Gathering
from groundswell.members.api.calls import FAILURES, Call, PersonOut, Pk, Text, Word, member_of
from groundswell.members.api.schemas import Schema
from groundswell.members.groups.aims import Aim

router = Router(tags=["gatherings"])


class GatheringOut(Schema):
    """A gathering. `says` is what the caller said: going, waiting, maybe, no or nothing; `link` is empty for who has no seat.

    `series_id` is the series that it is one of, if it comes again.
    """

    id: int
    url: str
    title: str
    html: str
    host: PersonOut | None
    starts_at: datetime
    ends_at: datetime
    zone: str
    location: str
    link: str
    capacity: int | None
    going: int
    waiting: int
    cancelled: bool
    says: str
    series_id: int | None


class GatheringsOut(Schema):
    """Upcoming: the next first; past: the latest first. `next` is the cursor."""

    items: list[GatheringOut]
    next: str


class GatheringPlan(Schema):
    """`starts` and `ends` as a clock shows them in the time zone `zone`, such as 2026-12-05T18:00 in Europe/Berlin."""

    title: Word
    body: Text
    starts: datetime
    ends: datetime
    zone: Word
    location: Word = ""
    link: Text = ""
    capacity: int | None = None

    def plan(self) -> actions.Plan:
        said = {name: getattr(self, name) for name in ("title", "body", "zone", "location", "link", "capacity")}
        local = {name: getattr(self, name).replace(tzinfo=None) for name in ("starts", "ends")}
        return actions.Plan(**said, **local)


class GatheringChange(GatheringPlan):
    """With `later` also of those after it in its series, which keep what differs otherwise."""

    later: bool = False


class GatheringRepeats(Schema):
    """Every `week`, `fortnight`, `date` (of the month) or `weekday` (of the month), until a day or so many times in all."""

    every: Literal["week", "fortnight", "date", "weekday"]
    until: date | None = None
    times: int | None = None


class GatheringIn(GatheringPlan):
    """The team may say for whom it is: staff in `roles`, members from `level` on or of `groups`. `place` is a topic.

    What `repeats` is a series, whose first is answered.
    """

    roles: list[Word] = []
    level: int | None = None
    groups: list[Pk] = []
    place: Pk | None = None
    once: UUID | None = None
    repeats: GatheringRepeats | None = None


class GatheringAnswer(Schema):
    """going, maybe or no."""

    says: Word


class GatheringCancel(Schema):
    because: Text = ""
    later: bool = False


class GatheringRecap(Schema):
    body: Text


@router.get("/gatherings", response={200: GatheringsOut, **FAILURES}, operation_id="list_gatherings")
def list_all(request: Call, past: bool = False, after: str = "", series: Pk | None = None) -> Any:
    """Those that are for the caller; of each series only the next one, unless it is asked for by its number."""
    listing = queries.list_gatherings(request.viewer, past=past, after=after, series=series)
    return {"items": [_out(row, request) for row in listing.rows], "next": listing.older}


@router.get("/gatherings/{pk}", response={200: GatheringOut, **FAILURES}, operation_id="read_gathering")
def read(request: Call, pk: Pk) -> Any:
    """One of them."""
    return _shown(request, pk)


@router.post("/gatherings", response={201: GatheringOut, **FAILURES}, operation_id="host_gathering")
def host(request: Call, said: GatheringIn) -> Any:
    """Host one. What a member hosts waits for a look, and is answered by 202."""
    aim = Aim(roles=said.roles, level=said.level, groups=said.groups, place=said.place)
    repeats = actions.Repeats(**said.repeats.dict()) if said.repeats else None
    made = actions.host_gathering(said.plan(), by=member_of(request), aim=aim, once=said.once, repeats=repeats)
    return Status(201, _shown(request, made.pk))


@router.put("/gatherings/{pk}", response={200: GatheringOut, **FAILURES}, operation_id="change_gathering")
def change(request: Call, pk: Pk, said: GatheringChange) -> Any:
    """Say it otherwise, or move it; who wanted to come is told of a move."""
    actions.change_gathering(_found(request, pk), said.plan(), by=member_of(request), later=said.later)
    return _shown(request, pk)


@router.put("/gatherings/{pk}/answer", response={200: GatheringOut, **FAILURES}, operation_id="answer_gathering")
def answer(request: Call, pk: Pk, said: GatheringAnswer) -> Any:
    """Say whether the caller comes; `says` of the answer is what holds: waiting, when it is full."""
    actions.answer_gathering(_found(request, pk), by=member_of(request), says=said.says)
    return _shown(request, pk)


@router.post("/gatherings/{pk}/cancel", response={200: GatheringOut, **FAILURES}, operation_id="cancel_gathering")
def cancel(request: Call, pk: Pk, said: GatheringCancel) -> Any:
    """It does not take place."""
    actions.cancel_gathering(_found(request, pk), by=member_of(request), because=said.because, later=said.later)
    return _shown(request, pk)


@router.put("/gatherings/{pk}/recap", response={204: None, **FAILURES}, operation_id="recap_gathering")
def recap(request: Call, pk: Pk, said: GatheringRecap) -> Any:
    """Say what came of it, once it is over."""
    actions.write_recap(_found(request, pk), by=member_of(request), body=said.body)
    return Status(204, None)


def _found(request: Call, pk: int) -> Gathering:
    found = Gathering.objects.visible_to(request.viewer).select_related("voice", "host").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _shown(request: Call, pk: int) -> dict[str, Any]:
    return _out(queries.row_of(_found(request, pk), request.viewer), request)


def _out(row: queries.GatheringRow, request: Call) -> dict[str, Any]:
    one = row.gathering
    fields = ("starts_at", "ends_at", "zone", "location", "capacity", "going", "waiting", "host", "series_id")
    return {
        **{name: getattr(one, name) for name in fields},
        "id": one.pk,
        "url": f"{settings.SITE_URL}{one.get_absolute_url()}",
        "title": one.voice.title,
        "html": one.voice.html,
        "link": one.link if queries.has_link(one, row.says, request.viewer) else "",
        "cancelled": one.cancelled_at is not None,
        "says": row.says,
    }
