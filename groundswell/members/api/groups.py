"""Groups over JSON."""

from typing import Any, Literal

from django.http import Http404
from ninja import Router, Status

from groundswell.members.api.calls import FAILURES, Call, PersonOut, Text, Word, member_of, moderating
from groundswell.members.api.schemas import Schema
from groundswell.members.groups import actions, queries
from groundswell.members.groups.models import Group, State
from groundswell.members.groups.rules import groups_seen_by, is_keeper
from groundswell.members.models import Member

router = Router(tags=["groups"])
How = Literal["open", "request", "invitation"]


class GroupOut(Schema):
    """A group. `state` is what the caller is in it: in, asked, invited or nothing."""

    id: int
    slug: str
    name: str
    about: str
    joining: How
    listed: bool
    people: int
    state: str


class GroupIn(Schema):
    name: Word
    about: Text = ""
    joining: How = "open"
    listed: bool = True


class GroupEdit(Schema):
    """What is left out stays."""

    name: Word | None = None
    about: Text | None = None
    joining: How | None = None
    listed: bool | None = None


class BelongingsOut(Schema):
    """Who belongs to a group, the latest first; `next` is the cursor."""

    items: list[PersonOut]
    next: str


@router.get("/groups", response={200: list[GroupOut], **FAILURES}, operation_id="list_groups")
def list_all(request: Call) -> Any:
    """The groups that the caller may know of."""
    return [_out(row.group, row.people, row.state) for row in queries.list_groups(request.viewer)]


@router.post("/groups", response={201: GroupOut, **FAILURES}, operation_id="make_group")
def make(request: Call, said: GroupIn) -> Any:
    """Make a group."""
    return Status(201, _out(actions.make_group(by=moderating(request), **said.model_dump()), 0, ""))


@router.get("/groups/{slug}", response={200: GroupOut, **FAILURES}, operation_id="read_group")
def read(request: Call, slug: Word) -> Any:
    """One group."""
    return _shown(_found(slug, request), request)


@router.patch("/groups/{slug}", response={200: GroupOut, **FAILURES}, operation_id="change_group")
def change(request: Call, slug: Word, said: GroupEdit) -> Any:
    """Change what it is called or how one joins."""
    group = _found(slug, request)
    was = {name: getattr(group, name) for name in GroupEdit.model_fields}
    actions.change_group(group, by=moderating(request), **{**was, **said.model_dump(exclude_none=True)})
    return _shown(group, request)


@router.delete("/groups/{slug}", response={204: None, **FAILURES}, operation_id="remove_group")
def remove(request: Call, slug: Word) -> Any:
    """Remove it."""
    actions.remove_group(_found(slug, request), by=moderating(request))
    return Status(204, None)


@router.put("/groups/{slug}/membership", response={200: GroupOut, **FAILURES}, operation_id="join_group")
def join(request: Call, slug: Word) -> Any:
    """Join; where the team decides, ask to."""
    group, me = _found(slug, request), member_of(request)
    asks = group.joining == "request" and actions.state_in(group, me) in ("", State.ASKED)
    (actions.ask_to_join if asks else actions.join_group)(group, by=me)
    return _shown(group, request)


@router.delete("/groups/{slug}/membership", response={204: None, **FAILURES}, operation_id="leave_group")
def leave(request: Call, slug: Word) -> Any:
    """Leave, or take a request back."""
    actions.leave_group(_found(slug, request), by=member_of(request))
    return Status(204, None)


@router.get("/groups/{slug}/members", response={200: BelongingsOut, **FAILURES}, operation_id="list_group_members")
def people(request: Call, slug: Word, after: Word = "") -> Any:
    """Who belongs to it."""
    page = queries.people_in(_found(slug, request), after=after)
    return {"items": [row.member for row in page.rows], "next": page.older}


@router.put("/groups/{slug}/members/{handle}", response={204: None, **FAILURES}, operation_id="invite_to_group")
def invite(request: Call, slug: Word, handle: Word) -> Any:
    """Invite somebody, or take in who asked."""
    group = _found(slug, request)
    actions.invite(group, [_person(handle)], by=_looking_after(group, request))
    return Status(204, None)


@router.delete("/groups/{slug}/members/{handle}", response={204: None, **FAILURES}, operation_id="remove_from_group")
def take_out(request: Call, slug: Word, handle: Word) -> Any:
    """Take somebody out, refuse a request, or take an invitation back."""
    group = _found(slug, request)
    actions.remove_member(group, _person(handle), by=_looking_after(group, request))
    return Status(204, None)


@router.get("/groups/{slug}/keepers", response={200: list[PersonOut], **FAILURES}, operation_id="list_group_keepers")
def keepers(request: Call, slug: Word) -> Any:
    """Who takes people into it and out of it, besides the team."""
    return [row.member for row in queries.keepers_of(_found(slug, request))]


@router.put("/groups/{slug}/keepers/{handle}", response={204: None, **FAILURES}, operation_id="name_group_keeper")
def name_keeper(request: Call, slug: Word, handle: Word) -> Any:
    """Let somebody who belongs to it take people in and out."""
    actions.name_keeper(_found(slug, request), _person(handle), by=moderating(request))
    return Status(204, None)


@router.delete("/groups/{slug}/keepers/{handle}", response={204: None, **FAILURES}, operation_id="end_group_keeper")
def end_keeper(request: Call, slug: Word, handle: Word) -> Any:
    """They belong to it as everybody else does."""
    actions.end_keeper(_found(slug, request), _person(handle), by=moderating(request))
    return Status(204, None)


def _looking_after(group: Group, request: Call) -> Member:
    """The caller: a keeper, or somebody whose key says that it moderates."""
    member = member_of(request)
    return member if not member.moderates and is_keeper(member, group) else moderating(request)


def _found(slug: str, request: Call) -> Group:
    found = groups_seen_by(request.viewer).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _person(handle: str) -> Member:
    found = Member.objects.shown().called(handle).first()
    if found is None:
        raise Http404
    return found


def _shown(group: Group, request: Call) -> dict[str, Any]:
    state = actions.state_in(group, request.viewer) if isinstance(request.viewer, Member) else ""
    return _out(group, queries.counts_of(group)[State.IN], state)


def _out(group: Group, people: int, state: str) -> dict[str, Any]:
    fields = ("slug", "name", "about", "joining", "listed")
    return {"id": group.pk, "people": people, "state": state, **{name: getattr(group, name) for name in fields}}
