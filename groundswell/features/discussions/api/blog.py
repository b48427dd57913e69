"""Blog posts that are not there yet, over JSON; published ones are among the discussions (`blog`)."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import Field

from groundswell.features.discussions import actions
from groundswell.features.discussions.actions import BlogText
from groundswell.features.discussions.api.discussions import space_of
from groundswell.features.discussions.api.shapes import DiscussionOut
from groundswell.features.discussions.models import BlogDraft, Discussion
from groundswell.features.discussions.queries import blogs
from groundswell.features.discussions.queries import page as pages
from groundswell.members.api.calls import FAILURES, Call, PersonOut, Pk, Text, Word, member_of, moderating
from groundswell.members.api.schemas import Schema
from groundswell.members.models import Member
from groundswell.members.rules import Invalid
from groundswell.voice.models import Picture

router = Router(tags=["blog"])


class BlogDraftOut(Schema):
    """A draft, or a change of a published post (`discussion`). `note` is why the team returned it."""

    id: int
    author: PersonOut
    space: str
    title: str
    body: str
    cover: UUID | None
    alt: str
    state: str
    revision: int
    note: str
    discussion: int | None
    saved_at: datetime
    submitted_at: datetime | None

    @staticmethod
    def resolve_space(row: BlogDraft) -> str:
        return row.space.slug

    @staticmethod
    def resolve_cover(row: BlogDraft) -> Any:
        return row.cover_id

    @staticmethod
    def resolve_alt(row: BlogDraft) -> str:
        return row.cover_alt

    @staticmethod
    def resolve_discussion(row: BlogDraft) -> int | None:
        return row.of_id


class BlogDraftIn(Schema):
    """`cover` is the key of a picture that the caller uploaded, and `alt` says what is in it."""

    space: Word
    title: Word
    body: Text
    cover: UUID | None = None
    alt: Word = ""
    once: UUID | None = None


class SubmittedOut(Schema):
    """What became of it: `published` at once, or `waiting` for the team."""

    state: Literal["published", "waiting"]
    discussion: DiscussionOut | None


class ReviewIn(Schema):
    """`seen` is the revision that was read; `note` is for returning it."""

    deed: Literal["approve", "return"]
    note: Annotated[str, Field(max_length=1_000)] = ""
    seen: int | None = None


@router.get("/blog/drafts", response={200: list[BlogDraftOut], **FAILURES}, operation_id="list_blog_drafts")
def drafts(request: Call, waiting: bool = False) -> Any:
    """The caller's drafts, or, for moderators, what waits."""
    return blogs.waiting() if waiting and moderating(request).moderates else blogs.drafts_of(member_of(request))


@router.post("/blog/drafts", response={201: BlogDraftOut, **FAILURES}, operation_id="begin_blog_draft")
def begin(request: Call, said: BlogDraftIn) -> Any:
    """Begin a blog post."""
    me = member_of(request)
    return Status(201, actions.save_draft(None, _text(said, me), by=me, once=said.once))


@router.get("/blog/drafts/{id}", response={200: BlogDraftOut, **FAILURES}, operation_id="read_blog_draft")
def read(request: Call, id: Pk) -> Any:
    """A draft, for its author; while it waits, for moderators too."""
    return _found(id, member_of(request))


@router.put("/blog/drafts/{id}", response={200: BlogDraftOut, **FAILURES}, operation_id="save_blog_draft")
def save(request: Call, id: Pk, said: BlogDraftIn) -> Any:
    """Save it anew; what waits goes on waiting, with another revision."""
    me = member_of(request)
    return actions.save_draft(_own(id, me), _text(said, me), by=me)


@router.delete("/blog/drafts/{id}", response={204: None, **FAILURES}, operation_id="discard_blog_draft")
def discard(request: Call, id: Pk) -> Any:
    """Throw it away."""
    me = member_of(request)
    actions.discard_draft(_own(id, me), by=me)
    return Status(204, None)


@router.post("/blog/drafts/{id}/submission", response={200: SubmittedOut, **FAILURES}, operation_id="submit_blog_draft")
def submit(request: Call, id: Pk) -> Any:
    """Hand it in. Trusted members and the team publish at once."""
    me = member_of(request)
    post = actions.submit_draft(_own(id, me), by=me)
    return {"state": "published" if post else "waiting", "discussion": post and pages.found(post.pk, me)}


@router.delete("/blog/drafts/{id}/submission", response={204: None, **FAILURES}, operation_id="withdraw_blog_draft")
def withdraw(request: Call, id: Pk) -> Any:
    """Take it back from the team."""
    me = member_of(request)
    actions.withdraw_draft(_own(id, me), by=me)
    return Status(204, None)


@router.post("/blog/drafts/{id}/review", response={200: SubmittedOut, **FAILURES}, operation_id="review_blog_draft")
def review(request: Call, id: Pk, said: ReviewIn) -> Any:
    """Let it appear, or return it with a note. Moderators do."""
    me = moderating(request)
    found = _found(id, me)
    if said.deed == "return":
        actions.return_draft(found, by=me, note=said.note)
        return {"state": "waiting", "discussion": None}
    post = actions.approve_draft(found, by=me, seen=said.seen)
    return {"state": "published", "discussion": pages.found(post.pk, me)}


@router.post("/blog/{id}/{what}", response={200: BlogDraftOut, **FAILURES}, operation_id="change_blog_post")
def change(request: Call, id: Pk, what: Literal["change", "unpublish"]) -> Any:
    """A draft for a change of a published post, or out of one that is taken back."""
    me = member_of(request)
    post: Discussion | None = pages.found(id, me)
    if post is None:
        raise Http404
    return (actions.change_post if what == "change" else actions.unpublish_post)(post, by=me)


def _text(said: BlogDraftIn, by: Member) -> BlogText:
    cover = Picture.objects.filter(key=said.cover, owner=by).first() if said.cover else None
    if said.cover and cover is None:
        raise Invalid(_("Choose a picture of your own."), "cover")
    return BlogText(title=said.title, body=said.body, space=space_of(said.space, by), cover=cover, alt=said.alt)


def _found(pk: int, by: Member) -> BlogDraft:
    found = blogs.found_draft(pk, by)
    if found is None:
        raise Http404
    return found


def _own(pk: int, by: Member) -> BlogDraft:
    found = _found(pk, by)
    if found.author_id != by.pk:
        raise Http404
    return found
