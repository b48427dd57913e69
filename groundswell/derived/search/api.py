"""Search over JSON."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from groundswell.derived.search import finding
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.rows import run
from groundswell.members.api.calls import FAILURES, Call, Pk, Word
from groundswell.members.groups.audiences import shut_among
from groundswell.members.http import address_of
from groundswell.members.limits import MINUTE, limit

router = Router(tags=["search"])
Size = Annotated[int, Field(ge=1, le=50)]


class HitOut(Schema):
    """A question that was found; `answer` is set when one of its answers fits best. `excerpt` is HTML with <mark>."""

    question: int
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
