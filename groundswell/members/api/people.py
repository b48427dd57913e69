"""Members, and the caller's own account, over JSON."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from groundswell.members import actions, keys, queries
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, member_of
from groundswell.members.models import ApiKey, Member
from groundswell.members.rules import Refused

router = Router(tags=["members"])
Scope = Literal["read", "write", "moderate"]


class MemberOut(Schema):
    """What everybody sees of a member."""

    id: int
    handle: str
    name: str
    role: str
    level: int
    reputation: int
    about: str
    languages: list[str]
    expertise: list[str]
    joined: datetime


class ListedMember(Schema):
    id: int
    handle: str
    name: str
    role: str
    level: int
    reputation: int
    joined: datetime


class MembersOut(Schema):
    items: list[ListedMember]
    next: str


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


class KeyOut(Schema):
    id: int
    name: str
    start: str
    scopes: list[str]
    made: datetime
    used: datetime | None


class KeyIn(Schema):
    name: Word
    scopes: Annotated[list[Scope], Field(min_length=1)]


class NewKeyOut(KeyOut):
    """The key itself is shown only now."""

    key: str


@router.get("/members", response={200: MembersOut, **FAILURES}, operation_id="list_members")
def list_all(
    request: Call, order: Literal["reputation", "newest"] = "reputation", q: Word = "", after: Word = ""
) -> Any:
    """Members by reputation, or the newest first."""
    page = queries.directory(order=order, search=q, after=after)
    return {"items": page.rows, "next": page.older}


@router.get("/members/{handle}", response={200: MemberOut, **FAILURES}, operation_id="read_member")
def read(request: Call, handle: Word) -> Any:
    """One member."""
    found = Member.objects.present().called(handle).first()
    if found is None:
        raise Http404
    return found


@router.get("/me", response={200: MeOut, **FAILURES}, operation_id="read_me")
def read_me(request: Call) -> Any:
    """The caller."""
    return member_of(request)


@router.patch("/me", response={200: MeOut, **FAILURES}, operation_id="edit_me")
def edit_me(request: Call, said: ProfileIn) -> Any:
    """Change the caller's profile."""
    me = member_of(request)
    given = said.model_dump(exclude_none=True)
    now = {name: getattr(me, name) for name in ("name", "about", "languages", "expertise")}
    actions.edit_profile(me, by=me, **{**now, **given})
    me.refresh_from_db()
    return me


@router.get("/me/keys", response={200: list[KeyOut], **FAILURES}, operation_id="list_keys")
def list_keys(request: Call) -> Any:
    """The caller's keys."""
    return ApiKey.objects.filter(member=member_of(request)).order_by("pk")


@router.post("/me/keys", response={201: NewKeyOut, **FAILURES}, operation_id="make_key")
def make_key(request: Call, said: KeyIn) -> Any:
    """A new key, with no more scopes than the caller has here."""
    me = member_of(request)
    if beyond := sorted(set(said.scopes) - request.scopes):
        raise Refused(f"A key cannot give what it does not have: {', '.join(beyond)}.")
    key, text = keys.make_key(by=me, name=said.name, scopes=list(said.scopes))
    return Status(201, {**KeyOut.from_orm(key).model_dump(), "key": text})


@router.delete("/me/keys/{pk}", response={204: None, **FAILURES}, operation_id="revoke_key")
def revoke_key(request: Call, pk: Pk) -> Any:
    """The key stops working at once."""
    keys.revoke_key(pk, by=member_of(request))
    return Status(204, None)
