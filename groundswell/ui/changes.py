"""Hear what changed, in every web process: one thread that listens to committed events."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterable
from weakref import WeakSet

import psycopg
import structlog
from django.db import connection

from groundswell.log.journal import CHANNEL, PAGES

HEARTBEAT = 0.4
STALE_AFTER = 0.9
QUESTIONS = ("question", "duplicate_of", "into", "out_of")
LISTS = {"support": "lists", "discussions": "discussions"}  # what is done in a part changes its lists
PEOPLE = ("author", "asker", "member")
HEARD = ("followed", "unfollowed", "muted", "unmuted")
SHOWN_NOWHERE = {"support.followed", "support.unfollowed", *(f"discussions.{how}" for how in HEARD)}
listeners: "WeakSet[Listener]" = WeakSet()
logger = structlog.get_logger()


class Listener:
    """Calls `drop` with the names of what changed, and `clear` when it may have missed something."""

    def __init__(self, drop: Callable[[Iterable[str]], None], clear: Callable[[], None]) -> None:
        self.drop, self.clear = drop, clear
        self.heard = 0.0
        self.process = 0
        self.thread: threading.Thread | None = None
        self.starting = threading.Lock()
        self.stopped = threading.Event()
        listeners.add(self)

    def stop(self) -> None:
        """End the thread, and wait for it to let go of the database."""
        self.stopped.set()
        if self.thread is not None:
            self.thread.join(5)

    def hears(self) -> bool:
        """Whether the database was heard within the last second; starts the thread in this process if need be."""
        if self.process != os.getpid():
            with self.starting:
                if self.process != os.getpid():
                    self.process = os.getpid()
                    self.heard = 0.0
                    self.thread = threading.Thread(target=self._listen, name="changes", daemon=True)
                    self.thread.start()
        return time.monotonic() - self.heard < STALE_AFTER

    def _listen(self) -> None:
        while not self.stopped.is_set():
            try:
                self._hear()
            except psycopg.Error as problem:
                logger.warning("changes_connection_lost", problem=str(problem).strip())
            self.stopped.wait(HEARTBEAT)

    def _hear(self) -> None:
        parameters = connection.get_connection_params()
        wanted = {key: value for key, value in parameters.items() if key not in {"cursor_factory", "context"}}
        with psycopg.connect(**wanted, autocommit=True) as db:
            db.execute(f"LISTEN {CHANNEL}")
            db.execute(f"LISTEN {PAGES}")
            self.clear()
            while not self.stopped.is_set():
                db.execute("SELECT 1")
                self.heard = time.monotonic()
                for note in db.notifies(timeout=HEARTBEAT):
                    self.heard = time.monotonic()  # whoever tells something is there
                    self._note(note.channel, note.payload)

    def _note(self, channel: str, payload: str) -> None:
        names = payload.split() if channel == PAGES else names_of(payload)
        if names:
            self.drop(names)
        else:
            self.clear()


def names_of(payload: str) -> list[str]:
    """What an event is about, from "name {json}"; nothing when it cannot be told.

    What somebody does changes what they have done ("deeds:3"), but not how their name is shown ("member:3") on every page
    that they ever wrote on.
    """
    name, _space, data = payload.partition(" ")
    if name in SHOWN_NOWHERE:
        return ["nothing"]
    try:
        fields = json.loads(data) if data else {}
    except ValueError:
        return []
    part = name.partition(".")[0]
    done = part in LISTS
    names = [f"question:{fields[key]}" for key in QUESTIONS if fields.get(key)]
    if fields.get("gathering"):
        return [f"gathering:{fields['gathering']}", "gatherings"]
    names += [f"discussion:{fields['discussion']}"] if fields.get("discussion") else []
    names += [f"{'deeds' if done else 'member'}:{fields[key]}" for key in PEOPLE if fields.get(key)]
    return [*names, LISTS[part]] if names and done else names
