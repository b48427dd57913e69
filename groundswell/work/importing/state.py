"""How far an import has come. Kept in a schema of its own while it lasts, so that it goes on after a crash.

What is staged is unlogged and may vanish with the database server; then it is read again. The rest is not: which
steps are done, how many rows were placed, and which facts still have to be recorded as events.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from groundswell.work.importing.shapes import SHAPES

SCHEMA = """
CREATE SCHEMA importing;
CREATE TABLE importing.run (site text, origin text, topic bigint, language text, files jsonb);
CREATE TABLE importing.step (
    name text PRIMARY KEY, done bigint NOT NULL, ended boolean NOT NULL DEFAULT false, bytes bigint NOT NULL DEFAULT 0);
CREATE TABLE importing.tally (what text PRIMARY KEY, imported bigint NOT NULL, already bigint NOT NULL);
CREATE TABLE importing.note (
    file text, note text, count bigint NOT NULL, ids bigint[] NOT NULL, PRIMARY KEY (file, note));
CREATE TABLE importing.trouble (file text PRIMARY KEY, sentence text NOT NULL);
CREATE TABLE importing.pending (at timestamptz NOT NULL, kind smallint NOT NULL, id bigint NOT NULL);
CREATE TABLE importing.mark AS SELECT '-infinity'::timestamptz AS at, 0::smallint AS kind, 0::bigint AS id;
"""
ALIVE = "CREATE UNLOGGED TABLE importing.alive AS SELECT true AS yes;"
NOTE = """
INSERT INTO importing.note VALUES (%s, %s, %s, %s) ON CONFLICT (file, note) DO UPDATE
SET count = note.count + EXCLUDED.count, ids = (note.ids || EXCLUDED.ids)[1:5]
"""
TALLY = """
INSERT INTO importing.tally VALUES (%s, %s, %s) ON CONFLICT (what) DO UPDATE
SET imported = tally.imported + EXCLUDED.imported, already = tally.already + EXCLUDED.already
"""
STEP = """
INSERT INTO importing.step VALUES (%s, %s, %s, %s) ON CONFLICT (name) DO UPDATE
SET done = EXCLUDED.done, ended = EXCLUDED.ended, bytes = EXCLUDED.bytes
"""


@dataclass(frozen=True)
class Run:
    """What is being imported: `origin` is written to every row, such as "stackexchange:beer"."""

    site: str
    origin: str
    topic: int
    language: str
    files: dict[str, list[int]]


@dataclass(frozen=True)
class Step:
    done: int = 0
    ended: bool = False


def unfinished() -> Run | None:
    """The import that was interrupted, if one was."""
    if one("SELECT to_regclass('importing.run') IS NULL"):
        return None
    rows = query("SELECT site, origin, topic, language, files FROM importing.run")
    if not rows:
        return None
    site, origin, topic, language, files = rows[0]
    return Run(site, origin, topic, language, json.loads(files))


@transaction.atomic
def begin(run: Run) -> None:
    """Start afresh. Facts that an earlier import has placed stay, and are found again by their old numbers."""
    for shape in SHAPES:
        with held(f"read {shape.table}"):
            pass
    forget()
    execute(SCHEMA)
    _make_staging()
    values = [run.site, run.origin, run.topic, run.language, json.dumps(run.files)]
    execute("INSERT INTO importing.run VALUES (%s, %s, %s, %s, %s)", values)


@transaction.atomic
def revive() -> None:
    """Go on; read the files again when what was staged is lost."""
    lost = one("SELECT to_regclass('importing.alive') IS NULL") or not one("SELECT count(*) FROM importing.alive")
    if lost:
        execute("DELETE FROM importing.step WHERE name ~ '^(read|stage|place former)'")
        execute("DROP TABLE IF EXISTS importing.former_posts, importing.former_comments")
        execute("DELETE FROM importing.note")
        _make_staging()


def take_our_time() -> None:
    """No statement on this connection is cut short."""
    for setting in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        execute(f"SET {setting} = 0")


@contextmanager
def held(step: str) -> Iterator[None]:
    """Nobody else is at this step: not even what a killed import left behind for a moment."""
    execute("SELECT pg_advisory_lock(hashtext(%s))", [f"importing {step}"])
    try:
        yield
    finally:
        if connection.is_usable():
            execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"importing {step}"])


def forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL client_min_messages = warning")
        cursor.execute("DROP SCHEMA IF EXISTS importing CASCADE")


def _make_staging() -> None:
    for shape in SHAPES:
        columns = "".join(f", {name} {kind}" for name, kind in shape.columns.items())
        execute(f"DROP TABLE IF EXISTS importing.{shape.table}")
        execute(f"CREATE UNLOGGED TABLE importing.{shape.table} (n bigint, id bigint, reason text{columns})")
    execute("DROP TABLE IF EXISTS importing.alive")
    execute(ALIVE)


def step(name: str) -> Step:
    rows = query("SELECT done, ended FROM importing.step WHERE name = %s", [name])
    return Step(*rows[0]) if rows else Step()


def advance(name: str, done: int, *, ended: bool = False, size: int = 0) -> None:
    execute(STEP, [name, done, ended, size])


def bytes_read() -> int:
    return int(one("SELECT coalesce(sum(bytes), 0)::bigint FROM importing.step WHERE name LIKE 'read %%'", {}))


def tally(what: str, imported: int, already: int) -> None:
    if imported or already:
        execute(TALLY, [what, imported, already])


def note(file: str, text: str, count: int, ids: list[int]) -> None:
    execute(NOTE, [file, text, count, ids[:5]])


def trouble(file: str, sentence: str) -> None:
    query_text = (
        "INSERT INTO importing.trouble VALUES (%s, %s) ON CONFLICT (file) DO UPDATE SET sentence = EXCLUDED.sentence"
    )
    execute(query_text, [file, sentence])


def execute(text: str, parameters: Any = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        return int(cursor.rowcount)


def query(text: str, parameters: list[Any] | Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        return list(cursor.fetchall())


def one(text: str, parameters: list[Any] | Mapping[str, Any] | None = None) -> Any:
    return query(text, parameters)[0][0]
