"""Members as others see them, over JSON."""

from datetime import datetime
from typing import Any, Literal

from django.http import Http404
from ninja import Router

from groundswell.members import actions, queries
from groundswell.members.api.calls import FAILURES, Call, Word, member_of
from groundswell.members.api.schemas import Schema
from groundswell.members.models import Member, Role
from groundswell.members.rules import may_change_role, require

router = Router(tags=["members"])


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


class RoleIn(Schema):
    role: Role


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
    return _found(handle)


@router.put("/members/{handle}/role", response={200: MemberOut, **FAILURES}, operation_id="change_role")
def change_role(request: Call, handle: Word, said: RoleIn) -> Any:
    """Give a member another role; admins only."""
    me, found = member_of(request), _found(handle)
    require(may_change_role(me, found), actions.ONLY_ADMINS)
    actions.change_role(found, said.role, by=me)
    return found


def _found(handle: str) -> Member:
    found = Member.objects.shown().called(handle).first()
    if found is None:
        raise Http404
    return found
