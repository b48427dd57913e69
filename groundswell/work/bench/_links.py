"""Linked questions of a Stack Exchange dump: does a search for the title of one find the other?"""

import time
import xml.etree.ElementTree as ET  # nosec B405  (the operator's own files)
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from groundswell.derived.search import embedding, meaning, reading, vocabulary, words, writing
from groundswell.derived.search.asked import Asked, take_apart
from groundswell.derived.search.filters import SearchFilters, where
from groundswell.derived.search.finding import best, related
from groundswell.derived.search.model import NoModel
from groundswell.derived.search.rows import run
from groundswell.derived.search.terms import terms_of
from groundswell.work.bench._posts import percentile

BATCH = 2_000
TABLES = "search_document, search_text, search_vote, search_word, search_wanted, search_vector, search_query"


def measure(folder: Path) -> dict[str, Any]:
    """The figures of one dump; every link counts in both directions."""
    run(f"TRUNCATE {TABLES}")
    texts = _load(folder)
    titles: dict[int, str] = dict(run("SELECT question, title FROM search_document"))
    linked = _links(folder, set(titles))
    _learn([titles[question] for question in linked])
    ways: dict[str, Callable[[int], list[int]]] = {
        "words only": lambda question: _found(titles[question], by_meaning=False),
        "meaning only": lambda question: _found(titles[question], words=False),
        "both": lambda question: _found(titles[question]),
        "both, by the whole text (related)": _related,
    }
    rows = [{"way": way, **_score(find, linked)} for way, find in ways.items()]
    return {"texts": texts, "links": sum(map(len, linked.values())), "rows": rows}


def _load(folder: Path) -> int:
    documents: dict[int, tuple[Any, ...]] = {}
    solutions: dict[int, int] = {}
    texts: list[reading.Reading] = []
    for post in _rows(folder / "Posts.xml"):
        if post["PostTypeId"] not in {"1", "2"}:
            continue
        text = _text(post)
        texts.append(text)
        if text.place.answer is None:
            documents[text.voice] = (text.voice, text.voice, 1, [], "en", text.place.author, text.at)
            if "AcceptedAnswerId" in post:
                solutions[text.voice] = int(post["AcceptedAnswerId"])
    with transaction.atomic():
        writing.add_documents(documents)
        writing.set_facts({"solution": solutions} if solutions else {})
        for at in range(0, len(texts), BATCH):
            writing.set_texts(texts[at : at + BATCH])
            vocabulary.learn(texts[at : at + BATCH])
        writing.count_answers(documents)
    vocabulary.count()
    return len(texts)


def _text(post: dict[str, str]) -> reading.Reading:
    pk, title, text = int(post["Id"]), post.get("Title", ""), words.spoken(post.get("Body", ""))
    answer = pk if post["PostTypeId"] == "2" else None
    question = int(post["ParentId"]) if answer else pk
    return reading.Reading(
        voice=pk,
        place=writing.Place(question, answer, int(post.get("OwnerUserId", 0))),
        config=words.ENGLISH,
        at=datetime.fromisoformat(post["CreationDate"]).replace(tzinfo=UTC),
        title=title,
        text=text,
        title_words=words.indexable(title, words.ENGLISH),
        title_plain=words.indexable(title, words.SIMPLE),
        text_words=words.indexable(text, words.ENGLISH),
        digest=reading.digest_of(title, text),
    )


def _links(folder: Path, questions: set[int]) -> dict[int, set[int]]:
    linked: dict[int, set[int]] = defaultdict(set)
    for link in _rows(folder / "PostLinks.xml"):
        one, other = int(link["PostId"]), int(link["RelatedPostId"])
        if one != other and {one, other} <= questions:
            linked[one].add(other)
            linked[other].add(one)
    return dict(linked)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    for _event, element in ET.iterparse(file):  # nosec B314
        if element.tag == "row":
            yield dict(element.attrib)
            element.clear()


def _learn(titles: list[str]) -> None:
    """Vectors of all texts and of the queries; without the model there are none."""
    try:
        while embedding.embed_pending(512):
            pass
    except NoModel:
        return
    for title in titles:
        meaning.by_meaning(title, Asked(title), where(SearchFilters(), Asked(title)))
    while embedding.answer_queries():
        pass


def _found(title: str, *, words: bool = True, by_meaning: bool = True) -> list[int]:
    """The first twenty for a title, in one of the ways or in both."""
    asked = Asked(title, words=take_apart(title.replace('"', " ")).words)
    narrowed = where(SearchFilters(), asked)
    near = meaning.by_meaning(title, asked, narrowed) if by_meaning else None
    page = best(terms_of(asked.words).terms if words else [], near, asked, narrowed, 21)
    return [row[0] for row in page.rows]


def _related(question: int) -> list[int]:
    return [hit.question for hit in related(question, 20)]


def _score(find: Callable[[int], list[int]], linked: dict[int, set[int]]) -> dict[str, float]:
    """The question itself is taken out of what is found."""
    five, ten, first, took = 0.0, 0.0, 0.0, []
    for question, wanted in linked.items():
        started = time.perf_counter()
        found = [one for one in find(question) if one != question]
        took.append(1000 * (time.perf_counter() - started))
        five += len(wanted & set(found[:5])) / len(wanted)
        ten += len(wanted & set(found[:10])) / len(wanted)
        first += next((1 / place for place, one in enumerate(found, 1) if one in wanted), 0.0)
    count = max(1, len(linked))
    return {
        "recall@5": round(five / count, 3),
        "recall@10": round(ten / count, 3),
        "MRR": round(first / count, 3),
        "p50 ms": round(percentile(took, 50), 1),
        "p95 ms": round(percentile(took, 95), 1),
    }
