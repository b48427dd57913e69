"""Search over JSON."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from ninja import Router, Status
from pydantic import Field

from groundswell.derived.search import finding
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.models import SavedSearch
from groundswell.derived.search.rows import run
from groundswell.derived.search.saved import listing, saving
from groundswell.members.api.calls import FAILURES, Call, Pk, Word, member_of
from groundswell.members.api.schemas import Schema
from groundswell.members.groups.audiences import shut_among
from groundswell.members.http import address_of
from groundswell.members.limits import MINUTE, limit

router = Router(tags=["search"])
Size = Annotated[int, Field(ge=1, le=50)]


class HitOut(Schema):
    """What was found: a question, or a discussion. `answer` is set when one of the answers (to a discussion: replies) fits best.

    `excerpt` is HTML with <mark>.
    """

    question: int | None
    discussion: int | None
    url: str
    title: str
    excerpt: str
    answer: int | None
    topic: int
    tags: list[str]
    language: str
    asked_at: datetime
    answers: int
    votes: int
    solved: bool
    closed: bool

    @staticmethod
    def resolve_question(hit: finding.Hit) -> int | None:
        return None if hit.is_talk else hit.question

    @staticmethod
    def resolve_discussion(hit: finding.Hit) -> int | None:
        return -hit.question if hit.is_talk else None

    @staticmethod
    def resolve_answer(hit: finding.Hit) -> int | None:
        return abs(hit.answer) if hit.answer else None

    @staticmethod
    def resolve_url(hit: finding.Hit) -> str:
        return settings.SITE_URL + hit.answer_url

    @staticmethod
    def resolve_title(hit: finding.Hit) -> str:
        return hit.plain_title


class HitsOut(Schema):
    """A page of hits; `about` is how many there are, roughly, `corrected` what was searched for instead."""

    items: list[HitOut]
    about: int
    next: str
    corrected: str


@router.get("/search", response={200: HitsOut, **FAILURES}, operation_id="search")
def search(
    request: Call,
    q: Word = "",
    tag: Word = "",
    language: Word = "",
    solved: bool | None = None,
    author: Word = "",
    sort: Literal["relevance", "newest", "votes"] = "relevance",
    after: Word = "",
    size: Size = 20,
) -> Any:
    """Questions by words and by meaning. Operators: "phrase", -word, tag:, user:, is:solved."""
    tags = [tag] if tag else []
    filters = SearchFilters([], tags, language, solved, author, sort, after=after, limit=size)
    found = finding.search(q, filters, request.viewer)
    return {"items": found.hits, "about": found.about, "next": found.next, "corrected": found.corrected}


@router.get("/search/similar", response={200: list[HitOut], **FAILURES}, operation_id="similar_questions")
def similar(request: Call, title: Word, size: Size = 5) -> Any:
    """Questions like one that somebody is about to ask."""
    limit(address_of(request), "similar", most=120, per=MINUTE)
    return finding.similar(title, limit=size, viewer=request.viewer)


@router.get("/questions/{pk}/related", response={200: list[HitOut], **FAILURES}, operation_id="related_questions")
def related(request: Call, pk: Pk, size: Size = 5) -> Any:
    """Questions like this one."""
    known = run("SELECT 1 FROM search_document WHERE question = %s AND NOT hidden", [pk])
    if not known or shut_among({pk}, request.viewer):
        raise Http404
    return finding.related(pk, limit=size, viewer=request.viewer)


class SavedOut(Schema):
    """A saved search; `how` is "now" or "digest", `found` how many questions were found since it was saved."""

    id: int
    name: str
    query: str
    topic: str
    tags: list[str]
    language: str
    author: str
    how: str
    made_at: datetime
    found: int
    url: str


class SavedIn(Schema):
    """What to look for: words with operators, the slug of a topic, tags, a language, who asks. One of them at least."""

    name: Word = ""
    query: Word = ""
    topic: Word = ""
    tags: Annotated[list[Word], Field(max_length=5)] = []
    language: Word = ""
    author: Word = ""
    how: Word = "now"


class SavedChange(Schema):
    """What changes; what is left out stays."""

    name: Word | None = None
    how: Word | None = None


@router.get("/search/saved", response={200: list[SavedOut], **FAILURES}, operation_id="list_saved_searches")
def list_saved(request: Call) -> Any:
    """The caller's saved searches, the newest first."""
    return [_saved(row) for row in listing.saved_of(member_of(request))]


@router.post("/search/saved", response={201: SavedOut, **FAILURES}, operation_id="save_search")
def save(request: Call, said: SavedIn) -> Any:
    """Be told of new questions that fit."""
    me = member_of(request)
    sought = saving.Sought(said.query, said.topic, said.tags, said.language, said.author)
    made = saving.save_search(sought, by=me, name=said.name, how=said.how)
    return Status(201, _saved(listing.row_of(made)))


@router.patch("/search/saved/{pk}", response={200: SavedOut, **FAILURES}, operation_id="change_saved_search")
def change_saved(request: Call, pk: Pk, said: SavedChange) -> Any:
    """Call it otherwise, or hear of it sooner or later."""
    mine = _mine(request, pk)
    name, how = mine.name if said.name is None else said.name, mine.how if said.how is None else said.how
    saving.change_search(mine, by=member_of(request), name=name, how=how)
    return _saved(listing.row_of(mine))


@router.delete("/search/saved/{pk}", response={204: None, **FAILURES}, operation_id="remove_saved_search")
def remove_saved(request: Call, pk: Pk) -> Any:
    """Look for it no more."""
    saving.remove_search(_mine(request, pk), by=member_of(request))
    return Status(204, None)


@router.get("/search/saved/{pk}/found", response={200: list[HitOut], **FAILURES}, operation_id="saved_search_finds")
def found_for_saved(request: Call, pk: Pk) -> Any:
    """What was found for it, the newest first, fifty at most."""
    return listing.finds_of(_mine(request, pk)).hits


def _mine(request: Call, pk: int) -> SavedSearch:
    found = SavedSearch.objects.select_related("member").filter(pk=pk, member=member_of(request)).first()
    if found is None:
        raise Http404
    return found


def _saved(row: listing.Row) -> dict[str, Any]:
    kept = row.search
    return {
        "id": kept.pk,
        "name": kept.name,
        "query": kept.query,
        "topic": row.slug,
        "tags": kept.tags,
        "language": kept.language,
        "author": row.author,
        "how": kept.how,
        "made_at": kept.made_at,
        "found": row.count,
        "url": settings.SITE_URL + reverse("search:saved_one", args=[kept.pk]),
    }
