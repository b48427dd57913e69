"""Run the database, the web server and the worker together: restart whichever dies, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from groundswell.work import embedded

SUPERVISED = "GROUNDSWELL_SUPERVISED"
PATIENCE = 10.0
FIRST_ALONE = 15.0  # the first child has the processor to itself until it is ready, but no longer than this
LONGEST_PAUSE = 5.0
GOOD_LIFE = 10.0
logger = structlog.get_logger("groundswell.serve")


@dataclass
class Child:
    """One process and what it started, restarted with growing pauses while it keeps dying young."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    born: float = 0.0
    deaths: int = 0
    due: float = 0.0
    environment: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        # A session of its own keeps Ctrl-C away from it; it ends when its standard input does, that is, with us.
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, SUPERVISED: "1", **self.environment},
        )
        self.born = time.monotonic()

    def tend(self) -> None:
        """Start it when it does not run and its pause is over."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.clear_up()
            self.deaths = 1 if now - self.born > GOOD_LIFE else self.deaths + 1
            self.due = now + min(LONGEST_PAUSE, 0.5 * (2 ** (self.deaths - 1) - 1))
            logger.warning("restarting", process=self.name, exit_code=self.process.returncode, deaths=self.deaths)
            self.process = None
        if self.process is None and now >= self.due:
            self.start()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for it; what does not stop in time is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            logger.warning("killing", process=self.name)
        self.clear_up()
        self.process.wait()

    def clear_up(self) -> None:
        """Kill what is left of it and of its own children."""
        if self.process is None:
            return
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self.process.pid)], capture_output=True)
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        if self.process.stdin:
            self.process.stdin.close()


def supervise(
    children: list[Child], home: Path | None, ready: Callable[[], bool], on_ready: Callable[[], None]
) -> None:
    """Until SIGTERM or Ctrl-C; at a second one, at once. `home` is the data folder of an embedded database."""
    stop = threading.Event()
    before = {name: signal.signal(name, lambda *_: _stop_or_kill(stop, children)) for name in _signals()}
    announced, began = False, time.monotonic()
    try:
        while not stop.is_set():
            if home is not None:
                _tend_database(home)
            for child in children:
                child.tend()
                if not announced and time.monotonic() - began < FIRST_ALONE:
                    break
            if not announced and ready():
                announced = True
                on_ready()
            stop.wait(0.2)
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop()
        for name, handler in before.items():
            signal.signal(name, handler)


def _signals() -> list[signal.Signals]:
    names = [signal.SIGINT, signal.SIGTERM]
    return [*names, signal.SIGHUP] if sys.platform != "win32" else names


def _stop_or_kill(stop: threading.Event, children: list[Child]) -> None:
    if stop.is_set():
        for child in children:
            child.clear_up()
    stop.set()


def _tend_database(home: Path) -> None:
    if embedded.is_running(home):
        return
    logger.warning("restarting", process="postgres")
    try:
        embedded.ensure_running(home)
    except Exception as problem:  # whatever it is: the others must go on being looked after, and this be tried again
        logger.error("database_down", problem=str(problem))
        time.sleep(1)


def end_with_the_supervisor() -> None:
    """In a child: when the supervisor is gone, however it went, stop as if told to."""
    if os.environ.get(SUPERVISED) != "1":
        return

    def watch() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="supervisor-watch", daemon=True).start()
