"""The database of the tests: a pytest plugin, loaded before Django's settings are.

Each pytest process (each xdist worker too) takes a data folder of its own under .cache/test-home and runs its own
PostgreSQL in it, because a consumer waits for the oldest transaction of the whole server: two test processes on one
server would hold each other up. The server keeps its files between runs and starts only when a test needs it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from groundswell.work import embedded, memory
from groundswell.work.locks import claim

CHECKOUT = Path(__file__).resolve().parents[2]
TRIES = 5


def _take_home() -> tuple[Path, int]:
    """The first free folder, and the lock that keeps it ours."""
    for number in range(1000):
        home = CHECKOUT / ".cache" / "test-home" / str(number)
        if (lock := claim(home / "taken")) is not None:
            return home, lock
    raise RuntimeError("A thousand test processes are running already.")


HOME, _lock = _take_home()
os.environ["GROUNDSWELL_HOME"] = str(HOME)
os.environ["GROUNDSWELL_STATIC_HASHED"] = "0"
os.environ["GROUNDSWELL_KEEP_PAGES"] = "0"
os.environ["GROUNDSWELL_OFFLINE"] = "0"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.settings")


class Database:
    """A plugin of its own, registered late, so that its fixture wins over the empty one in pytest-django."""

    @pytest.fixture(scope="session")
    @classmethod
    def django_db_modify_db_settings(cls, django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
        """The server runs from before the first test that needs the database until the end."""
        _flush_past_the_log()
        if os.environ.get("DATABASE_URL"):
            yield
            return
        with embedded.running(HOME, durable=False):
            yield


# Made by migrations and the same for every test, so nothing has to be made again after it.
STAYS = {"django_content_type", "auth_permission"}
# Not Django's to empty, but what one test wanted done is nothing to the next.
JOBS = [f"procrastinate_{name}" for name in ("events", "periodic_defers", "jobs", "workers")]


USED = """
SELECT relname FROM pg_class
WHERE relname = ANY(%s) AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""


def _flush_past_the_log() -> None:
    """After a test that commits, Django empties all tables. The log refuses that to everybody but us, here.

    Only tables that were written to are emptied, which is a tenth of the work. Vacuum then makes files of no length of them:
    else new rows would stand where others were, in any order.
    """
    from django.core.management.commands import flush
    from django.db import OperationalError
    from django.db.backends.postgresql.operations import DatabaseOperations

    execute = DatabaseOperations.execute_sql_flush
    emptied: list[str] = []

    def emptying(operations: DatabaseOperations, _style: object, tables: list[str], **_options: object) -> list[str]:
        with operations.connection.cursor() as cursor:
            cursor.execute(USED, [[*{*tables, *JOBS} - STAYS]])
            emptied[:] = [f'"{name}"' for (name,) in cursor.fetchall()]
        return [
            "SET LOCAL session_replication_role = replica",
            *(f"DELETE FROM {name}" for name in emptied),
            "INSERT INTO log_generation (id, started) VALUES (1, now())",
        ]

    def empty(operations: DatabaseOperations, orders: list[str]) -> None:
        for left in reversed(range(TRIES)):
            try:
                execute(operations, orders)
                break
            except OperationalError:  # a browser that has just closed left a request, which reads in another order
                if not left:
                    raise
        with operations.connection.cursor() as cursor:
            cursor.execute(f"VACUUM (TRUNCATE) {', '.join(emptied)}" if emptied else "SELECT")

    setattr(DatabaseOperations, "sql_flush", emptying)  # noqa: B010
    setattr(DatabaseOperations, "execute_sql_flush", empty)  # noqa: B010
    setattr(flush, "emit_post_migrate_signal", lambda *_given: None)  # noqa: B010


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, or the last long file runs while the other worker has nothing left.

    A browser is a program of somebody else with a clock of its own: its tests get a second try, and the summary names
    those that needed it. What fails twice has failed.
    """
    long = set()
    for item in items:
        if browser := item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
        if browser or item.get_closest_marker("slow"):
            long.add(item.path)
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    memory.settle()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Database(), "groundswell-database")
