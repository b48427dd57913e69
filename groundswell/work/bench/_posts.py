"""A large site of invented words and random vectors: how fast texts are taken in, and how fast they are searched."""

import math
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from rich.progress import track

from groundswell.derived.search import reading, vectors, vocabulary, words, writing
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.finding import search
from groundswell.derived.search.models import State
from groundswell.derived.search.rows import run
from groundswell.derived.search.suggesting import suggest
from groundswell.work.bench._content import Words

ANSWERS, LENGTH, BATCH = 5, 80, 2_000


def measure(posts: int, queries: int, seed: int = 1) -> dict[str, float]:
    """Milliseconds of the whole search function, its processor time here, and texts taken in per second."""
    run("SET statement_timeout = 0")
    said = Words(seed)
    per_second = _fill(said, posts)
    has_vectors = vectors.are_there()
    typed = [said.some(count % 4 + 1) for count in range(queries)]
    if has_vectors:
        _add_vectors(posts, typed)
    run("VACUUM ANALYZE search_text, search_document, search_word")
    vocabulary.count()
    figures: dict[str, float] = {"posts": posts, "texts taken in per second": per_second}
    figures |= {"vectors": has_vectors * posts}
    figures |= _times("search", [partial(search, one, SearchFilters()) for one in typed])
    figures |= _times("newest", [partial(search, one, SearchFilters(sort="newest")) for one in typed[:100]])
    wrong = [f"{one[:-1]}x" for one in typed[:100]]
    figures |= _times("typing error", [partial(search, one, SearchFilters()) for one in wrong])
    starts = [one[: 2 + number % 6] for number, one in enumerate(typed)]
    return figures | _times("suggestions", [partial(suggest, one) for one in starts])


def percentile(values: list[float], part: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * part / 100) - 1)] if ordered else 0.0


def _times(name: str, calls: list[Callable[[], Any]]) -> dict[str, float]:
    """Milliseconds by the clock, and of processor time (here and in the database), steadier on a busy machine."""
    for call in calls[:5]:
        call()
    waited: list[float] = []
    worked: list[float] = []
    mine = 0.0
    for call in calls:
        started, here, there = time.perf_counter(), time.thread_time(), _database_time()
        call()
        own = time.thread_time() - here
        mine += own
        waited.append(1000 * (time.perf_counter() - started))
        worked.append(1000 * (own + _database_time() - there))
    return {
        f"{name}, p50 ms": percentile(waited, 50),
        f"{name}, p95 ms": percentile(waited, 95),
        f"{name}, p50 CPU ms": percentile(worked, 50),
        f"{name}, p95 CPU ms": percentile(worked, 95),
        f"{name}, web's share of CPU ms": 1000 * mine / len(calls),
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


def _add_vectors(posts: int, typed: list[str]) -> None:
    """Random directions: harder for the index than texts, which come in clusters."""
    chance = random.Random(2)

    def direction() -> str:
        numbers = [chance.gauss(0, 1) for _ in range(vectors.WIDTH)]
        length = math.sqrt(sum(number * number for number in numbers))
        return "[" + ",".join(f"{number / length:.4f}" for number in numbers) + "]"

    run("DROP INDEX vector_nearest")
    with connection.cursor() as db:
        with db.copy("COPY search_vector (voice, question, answer, digest, embedding) FROM STDIN") as rows:
            for voice in track(range(1, posts + 1), "Vectors", transient=True):
                question = _question_of(voice)
                rows.write_row((voice, question, None if voice == question else voice, 0, direction()))
        db.execute("SET maintenance_work_mem = '512MB'")
        db.execute("CREATE INDEX vector_nearest ON search_vector USING hnsw (embedding halfvec_cosine_ops)")
        for text in typed:
            db.execute("INSERT INTO search_query VALUES (%s, %s) ON CONFLICT DO NOTHING", [text, direction()])
    State.objects.update(model="random")
