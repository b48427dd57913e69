"""A large site of invented words and vectors: how fast texts are taken in, and how fast they are searched."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from rich.progress import track

from groundswell.derived.search import finding, meaning, reading, remembering, vocabulary, words, writing
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.rows import run
from groundswell.derived.search.suggesting import suggest
from groundswell.work.bench import _vectors
from groundswell.work.bench._content import Words

ANSWERS, LENGTH, BATCH = 5, 80, 2_000
GOAL, QUICK = 40.0, 30.0
Calls = Sequence[Callable[[], Any]]


def measure(posts: int, queries: int, seed: int = 1) -> dict[str, Any]:
    """Milliseconds of the whole function by the clock, and of processor time here and in the database."""
    run("SET statement_timeout = 0")
    said = Words(seed)
    per_second = _fill(said, posts)
    vocabulary.count()
    run("VACUUM ANALYZE")
    typed = list(dict.fromkeys(said.some(number % 4 + 1) for number in range(queries)))
    titles = [said.some(8) for _number in range(queries)]
    rows = [_row("search, words only", GOAL, _searches(typed))]
    has_vectors = _vectors.add([*typed, *titles])
    run("VACUUM ANALYZE")
    meaning.look_again()
    rows += [_row(*case) for case in _cases(said, typed, titles, posts)]
    return {"posts": posts, "texts taken in per second": round(per_second), "vectors": has_vectors, "rows": rows}


def _cases(said: Words, typed: list[str], titles: list[str], posts: int) -> Iterator[tuple[str, float, Calls]]:
    starts = [one[: 2 + number % 6] for number, one in enumerate(typed)]
    questions = [_question_of(1 + number * 997 % posts) for number in range(len(typed))]
    yield "search, words and meaning", GOAL, _searches(typed)
    yield "the same, asked again", GOAL, _searches(typed, again=True)
    yield "with a typing error", GOAL, _searches([f"{one[:-1]}x" for one in typed[:100]])
    yield "within a topic, not solved", GOAL, _searches(typed, topics=[1], solved=False)
    yield "a phrase, without a word", GOAL, _searches([f'"{one}" -{said.words[90]}' for one in _said_so(len(typed))])
    yield "newest first", GOAL, _searches(typed, sort="newest")
    yield "as you type", QUICK, [partial(suggest, one) for one in starts]
    yield "similar, while writing a title", QUICK, [partial(finding.similar, one) for one in titles]
    yield "related, beside a question", QUICK, [partial(finding.related, one) for one in questions]


def _said_so(count: int) -> list[str]:
    """Two words that stand beside each other in some text."""
    texts = run("SELECT text FROM search_text WHERE voice %% 97 = 5 ORDER BY voice LIMIT %s", [count])
    return [" ".join(text.split()[9:11]) for (text,) in texts]


def _searches(typed: Sequence[str], *, again: bool = False, **filters: Any) -> Calls:
    def search(query: str) -> None:
        if not again:
            remembering.found.values.clear()
        finding.search(query, SearchFilters(**filters))

    if again:
        for query in typed:
            search(query)
    return [partial(search, query) for query in typed]


def percentile(values: list[float], part: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * part / 100) - 1)] if ordered else 0.0


def _row(what: str, goal: float, calls: Calls) -> dict[str, Any]:
    for call in calls[:5]:
        call()
    waited: list[float] = []
    here, there = time.thread_time(), _database_time()
    for call in calls:
        started = time.perf_counter()
        call()
        waited.append(1000 * (time.perf_counter() - started))
    mine, database = time.thread_time() - here, _database_time() - there
    return {
        "what": what,
        **{f"p{part} ms": round(percentile(waited, part), 1) for part in (50, 95, 99)},
        "goal ms": goal,
        "web CPU ms": round(1000 * mine / len(calls), 2),
        "database CPU ms": round(1000 * database / len(calls), 2),
    }


def _database_time() -> float:
    """Seconds that the database's process for us has worked, where the system tells."""
    try:
        pid = connection.connection.info.backend_pid
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, AttributeError, ValueError):
        return 0.0


def _fill(said: Words, posts: int) -> float:
    """Texts a second, without the time to invent them."""
    took = 0.0
    for at in track(range(0, posts, BATCH), "Taking in texts", transient=True):
        invented = list(_invented(said, at, min(BATCH, posts - at)))
        started = time.perf_counter()
        with transaction.atomic():
            texts = [_text(*one) for one in invented]
            mine = [one for one in texts if one.place.answer is None]
            writing.add_documents({t.voice: (t.voice, t.voice, 1, ["tag"], "en", 1, t.at) for t in mine})
            writing.set_texts(texts)
            vocabulary.learn(texts)
            writing.count_answers({one.place.question for one in texts})
        took += time.perf_counter() - started
    return posts / took


def _invented(said: Words, first: int, count: int) -> Iterator[tuple[int, str, str]]:
    for voice in range(first + 1, first + count + 1):
        yield voice, said.some(8) if voice == _question_of(voice) else "", f"<p>{said.some(LENGTH)}</p>"


def _question_of(voice: int) -> int:
    return (voice - 1) // (ANSWERS + 1) * (ANSWERS + 1) + 1


def _text(voice: int, title: str, html: str) -> reading.Reading:
    question, text = _question_of(voice), words.spoken(html)
    return reading.Reading(
        voice=voice,
        place=writing.Place(question, None if voice == question else voice, 1),
        config=words.ENGLISH,
        at=datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=voice),
        title=title,
        text=text,
        title_words=words.indexable(title, words.ENGLISH),
        title_plain=words.indexable(title, words.SIMPLE),
        text_words=words.indexable(text, words.ENGLISH),
        digest=reading.digest_of(title, text),
    )
