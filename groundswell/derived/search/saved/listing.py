"""Saved searches as their member sees them, and what was found for each that this member may read."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from groundswell.derived.search import topics
from groundswell.derived.search.finding import SearchResults, hits_of
from groundswell.derived.search.models import SavedSearch
from groundswell.derived.search.rows import run
from groundswell.derived.search.saved.saving import HOW
from groundswell.members.groups.audiences import SHUT_NAMED, open_to, reader_named
from groundswell.members.models import Member

SHOWN = 50
COUNTED = f"""
SELECT n.search, count(*), max(n.at) FROM search_find n JOIN search_document d USING (question)
WHERE n.search = ANY(%(searches)s) AND NOT d.hidden AND d.title <> '' AND {open_to("d.topic", SHUT_NAMED)} GROUP BY n.search
"""
FINDS = f"""
SELECT d.question, d.voice FROM search_find n JOIN search_document d USING (question)
WHERE n.search = %(search)s AND NOT d.hidden AND d.title <> '' AND {open_to("d.topic", SHUT_NAMED)}
ORDER BY d.asked_at DESC, d.question DESC LIMIT {SHOWN}
"""


@dataclass(frozen=True)
class Row:
    """A saved search: what it looks for in words, where its page of results is, and how much was found lately."""

    search: SavedSearch
    topic: str
    slug: str
    author: str
    how: str
    results: str
    count: int
    last: datetime | None


def saved_of(member: Member) -> list[Row]:
    """All of a member, the newest first. Costs the same whatever their number."""
    found = list(SavedSearch.objects.filter(member=member).order_by("-made_at", "-pk"))
    values = {"searches": [one.pk for one in found], **reader_named(member)}
    counts = {search: (count, last) for search, count, last in run(COUNTED, values)}
    authors = {one.author for one in found if one.author}
    handles = dict(Member.objects.filter(pk__in=authors, erased_at=None).values_list("pk", "handle")) if authors else {}
    known = {topic.id: topic for topic in topics.topics_for(member)}
    return [
        _row(one, known.get(one.topic or 0), handles.get(one.author or 0, ""), counts.get(one.pk, (0, None)))
        for one in found
    ]


def row_of(saved: SavedSearch) -> Row:
    return next(row for row in saved_of(saved.member) if row.search.pk == saved.pk)


def finds_of(saved: SavedSearch) -> SearchResults:
    """The questions that were found for it, the newest first."""
    rows = run(FINDS, {"search": saved.pk, **reader_named(saved.member)})
    hits = hits_of(rows, saved.member)
    return SearchResults(hits, len(hits), "")


def _row(saved: SavedSearch, topic: topics.Topic | None, author: str, counted: tuple[int, datetime | None]) -> Row:
    said = {
        "q": saved.query,
        "topic": topic.slug if topic else "",
        "tag": saved.tags[0] if len(saved.tags) == 1 and f"tag:{saved.tags[0]}" not in saved.query else "",
        "language": saved.language,
        "author": author if f"user:{author}" not in saved.query else "",
        "sort": "newest",
    }
    results = f"{reverse('search:search')}?{urlencode({name: value for name, value in said.items() if value})}"
    return Row(
        saved, topic.name if topic else "", topic.slug if topic else "", author, str(HOW[saved.how]), results, *counted
    )
