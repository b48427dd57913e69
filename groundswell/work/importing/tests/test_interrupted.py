"""An import that is interrupted goes on where it was, and ends as one that was not."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.transaction import Atomic
from psycopg import sql

from groundswell.work.bench import _dump
from groundswell.work.importing import history, placing, portions, state
from groundswell.work.importing.stackexchange import import_dump
from groundswell.work.importing.tests.snapshot import snapshot

KILLS = 3
# Small portions, so that a kill finds many places to land.
IMPORT = """
import sys
from pathlib import Path
import django
django.setup()
from groundswell.work.importing import history, people, placing, portions, staging
portions.MOST_ROWS = people.PORTION = 300
never = 10**12
staging.WORTH_ONE, staging.WORTH_TWO = [(never, never), (0, never), (0, 0)][int(sys.argv[2])]
placing.place.__defaults__ = (300,)
from groundswell.work.importing.stackexchange import import_dump
print("begun", flush=True)
import_dump(Path(sys.argv[1]))
print("ended", flush=True)
"""


class Pulled(BaseException):
    """The plug was pulled."""


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    _dump.invent(folder, questions=40)
    return folder


@pytest.fixture
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "MOST_ROWS", 100)
    monkeypatch.setattr(placing.place, "__defaults__", (100,))


def test_interrupted_at_any_portion_it_ends_the_same(
    db: None, invented: Path, small_portions: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fourth thing that the importer writes down about its progress is its last, until it gets through."""
    with rolled_back():
        import_dump(invented)
        undisturbed = snapshot(state.query)
    advance = state.advance
    count = 0

    def advance_or_die(*arguments: Any, **options: Any) -> None:
        nonlocal count
        count += 1
        if count % 4 == 0:
            raise Pulled
        advance(*arguments, **options)

    monkeypatch.setattr(state, "advance", advance_or_die)
    runs = 0
    for _ in range(200):
        runs += 1
        try:
            import_dump(invented)
            break
        except Pulled:
            continue

    assert runs > 5
    assert snapshot(state.query) == undisturbed


def test_what_the_server_forgot_is_read_again(db: None, invented: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Staged rows are unlogged: after a crash of the server they are gone, what was placed is not."""
    with rolled_back():
        import_dump(invented)
        undisturbed = snapshot(state.query)
    with monkeypatch.context() as patched:
        patched.setattr(history, "record_selected", _die)
        with pytest.raises(Pulled):
            import_dump(invented)
    tables = state.query(
        "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'importing'::regnamespace "
        "AND relpersistence = 'u' AND relkind = 'r'"
    )
    for (table,) in tables:
        state.execute(f"TRUNCATE {table}")

    report = import_dump(invented)

    assert snapshot(state.query) == undisturbed
    assert report.imported > 0


def test_history_that_waits_is_not_lost_when_another_dump_comes_first(
    db: None, invented: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(history, "record_selected", _die)
        with pytest.raises(Pulled):
            import_dump(invented)
    assert state.one("SELECT count(*) FROM log_entry") == 0
    waiting = history.events_left()
    _dump.invent(tmp_path / "other", questions=2, seed=2)

    import_dump(tmp_path / "other")

    assert state.one("SELECT count(*) FROM log_entry WHERE data->>'origin' = 'stackexchange:site'") > 0
    assert state.one("SELECT count(*) FROM log_entry") > waiting


@pytest.mark.slow
def test_killed_at_random_moments_it_ends_the_same(db: None, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    _dump.invent(folder, questions=150)
    with databases("undisturbed", "killed") as (undisturbed, killed):
        begun = time.monotonic()
        assert run(folder, undisturbed, None, helpers=0)
        whole = time.monotonic() - begun
        chance = random.Random(7)
        lives = [chance.uniform(0, whole * 0.8) for _ in range(KILLS)]
        deaths = [not run(folder, killed, life, helpers=2 - turn % 3) for turn, life in enumerate(lives)]
        assert any(deaths)
        assert run(folder, killed, None, helpers=2)
        assert what_is_in(killed) == what_is_in(undisturbed)


def _die(*_arguments: Any) -> int:
    raise Pulled


class rolled_back(Atomic):  # noqa: N801  reads as what it does
    """What happens inside has not happened afterwards."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, *problem: Any) -> None:
        transaction.set_rollback(problem[0] is None)
        super().__exit__(*problem)


class databases:  # noqa: N801
    """Databases of their own on the server of the tests, the second copied from the migrated first."""

    def __init__(self, *names: str) -> None:
        self.names = [f"groundswell_{name}_{os.getpid()}" for name in names]
        place = connection.settings_dict
        self.place = {
            "host": place["HOST"],
            "port": place["PORT"],
            "user": place["USER"],
            "password": place["PASSWORD"],
        }

    def __enter__(self) -> list[str]:
        first, *others = self.names
        self._order("CREATE DATABASE {}", first)
        migrate = [sys.executable, "-m", "groundswell.work.cli", "migrate"]
        subprocess.run(migrate, env=surroundings(self._url(first)), check=True, capture_output=True)
        for other in others:
            self._order("CREATE DATABASE {} TEMPLATE {}", other, first)
        return [self._url(name) for name in self.names]

    def __exit__(self, *_problem: object) -> None:
        for name in self.names:
            self._order("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _order(self, text: str, *names: str) -> None:
        with psycopg.connect(**self.place, dbname="postgres", autocommit=True) as server:
            server.execute(sql.SQL(text).format(*map(sql.Identifier, names)))

    def _url(self, name: str) -> str:
        secret = f":{self.place['password']}" if self.place["password"] else ""
        return f"postgresql://{self.place['user']}{secret}@/{name}?host={self.place['host']}&port={self.place['port']}"


def surroundings(url: str) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "groundswell.settings"}


def run(folder: Path, url: str, life: float | None, *, helpers: int) -> bool:
    """Import in a process of its own, with others beside it, killed after `life` seconds; whether it ended."""
    command = [sys.executable, "-c", IMPORT, str(folder), str(helpers)]
    with subprocess.Popen(command, env=surroundings(url), stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        if life is not None:
            try:
                child.wait(life)
            except subprocess.TimeoutExpired:
                child.kill()
        return "ended" in child.stdout.read()


def what_is_in(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with psycopg.connect(url) as database:
        return snapshot(lambda text: database.execute(text).fetchall())
