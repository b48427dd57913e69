"""The caller's own account, over JSON: all of it but the ways in and the way out, which a person takes themselves."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from allauth.usersessions.models import UserSession
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from groundswell.members import actions, keys
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, in_person, member_of
from groundswell.members.api.people import MemberOut
from groundswell.members.api.schemas import Schema
from groundswell.members.doors import device_name
from groundswell.members.models import ApiKey
from groundswell.members.personal import bundle
from groundswell.members.rules import Refused

router = Router(tags=["me"])
Scope = Literal["read", "write", "moderate"]
ZIP: Any = {"responses": {200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}}}


class MeOut(MemberOut):
    """What only the member sees."""

    email: str | None
    language: str
    time_zone: str
    unread: int


class ProfileIn(Schema):
    """What is left out stays."""

    name: Word | None = None
    about: Text | None = None
    languages: list[Word] | None = None
    expertise: list[Word] | None = None
    language: Word | None = None
    time_zone: Word | None = None


class ShownPicture(Schema):
    """The address of the caller's picture; empty for none."""

    url: str


class DeviceOut(Schema):
    """Where the caller is signed in."""

    id: int
    name: str
    ip: str
    since: datetime


class KeyOut(Schema):
    """`start` is how the key begins."""

    id: int
    name: str
    start: str
    scopes: list[str]
    made: datetime
    used: datetime | None
    expires: datetime | None


class KeyIn(Schema):
    name: Word
    scopes: Annotated[list[Scope], Field(min_length=1)]
    expires: datetime | None = None


class NewKeyOut(KeyOut):
    """The key itself is shown only now."""

    key: str


@router.get("/me", response={200: MeOut, **FAILURES}, operation_id="read_me")
def read_me(request: Call) -> Any:
    """The caller."""
    return member_of(request)


@router.patch("/me", response={200: MeOut, **FAILURES}, operation_id="edit_me")
def edit_me(request: Call, said: ProfileIn) -> Any:
    """Change the caller's profile, or in which language and time zone they read."""
    me, given = member_of(request), said.model_dump(exclude_none=True)
    reading = {name: given.pop(name) for name in ("language", "time_zone") if name in given}
    if reading:
        actions.choose_language(me, **{"language": me.language or "en", "time_zone": me.time_zone, **reading})
    if given or not reading:
        now = {name: getattr(me, name) for name in ("name", "about", "languages", "expertise")}
        actions.edit_profile(me, by=me, **{**now, **given})
    me.refresh_from_db()
    return me


@router.post("/me/picture", response={200: ShownPicture, **FAILURES}, operation_id="show_picture")
def show_picture(request: Call, picture: File[UploadedFile]) -> Any:
    """Show another picture: JPEG, PNG, WebP or GIF, cut to a square."""
    me = member_of(request)
    actions.change_picture(me, by=me, upload=picture)
    return {"url": f"/media/{me.avatar}"}


@router.delete("/me/picture", response={204: None, **FAILURES}, operation_id="remove_picture")
def remove_picture(request: Call) -> Any:
    """Show none."""
    me = member_of(request)
    actions.change_picture(me, by=me, upload=None)
    return Status(204, None)


@router.get("/me/devices", response={200: list[DeviceOut], **FAILURES}, operation_id="list_devices")
def list_devices(request: Call) -> Any:
    """Where the caller is signed in."""
    return [
        {"id": one.pk, "name": device_name(one.user_agent), "ip": one.ip, "since": one.created_at}
        for one in UserSession.objects.filter(user=member_of(request)).order_by("pk")
    ]


@router.delete("/me/devices/{pk}", response={204: None, **FAILURES}, operation_id="sign_device_out")
def sign_device_out(request: Call, pk: Pk) -> Any:
    """Sign a device out."""
    found = UserSession.objects.filter(pk=pk, user=member_of(request)).first()
    if found is None:
        raise Http404
    found.end()
    return Status(204, None)


@router.get("/me/data", response=FAILURES, operation_id="export_me", openapi_extra=ZIP)
def export_me(request: Call) -> HttpResponseBase:
    """Everything that is known of the caller, as a zip; five times an hour."""
    return bundle(member_of(request))


@router.get("/me/keys", response={200: list[KeyOut], **FAILURES}, operation_id="list_keys")
def list_keys(request: Call) -> Any:
    """The caller's keys."""
    return ApiKey.objects.filter(member=member_of(request)).order_by("pk")


@router.post("/me/keys", response={201: NewKeyOut, **FAILURES}, operation_id="make_key")
def make_key(request: Call, said: KeyIn) -> Any:
    """A new key: with no more scopes than the caller has here, and ending no later than the key it is made with.

    In a browser the member has shown in the last ten minutes who they are.
    """
    me = member_of(request) if request.key else in_person(request)
    if beyond := sorted(set(said.scopes) - request.scopes):
        missing = ", ".join(beyond)
        raise Refused(_("A key cannot give what it does not have: %(scopes)s.") % {"scopes": missing})
    ends = said.expires.replace(tzinfo=said.expires.tzinfo or UTC) if said.expires else None
    key, text = keys.make_key(by=me, name=said.name, scopes=list(said.scopes), expires=ends, through=request.key)
    return Status(201, {**KeyOut.from_orm(key).model_dump(), "key": text})


@router.delete("/me/keys/{pk}", response={204: None, **FAILURES}, operation_id="revoke_key")
def revoke_key(request: Call, pk: Pk) -> Any:
    """The key stops working at once."""
    keys.revoke_key(pk, by=member_of(request))
    return Status(204, None)
