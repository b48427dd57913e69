"""Send what is to leave the house, for ever: woken by NOTIFY, never looking faster than once a second."""

import threading

import psycopg
import structlog
from django.db import Error, connection

from groundswell.log.deliveries import CHANNEL, send_some
from groundswell.log.worker import POLL

SENDERS = 3  # threads of a worker: most of the time of each goes into waiting for servers
AT_ONCE = 50  # what a killed worker had in hand waits for the end of its lease
logger = structlog.get_logger()


def send(stop: threading.Event) -> None:
    """Send deliveries until `stop` is set, beside as many others. When the database goes away, wait and begin again."""
    while not stop.is_set():
        try:
            _listen(stop)
        except (Error, psycopg.Error) as problem:
            logger.warning("sending_connection_lost", problem=str(problem).strip())
            connection.close()
            stop.wait(POLL)
    connection.close()


def _listen(stop: threading.Event) -> None:
    connection.ensure_connection()
    connection.connection.execute(f"LISTEN {CHANNEL}")
    while not stop.is_set():
        while not stop.is_set() and send_some(AT_ONCE, stop.is_set):
            pass
        for _ in connection.connection.notifies(timeout=POLL, stop_after=1):
            pass
