"""Follow the log for ever: woken by NOTIFY, never polling faster than once a second."""

import threading

import psycopg
import structlog
from django.db import Error, connection

from groundswell.log.consumers import consumers
from groundswell.log.follow import run
from groundswell.log.journal import CHANNEL
from groundswell.log.models import Cursor

POLL = 1.0
RETRY_STOPPED = 60
logger = structlog.get_logger()


def follow(stop: threading.Event, names: list[str] | None = None) -> None:
    """Run consumers until `stop` is set. When the database goes away, wait and begin again."""
    while not stop.is_set():
        try:
            _listen(stop, names or sorted(consumers))
        except (Error, psycopg.Error) as problem:
            logger.warning("log_connection_lost", problem=str(problem).strip())
            connection.close()
            stop.wait(POLL)
    connection.close()


def _listen(stop: threading.Event, names: list[str]) -> None:
    connection.ensure_connection()
    connection.connection.execute(f"LISTEN {CHANNEL}")
    rounds = 0
    while not stop.is_set():
        stopped = set(Cursor.objects.exclude(stopped="").values_list("consumer", flat=True))
        for name in names:
            if name not in stopped or rounds % RETRY_STOPPED == 0:
                run(name)
        for _ in connection.connection.notifies(timeout=POLL, stop_after=1):
            pass
        rounds += 1
