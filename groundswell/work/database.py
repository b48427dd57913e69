"""The database that the settings name, for commands: set up Django, and run the embedded server where it is ours."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Thread

from groundswell import environment
from groundswell.work import embedded


def is_embedded() -> bool:
    return not environment.text("DATABASE_URL")


@contextmanager
def running() -> Iterator[None]:
    """The database runs inside. Yours is taken as it is; ours starts unless another command has started it."""
    if not is_embedded():
        yield
        return
    with embedded.running(environment.home()):
        yield


@contextmanager
def community() -> Iterator[None]:
    """Django is set up and the database runs inside."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.settings")
    with running():
        import django
        from django.db import connections

        from groundswell.work import logs

        django.setup()
        logs.configure()
        try:
            yield
        finally:
            connections.close_all()


def start_loading() -> Thread:
    """Load Django and all that pages need, beside a server that starts meanwhile. Nothing else is imported before it ended."""

    def load() -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.settings")
        import django

        with suppress(Exception):  # what is wrong is said by who needs it next
            django.setup()
            import_module("groundswell.urls")

    loading = Thread(target=load)
    loading.start()
    return loading


def migrate(verbosity: int = 0) -> None:
    """Bring the tables up to date. Several processes at once take turns."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(hashtext('groundswell.migrate'))")
    try:
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
    finally:
        connection.close()


def server_version() -> int:
    """PostgreSQL's major version."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000
