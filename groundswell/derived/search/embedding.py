"""What the worker does for the search by meaning: vectors of texts in the background, vectors of queries at once."""

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import psycopg
import structlog
from django.db import Error, connection, transaction
from django.utils import timezone

from groundswell.derived.search import vectors, vocabulary, writing
from groundswell.derived.search.meaning import CHANNEL
from groundswell.derived.search.model import Model, NoModel, as_text, files
from groundswell.derived.search.models import State, Wanted
from groundswell.derived.search.rows import run

AT_ONCE = 8
POLL = 2.0
QUERIES_KEPT = timedelta(days=7)
MOST_QUERIES = 50_000
LONGEST = 2_000
LOCK = "hashtext('search.embedding')"
WAITING = """
SELECT w.voice, t.digest, coalesce(v.digest = t.digest, false),
       CASE WHEN t.answer IS NULL THEN d.title || '. ' ELSE '' END || left(t.text, %s)
FROM (SELECT voice, at FROM search_wanted ORDER BY at DESC LIMIT %s) w
LEFT JOIN search_text t ON t.voice = w.voice AND t.words <> '' LEFT JOIN search_document d ON d.question = t.question
LEFT JOIN search_vector v ON v.voice = w.voice
"""
KEEP = """
INSERT INTO search_vector (voice, question, answer, digest, embedding)
SELECT new.voice, t.question, t.answer, new.digest, new.embedding::halfvec
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS new (voice, digest, embedding)
JOIN search_text t ON t.voice = new.voice AND t.digest = new.digest
ON CONFLICT (voice) DO UPDATE SET question = EXCLUDED.question, answer = EXCLUDED.answer, digest = EXCLUDED.digest,
    embedding = EXCLUDED.embedding
"""
# A text that changed meanwhile waits on.
DONE = """
DELETE FROM search_wanted w WHERE voice = ANY(%s) AND NOT EXISTS (
    SELECT FROM search_text t LEFT JOIN search_vector v ON v.voice = t.voice AND v.digest = t.digest
    WHERE t.voice = w.voice AND t.words <> '' AND v.voice IS NULL)
"""
ASKED = "SELECT text FROM search_query WHERE embedding IS NULL ORDER BY at DESC LIMIT 8"
ANSWER = """
UPDATE search_query q SET embedding = new.embedding::halfvec
FROM unnest(%s::text[], %s::text[]) AS new (text, embedding) WHERE q.text = new.text
"""
logger = structlog.get_logger("groundswell.search")


@dataclass(frozen=True)
class Meaning:
    """Whether questions are found by meaning, and how many texts wait; `why` says what is missing."""

    works: bool
    why: str
    waiting: int


def embed_pending(limit: int = 64) -> int:
    """Give up to this many texts their vectors, the newest first; return how many were looked at. Raises NoModel."""
    model, done = ready_model(), 0
    while done < limit and (rows := run(WAITING, [LONGEST, min(4 * AT_ONCE, limit - done)])):
        needed = sorted((row for row in rows if row[3] and not row[2]), key=lambda row: len(row[3]))
        for at in range(0, len(needed), AT_ONCE):
            _embed(model, needed[at : at + AT_ONCE])
        run(DONE, [[row[0] for row in rows]])
        done += len(rows)
    if done:
        writing.tell()
    return done


def answer_queries() -> int:
    """Give the newest queries their vectors; return how many."""
    waiting = [text for (text,) in run(ASKED)]
    if waiting:
        found = ready_model().embed(waiting)
        run(ANSWER, [waiting, [as_text(vector) for vector in found]])
    return len(waiting)


def ready_model() -> Model:
    """The model of this process. When it is another one than made the vectors, all of them are made anew."""
    model = _model()
    if State.objects.get_or_create(pk=State.ONLY)[0].model != model.name:
        _adopt(model.name)
    return model


@transaction.atomic
def _adopt(name: str) -> None:
    state = State.objects.select_for_update().get()
    if state.model != name:
        run("DELETE FROM search_vector")
        run("DELETE FROM search_query")
        run("INSERT INTO search_wanted (voice, at) SELECT voice, at FROM search_text ON CONFLICT DO NOTHING")
        state.model = name
        state.save(update_fields=["model"])
        writing.tell()


def meaning() -> Meaning:
    """For `doctor` and the operations page."""
    try:
        files()
    except NoModel as problem:
        return Meaning(False, str(problem), 0)
    if not vectors.are_there():
        return Meaning(False, "The database has no pgvector 0.8 or newer.", 0)
    return Meaning(True, "", Wanted.objects.count())


def follow_texts(stop: threading.Event) -> None:
    """The worker's thread for texts: vectors, and the counts of words. One worker at a time does it."""
    _forever(stop, _work_on_texts)


def follow_queries(stop: threading.Event) -> None:
    """The worker's thread for queries; each worker has one, and the first to answer is enough."""
    _forever(stop, _work_on_queries)


def _work_on_texts(stop: threading.Event) -> None:
    _give_way()
    run("SET statement_timeout = 0")
    can_embed = _can_embed()
    while not stop.is_set():
        ((mine,),) = run(f"SELECT pg_try_advisory_lock({LOCK})")
        if mine:
            break
        stop.wait(POLL)
    while not stop.is_set():
        vocabulary.count_if_due()
        if not can_embed or not embed_pending(4 * AT_ONCE):
            stop.wait(POLL)


def _work_on_queries(stop: threading.Event) -> None:
    if not _can_embed():
        stop.wait()
        return
    ready_model().embed(["warm"])
    connection.connection.execute(f"LISTEN {CHANNEL}")
    while not stop.is_set():
        while answer_queries():
            pass
        for _note in connection.connection.notifies(timeout=POLL, stop_after=1):
            pass


def _give_way() -> None:
    """Texts can wait for the web: this thread gets the processor when nobody else wants it."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)


def _forever(stop: threading.Event, work: Callable[[threading.Event], None]) -> None:
    while not stop.is_set():
        try:
            connection.ensure_connection()
            work(stop)
        except (Error, psycopg.Error) as problem:
            logger.warning("search_connection_lost", problem=str(problem).strip())
            connection.close()
            stop.wait(POLL)
    connection.close()


def _can_embed() -> bool:
    if not vectors.make_tables():
        logger.warning("search_by_words_only", why="the database has no pgvector 0.8 or newer")
        return False
    try:
        ready_model()
    except NoModel as problem:
        logger.warning("search_by_words_only", why=str(problem))
        return False
    return True


def forget_queries() -> None:
    """Queries that nobody has asked for a week, and those beyond what is useful to keep."""
    if vectors.are_there():
        run("DELETE FROM search_query WHERE at < %s", [timezone.now() - QUERIES_KEPT])
        run(
            "DELETE FROM search_query WHERE at < (SELECT at FROM search_query ORDER BY at DESC OFFSET %s LIMIT 1)",
            [MOST_QUERIES],
        )


def _embed(model: Model, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        found = model.embed([row[3] for row in rows])
        run(KEEP, [[row[0] for row in rows], [row[1] for row in rows], [as_text(vector) for vector in found]])


@cache
def _model() -> Model:
    return Model()
