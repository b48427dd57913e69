"""Notifications over JSON."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Router, Status

from groundswell.derived.notifications import reading
from groundswell.derived.notifications.kinds import ALL, choices_of
from groundswell.derived.notifications.listing import notifications_of, told
from groundswell.members.api.calls import FAILURES, Call, Pk, Word, member_of
from groundswell.members.api.schemas import Schema
from groundswell.members.rules import Invalid

router = Router(tags=["notifications"])


class NotificationOut(Schema):
    """A sentence that says who did what where, as HTML with its links."""

    html: str
    more: str
    at: datetime
    unread: bool


class WishOut(Schema):
    """A kind of news, and whether the caller is told of it."""

    key: str
    label: str
    wanted: bool


class WishesIn(Schema):
    """By the keys of what can be told; what is left out stays."""

    wanted: dict[Word, bool]


class NotificationsOut(Schema):
    items: list[NotificationOut]
    next: str
    unread: int


@router.get("/notifications", response={200: NotificationsOut, **FAILURES}, operation_id="list_notifications")
def list_all(request: Call, unread: bool = False, after: Word = "") -> Any:
    """The caller's notifications, the newest first."""
    me = member_of(request)
    page = notifications_of(me, unread=unread, after=after)
    lines = [line for day in page.days for line in day.lines]
    items = [{"html": str(line.text), "more": line.more, "at": line.at, "unread": line.fresh} for line in lines]
    return {"items": items, "next": page.older, "unread": me.unread}


@router.post("/notifications/read", response={204: None, **FAILURES}, operation_id="read_all_notifications")
def read_all(request: Call) -> Any:
    """Mark all as read."""
    reading.mark_all_read(by=member_of(request))
    return Status(204, None)


@router.post("/notifications/{pk}/read", response={204: None, **FAILURES}, operation_id="read_notification")
def read_one(request: Call, pk: Pk) -> Any:
    """Mark one as read."""
    me = member_of(request)
    found = told(me).filter(pk=pk).first()
    if found is None:
        raise Http404
    reading.mark_read(found, by=me)
    return Status(204, None)


@router.get("/notifications/wishes", response={200: list[WishOut], **FAILURES}, operation_id="list_wishes")
def wishes(request: Call) -> Any:
    """What the caller is told of."""
    wanted = choices_of(member_of(request))
    return [{"key": choice.key, "label": str(choice.label), "wanted": wanted[choice.key]} for choice in ALL]


@router.patch("/notifications/wishes", response={200: list[WishOut], **FAILURES}, operation_id="choose_wishes")
def choose(request: Call, said: WishesIn) -> Any:
    """Switch kinds of news on and off."""
    me = member_of(request)
    if unknown := sorted(set(said.wanted) - {choice.key for choice in ALL}):
        raise Invalid(_("There is no such kind of news: %(key)s.") % {"key": ", ".join(unknown)}, "wanted")
    reading.choose({**choices_of(me), **said.wanted}, by=me)
    me.refresh_from_db(fields=["settings"])
    return wishes(request)
