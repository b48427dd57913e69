"""Spaces, discussions and replies over JSON."""

from typing import Annotated, Any, Literal

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import Field

from groundswell.features.discussions import actions
from groundswell.features.discussions.actions import PollText
from groundswell.features.discussions.api.shapes import (
    BallotIn,
    DecisionIn,
    DiscussionEditIn,
    DiscussionIn,
    DiscussionsOut,
    ReplyEditIn,
    ReplyIn,
    ReplyOut,
    SpaceIn,
    SpaceOut,
    SpaceReadersIn,
    WholeDiscussionOut,
)
from groundswell.features.discussions.models import Discussion, Poll, Reply, Space
from groundswell.features.discussions.queries import page as pages
from groundswell.features.discussions.queries.lists import list_discussions, list_spaces
from groundswell.features.discussions.queries.polls import poll_of
from groundswell.features.discussions.rules import may_make_space
from groundswell.members.api.calls import FAILURES, Call, Pk, Word, member_of, moderating
from groundswell.members.groups.models import Audience, Group
from groundswell.members.groups.readers import Readers
from groundswell.members.rules import Invalid, Viewer, require

router = Router(tags=["discussions"])
Page = Annotated[int, Field(ge=1, le=9_999)]
On = Literal["discussion", "reply"]


@router.get("/spaces", response={200: list[SpaceOut], **FAILURES}, operation_id="list_spaces")
def spaces(request: Call) -> Any:
    """The spaces that the caller may know of, in their order."""
    return list_spaces(request.viewer)


@router.post("/spaces", response={201: SpaceOut, **FAILURES}, operation_id="make_space")
def make_space(request: Call, said: SpaceIn) -> Any:
    """Make a space that everybody reads; managers and admins do."""
    made = actions.make_space(actions.SpaceText(**said.dict()), by=moderating(request))
    return Status(201, Space.objects.get(pk=made.pk))


@router.put("/spaces/{slug}", response={200: SpaceOut, **FAILURES}, operation_id="change_space")
def change_space(request: Call, slug: Word, said: SpaceIn) -> Any:
    """Say anew what a space is called and for."""
    space = space_of(slug, request.viewer)
    actions.change_space(space, actions.SpaceText(**said.dict()), by=moderating(request))
    return Space.objects.get(pk=space.pk)


@router.get("/spaces/{slug}/audience", response={200: SpaceReadersIn, **FAILURES}, operation_id="read_space_audience")
def read_audience(request: Call, slug: Word) -> Any:
    """Who may read a space; managers and admins ask."""
    require(may_make_space(member_of(request)), _("Only managers and admins say who may read a space."))
    known = Audience.objects.filter(pk=space_of(slug, request.viewer).place).first()
    if known is None:
        return {"roles": [], "level": None, "groups": []}
    groups = list(Group.objects.filter(pk__in=known.groups).values_list("slug", flat=True))
    return {"roles": known.roles, "level": known.level, "groups": groups}


@router.put("/spaces/{slug}/audience", response={200: SpaceReadersIn, **FAILURES}, operation_id="set_space_audience")
def set_audience(request: Call, slug: Word, said: SpaceReadersIn) -> Any:
    """Close a space to all but these, or open it."""
    me, space = moderating(request), space_of(slug, request.viewer)
    groups = list(Group.objects.filter(slug__in=said.groups).values_list("pk", flat=True))
    if len(groups) != len(set(said.groups)):
        raise Invalid(_("There is no such group."), "groups")
    actions.set_audience(space, Readers(list(said.roles), said.level, groups), by=me)
    return said


@router.get("/discussions", response={200: DiscussionsOut, **FAILURES}, operation_id="list_discussions")
def discussions(
    request: Call,
    shown: Literal["active", "newest", "followed", "mine"] = "active",
    space: Word = "",
    blog: bool | None = None,
    after: Word = "",
) -> Any:
    """Discussions and blog posts, or those of one kind only (`blog`)."""
    within = space_of(space, request.viewer) if space else None
    listing = list_discussions(request.viewer, shown=shown, space=within, blog=blog, after=after)
    return {"items": listing.rows, "next": listing.next}


@router.post("/discussions", response={201: WholeDiscussionOut, **FAILURES}, operation_id="begin_discussion")
def begin(request: Call, said: DiscussionIn) -> Any:
    """Begin a discussion. What waits for a look first answers 202."""
    poll = PollText(**said.poll.dict() | {"options": tuple(said.poll.options)}) if said.poll else None
    given = said.dict() | {"space": space_of(said.space, request.viewer), "poll": poll}
    return Status(201, whole(actions.begin_discussion(by=member_of(request), **given).pk, request.viewer))


@router.get("/discussions/{id}", response={200: WholeDiscussionOut, **FAILURES}, operation_id="read_discussion")
def read(request: Call, id: Pk, page: Page = 1) -> Any:
    """A discussion or blog post with twenty replies."""
    return whole(id, request.viewer, page)


@router.patch("/discussions/{id}", response={200: WholeDiscussionOut, **FAILURES}, operation_id="edit_discussion")
def edit(request: Call, id: Pk, said: DiscussionEditIn) -> Any:
    """Change what it says; what it said before is kept."""
    actions.edit_discussion(_found(id, request.viewer), by=member_of(request), **said.dict())
    return whole(id, request.viewer)


@router.post("/discussions/{id}/replies", response={201: ReplyOut, **FAILURES}, operation_id="reply")
def reply(request: Call, id: Pk, said: ReplyIn) -> Any:
    """Reply. What waits for a look first answers 202."""
    return Status(201, actions.reply_to(_found(id, request.viewer), by=member_of(request), **said.dict()))


@router.patch("/replies/{id}", response={200: ReplyOut, **FAILURES}, operation_id="edit_reply")
def edit_reply(request: Call, id: Pk, said: ReplyEditIn) -> Any:
    """Change a reply."""
    actions.edit_reply(_found_reply(id, request.viewer), by=member_of(request), **said.dict())
    return _found_reply(id, request.viewer)


@router.post("/{on}/{id}/thanks", response={204: None, **FAILURES}, operation_id="thank_for_talk")
def thank(request: Call, on: On, id: Pk) -> Any:
    """Thank for a discussion or a reply."""
    actions.give_thanks(_post(on, id, request.viewer), by=member_of(request))
    return Status(204, None)


@router.delete("/{on}/{id}/thanks", response={204: None, **FAILURES}, operation_id="take_back_thanks_for_talk")
def take_back(request: Call, on: On, id: Pk) -> Any:
    """Take thanks back."""
    actions.take_back_thanks(_post(on, id, request.viewer), by=member_of(request))
    return Status(204, None)


HEARING = {"follow": (actions.follow, actions.unfollow), "mute": (actions.mute, actions.unmute)}


@router.put("/hearing/{how}/{kind}/{id}", response={204: None, **FAILURES}, operation_id="hear")
def hear(request: Call, how: Literal["follow", "mute"], kind: Literal["discussion", "space"], id: Pk) -> Any:
    """Follow a discussion or a space, or mute it."""
    HEARING[how][0](kind, id, by=member_of(request))
    return Status(204, None)


@router.delete("/hearing/{how}/{kind}/{id}", response={204: None, **FAILURES}, operation_id="hear_no_more")
def hear_no_more(request: Call, how: Literal["follow", "mute"], kind: Literal["discussion", "space"], id: Pk) -> Any:
    """Follow or mute it no longer."""
    HEARING[how][1](kind, id, by=member_of(request))
    return Status(204, None)


@router.post(
    "/discussions/{id}/decisions/{what}",
    response={200: WholeDiscussionOut, **FAILURES},
    operation_id="decide_discussion",
)
def decide(
    request: Call, id: Pk, what: Literal["close", "reopen", "move", "delete", "restore"], said: DecisionIn
) -> Any:
    """Close, move or delete a discussion, or undo it. Who may is asked by the action."""
    me, found = member_of(request), _found(id, request.viewer)
    if what == "move":
        actions.move_discussion(found, by=me, space=space_of(said.space, request.viewer), reason=said.reason)
    else:
        getattr(actions, f"{what}_discussion")(found, by=me, reason=said.reason)
    return whole(id, request.viewer)


@router.post("/replies/{id}/decisions/{what}", response={204: None, **FAILURES}, operation_id="decide_reply")
def decide_reply(request: Call, id: Pk, what: Literal["delete", "restore"], said: DecisionIn) -> Any:
    """Delete a reply, or bring it back."""
    act = actions.delete_reply if what == "delete" else actions.restore_reply
    act(_found_reply(id, request.viewer), by=member_of(request), reason=said.reason)
    return Status(204, None)


@router.put("/polls/{id}/ballot", response={200: WholeDiscussionOut, **FAILURES}, operation_id="cast_ballot")
def cast(request: Call, id: Pk, said: BallotIn) -> Any:
    """Vote, or vote otherwise until the end."""
    poll = _found_poll(id, request.viewer)
    actions.cast_ballot(poll, said.options, by=member_of(request))
    return whole(poll.discussion_id, request.viewer)


@router.delete("/polls/{id}/ballot", response={200: WholeDiscussionOut, **FAILURES}, operation_id="take_back_ballot")
def take_back_vote(request: Call, id: Pk) -> Any:
    """Not to have voted, until the end."""
    poll = _found_poll(id, request.viewer)
    actions.take_back_ballot(poll, by=member_of(request))
    return whole(poll.discussion_id, request.viewer)


def whole(pk: int, viewer: Viewer, page: int = 1) -> dict[str, Any]:
    """What is sent of one discussion."""
    found = pages.discussion_page(pk, viewer, page=page)
    if found is None:
        raise Http404
    row = found.discussion
    about = {"html": row.voice.html, "page": found.page, "pages": found.pages}
    return {"discussion": row, **about, "poll": _poll(row, viewer), "replies": found.replies}


def _poll(discussion: Discussion, viewer: Viewer) -> dict[str, Any] | None:
    row = poll_of(discussion, viewer)
    if row is None:
        return None
    known = {name: getattr(row.poll, name) for name in ("question", "several", "named", "results", "ends_at", "voters")}
    return {"id": row.poll.pk, **known, "over": row.over, "voted": row.voted, "options": row.options}


def space_of(slug: str, viewer: Viewer) -> Space:
    found = Space.objects.visible_to(viewer).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _found(pk: int, viewer: Viewer) -> Discussion:
    found = pages.found(pk, viewer)
    if found is None:
        raise Http404
    return found


def _found_poll(pk: int, viewer: Viewer) -> Poll:
    found = Poll.objects.filter(pk=pk, discussion__in=Discussion.objects.visible_to(viewer)).first()
    if found is None:
        raise Http404
    return found


def _found_reply(pk: int, viewer: Viewer) -> Reply:
    found = pages.found_reply(pk, viewer)
    if found is None:
        raise Http404
    return found


def _post(on: str, pk: int, viewer: Viewer) -> Discussion | Reply:
    return _found(pk, viewer) if on == "discussion" else _found_reply(pk, viewer)
