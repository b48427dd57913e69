"""Search: what pages, the API and the forms call."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markupsafe import Markup

from groundswell.derived.search import matching, meaning, remembering, topics
from groundswell.derived.search.asked import Asked, take_apart
from groundswell.derived.search.filters import SORTS, SearchFilters, Where, where
from groundswell.derived.search.fusing import Page, fused, listed
from groundswell.derived.search.marking import Marker
from groundswell.derived.search.matching import Part
from groundswell.derived.search.rows import Rows, run
from groundswell.derived.search.terms import Term, Worded, terms_of
from groundswell.members.groups.audiences import shut_among
from groundswell.members.rules import Invalid, Viewer

LAST = 400
FROM_ANSWER = Markup('<a class="from-answer" href="{}">{}</a> ')
# With so many found by all words in one text, those with some of the words are not looked for.
ENOUGH = 20
# Among so many more that are like it, those with the answer to a tag or topic are looked for.
LOOKED_THROUGH = 10
# Who asks is shown what was answered, not what is talked about.
QUESTIONS = "d.question > 0"


class Asker(NamedTuple):
    """What a byline shows."""

    id: int
    handle: str
    name: str
    role: str
    level: int
    avatar: str
    erased_at: datetime | None

    @property
    def is_team(self) -> bool:
        return self.role != "member"

    @property
    def moderates(self) -> bool:
        return self.role in {"moderator", "manager", "admin"}


class Shown(NamedTuple):
    """All that a row shows of a question whatever was searched for."""

    url: str
    language: str
    answers: int
    solved: bool
    tags: tuple[str, ...]
    closed: bool
    votes: int
    asker: Asker | None
    talk: bool = False


@dataclass(slots=True)
class Hit:
    """A question that was found. `title` and `excerpt` are HTML with <mark>; `answer` is set if one fits best."""

    question: int
    plain_title: str
    title: Markup
    excerpt: Markup
    answer: int | None
    topic: int
    tags: list[str]
    language: str
    asked_at: datetime
    answers: int
    votes: int
    solution: int | None
    closed: bool
    score: float
    asker: Asker | None
    canonical: bool = False

    @property
    def url(self) -> str:
        return question_url(self.question, self.plain_title)

    @property
    def answer_url(self) -> str:
        if self.answer and self.is_talk:
            return f"/reply/{-self.answer}/"
        return f"{self.url}#answer-{self.answer}" if self.answer else self.url

    @property
    def is_talk(self) -> bool:
        """A discussion, which has a number below zero here."""
        return self.question < 0

    @property
    def solved(self) -> bool:
        return self.solution is not None

    @property
    def shown(self) -> Shown:
        return Shown(
            self.url,
            self.language,
            self.answers,
            self.solved,
            tuple(self.tags),
            self.closed,
            self.votes,
            self.asker,
            self.is_talk,
        )


@dataclass(slots=True)
class SearchResults:
    """A page of hits. `about` is how many there are, roughly and no further than 400; `corrected` is what was searched
    for instead of what was typed; `whole` unless meaning was waited for in vain."""

    hits: list[Hit]
    about: int
    next: str
    corrected: str = ""
    asked: Asked = field(default_factory=lambda: Asked(""))
    whole: bool = True

    @property
    def times(self) -> list[datetime]:
        return [hit.asked_at for hit in self.hits]

    def rows(
        self, times: Sequence[Markup], places: Mapping[int, tuple[str, str]], words: tuple[Markup, Markup, Markup]
    ) -> Iterator[tuple[tuple[Any, ...], tuple[Markup, Markup]]]:
        """What the piece `row` shows of each hit (with its time and topic as read), and what is in its holes. `words`
        stand before the text of an answer, of a solution and of a reply."""
        for hit, when in zip(self.hits, times, strict=True):
            excerpt = hit.excerpt
            if hit.answer:
                excerpt = (
                    FROM_ANSWER.format(hit.answer_url, words[2 if hit.is_talk else hit.answer == hit.solution])
                    + excerpt
                )
            yield (hit.shown, when, places.get(hit.topic)), (hit.title, excerpt)


def search(query: str, filters: SearchFilters, viewer: Viewer | None = None) -> SearchResults:
    """Questions for a query with operators. All who may read the same find the same: what is deleted is found by nobody.

    Raises Invalid for an unknown order or a cursor that is not ours.
    """
    asked, offset = take_apart(query), _offset(filters)
    filters.reader = topics.reader_of(viewer)
    if asked.is_empty and not filters.narrows:
        return SearchResults([], 0, "", asked=asked)
    worded = terms_of(asked.words, correct=not filters.exact, reader=filters.reader)
    narrowed = where(filters, asked)
    by = _by_relevance if filters.sort == "relevance" and (asked.words or asked.phrases) else _sorted
    page, whole = by(worded, asked, narrowed, filters, offset)
    more = len(page.rows) > filters.limit and offset + filters.limit < LAST
    hits = _hits(page.rows[: filters.limit], Marker(worded.terms, asked.phrases))
    corrected = _replaced(asked.typed, worded.replaced) if worded.replaced else ""
    about, onward = min(LAST, max(page.of, page.texts)), str(offset + filters.limit) if more else ""
    return SearchResults(hits, about, onward, corrected, asked, whole)


def similar(title: str, language: str = "", limit: int = 5, viewer: Viewer | None = None) -> list[Hit]:
    """Questions like one that somebody is about to ask, by its title."""
    reader = topics.reader_of(viewer)
    asked = Asked(title, plain=title, words=take_apart(title.replace('"', " ")).words)
    if len(asked.words) < 2:
        return []
    worded, narrowed = terms_of(asked.words, reader=reader), where(SearchFilters(reader=reader), asked)
    narrowed.conditions.append(QUESTIONS)
    near = meaning.by_meaning(title, asked, narrowed)
    rows = best(worded.terms, near, asked, narrowed, limit + LOOKED_THROUGH).rows
    return _canonical_first(_hits(rows, Marker(worded.terms)), limit)


def related(question: int, limit: int = 5, viewer: Viewer | None = None) -> list[Hit]:
    """Questions like this one, by its whole text; none to who may not read it."""
    if shut_among({question}, viewer):
        return []
    rows = run("SELECT title FROM search_document WHERE question = %s", [question])
    if not rows:
        return []
    asked = Asked(rows[0][0], words=take_apart(rows[0][0].replace('"', " ")).words)
    narrowed = where(SearchFilters(reader=topics.reader_of(viewer)), asked)
    narrowed.conditions += [QUESTIONS, "d.question <> %(question)s"]
    narrowed.values["question"] = question
    terms = terms_of(asked.words, correct=False).terms
    page = best(terms, meaning.like_question(question), asked, narrowed, limit + LOOKED_THROUGH)
    return _canonical_first(_hits(page.rows, Marker([])), limit)


def _canonical_first(hits: list[Hit], limit: int) -> list[Hit]:
    """Of those that are like it, the ones with an answer that is the one to a tag or topic come first."""
    rows = run(
        "SELECT question FROM search_document WHERE canonical AND question = ANY(%s)", [[h.question for h in hits]]
    )
    known = {question for (question,) in rows}
    marked = [replace(hit, canonical=True) if hit.question in known else hit for hit in hits]
    return sorted(marked, key=lambda hit: not hit.canonical)[:limit]


def hits_of(rows: Sequence[Sequence[int]], viewer: Viewer) -> list[Hit]:
    """Questions, each with the text of it to show, ready to be shown, in this order, to who may read them."""
    reads = topics.reads_of(topics.reader_of(viewer))
    return _hits(listed([row[0] for row in rows], [row[1] for row in rows], reads), Marker([]))


def best(terms: Sequence[Term], near: Part | None, asked: Asked, narrowed: Where, limit: int, offset: int = 0) -> Page:
    """The best questions, by words in one way after another until there are enough, and by meaning."""
    page = Page([])
    telling = matching.telling_of(terms)
    for words in matching.by_words(terms, asked, narrowed):
        page = fused(words, near, asked, narrowed, telling, limit, offset)
        if page.texts >= ENOUGH:
            return page
    if near and not page.texts:
        page = fused(None, near, asked, narrowed, telling, limit, offset)
    return page


@lru_cache(maxsize=20_000)
def question_url(question: int, title: str) -> str:
    """The address of a question; its own feature knows the form."""
    path = _question_path() if question > 0 else _talk_path()
    return path.format(question=abs(question), slug=slugify(title)[:60].strip("-") or "-")


def _by_relevance(
    worded: Worded, asked: Asked, narrowed: Where, filters: SearchFilters, offset: int
) -> tuple[Page, bool]:
    """What was found shortly before is read anew, but not sought anew unless the index changed."""
    key = asked.typed, str(filters)
    alone = connection.in_atomic_block  # sees what nobody else does
    if not alone and (known := remembering.found.get(key)):
        rows = listed(known.questions, known.voices, narrowed.reads, known.version)
        if len(rows) == len(known.questions):
            return Page(rows, known.of), True
    near = meaning.by_meaning(_replaced(asked.plain, worded.replaced), asked, narrowed)
    page = best(worded.terms, near, asked, narrowed, filters.limit + 1, offset)
    whole = near is not None or not meaning.is_ready()
    if whole and not alone and page.version is not None and not (filters.author or asked.user):
        questions = [row[0] for row in page.rows]
        found = remembering.Found(questions, page.voices, max(page.of, page.texts), page.version)
        remembering.found.put(key, found)
    return page, whole


def _sorted(worded: Worded, asked: Asked, narrowed: Where, filters: SearchFilters, offset: int) -> tuple[Page, bool]:
    found = matching.sorted_by(filters.sort, worded.terms, asked, narrowed, limit=filters.limit + 1, offset=offset)
    rows = listed([one.question for one in found], [one.voice for one in found], narrowed.reads)
    return Page(rows, found[0].of if found else 0), True


def _hits(rows: Rows, marker: Marker) -> list[Hit]:
    return [_hit(row, marker) for row in rows]


def _hit(row: tuple[Any, ...], marker: Marker) -> Hit:
    question, title, topic, tags, language, asked_at, answers, votes, solution, closed, score, answer, text, *asker = (
        row
    )
    return Hit(
        question=question,
        plain_title=title,
        title=marker.marked(title),
        excerpt=marker.excerpt(text or ""),
        answer=answer,
        topic=topic,
        tags=tags,
        language=language,
        asked_at=asked_at,
        answers=answers,
        votes=votes,
        solution=solution,
        closed=closed,
        score=score,
        asker=Asker(*asker) if asker[0] is not None else None,
    )  # fmt: skip


def _offset(filters: SearchFilters) -> int:
    if filters.sort not in SORTS:
        raise Invalid(_("Results cannot be sorted by “%(name)s”.") % {"name": filters.sort[:40]}, "sort")
    if not filters.after:
        return 0
    if not filters.after.isascii() or not filters.after.isdigit() or int(filters.after[:9]) > LAST:
        raise Invalid(_("This page of results cannot be found; start again at the first."), "after")
    return int(filters.after)


def _replaced(text: str, replaced: dict[str, str]) -> str:
    """The text with other words in the place of those that are nowhere."""
    for word, better in replaced.items():
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", better, text, flags=re.IGNORECASE)
    return text


@cache
def _question_path() -> str:
    return reverse("support:question", args=[0, "-"]).replace("/0/", "/{question}/").replace("/-/", "/{slug}/")


@cache
def _talk_path() -> str:
    return reverse("discussions:discussion", args=[0, "-"]).replace("/0/", "/{question}/").replace("/-/", "/{slug}/")
