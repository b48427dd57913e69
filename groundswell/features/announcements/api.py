"""Announcements over JSON."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from ninja import Router, Status

from groundswell.features.announcements import actions, queries
from groundswell.features.announcements.actions import Shape
from groundswell.features.announcements.models import Announcement
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, moderating
from groundswell.members.api.schemas import Schema
from groundswell.members.groups.aims import Aim

router = Router(tags=["announcements"])


class AnnouncementText(Schema):
    """What it says in one language."""

    language: Word
    title: Word
    html: str


class AnnouncementOut(Schema):
    """What the team tells everybody, or some; `until` is empty when it has no end. `state` is coming, running or over."""

    id: int
    url: str
    texts: list[AnnouncementText]
    since: datetime
    until: datetime | None
    state: str
    how: str
    dismissible: bool


class AnnouncementsOut(Schema):
    """The latest first; `next` is the cursor."""

    items: list[AnnouncementOut]
    next: str


class AnnouncementSaid(Schema):
    """Headline and Markdown in one language."""

    title: Word
    body: Text


class AnnouncementShape(Schema):
    """The texts by language, from when until when it is shown, and how: bar or list."""

    texts: dict[str, AnnouncementSaid]
    since: datetime | None = None
    until: datetime | None = None
    how: Word = "bar"
    dismissible: bool = True

    def said(self) -> dict[str, Any]:
        shape = Shape(since=self.since, until=self.until, how=self.how, dismissible=self.dismissible)
        return {"texts": {code: (one.title, one.body) for code, one in self.texts.items()}, "shape": shape}


class AnnouncementIn(AnnouncementShape):
    """And for whom: staff in `roles`, members from `level` on, of `groups`, or readers of the topic `place`; with nothing
    of that everybody. With `told` they get it as news, once."""

    roles: list[Word] = []
    level: int | None = None
    groups: list[Pk] = []
    place: Pk | None = None
    told: bool = False
    once: UUID | None = None


@router.get("/announcements", response={200: AnnouncementsOut, **FAILURES}, operation_id="list_announcements")
def list_all(request: Call, after: str = "") -> Any:
    """What was announced to the caller, the latest first; to those who moderate also what is to come."""
    listing = queries.list_announcements(request.viewer, after)
    return {"items": [_out(row) for row in listing.rows], "next": listing.older}


@router.get("/announcements/{pk}", response={200: AnnouncementOut, **FAILURES}, operation_id="read_announcement")
def read(request: Call, pk: Pk) -> Any:
    """One of them."""
    return _out(_found(request, pk))


@router.post("/announcements", response={201: AnnouncementOut, **FAILURES}, operation_id="announce")
def announce(request: Call, said: AnnouncementIn) -> Any:
    """Tell everybody something, or some."""
    aim = Aim(roles=said.roles, level=said.level, groups=said.groups, place=said.place)
    made = actions.announce(by=moderating(request), aim=aim, told=said.told, once=said.once, **said.said())
    return Status(201, _out(made))


@router.put("/announcements/{pk}", response={200: AnnouncementOut, **FAILURES}, operation_id="change_announcement")
def change(request: Call, pk: Pk, said: AnnouncementShape) -> Any:
    """Say it otherwise, for another time or in another way."""
    by = moderating(request)
    actions.change_announcement(_found(request, pk), by=by, **said.said())
    return _out(_found(request, pk))


@router.delete("/announcements/{pk}", response={204: None, **FAILURES}, operation_id="end_announcement")
def end(request: Call, pk: Pk) -> Any:
    """Take it down."""
    by = moderating(request)
    actions.end_announcement(_found(request, pk), by=by)
    return Status(204, None)


def _found(request: Call, pk: int) -> Announcement:
    found = Announcement.objects.visible_to(request.viewer).prefetch_related("texts__voice").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _out(row: Announcement) -> dict[str, Any]:
    texts = [{"language": one.language, "title": one.voice.title, "html": one.voice.html} for one in row.texts.all()]
    return {
        "id": row.pk,
        "url": f"{settings.SITE_URL}{row.get_absolute_url()}",
        "texts": texts,
        "since": row.since,
        "until": row.until,
        "state": "over" if row.is_over else "running" if row.begun_at else "coming",
        "how": row.how,
        "dismissible": row.dismissible,
    }
