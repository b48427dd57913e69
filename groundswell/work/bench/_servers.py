"""Servers under measurement: started on a free port of the loopback address, ended by their process id."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass
class Running:
    """A server and the processes that it is made of."""

    port: int
    process: psutil.Process

    def workers(self) -> list[psutil.Process]:
        return self.process.children(recursive=True) or [self.process]

    def cpu(self) -> float:
        """Seconds of processor time so far, of the server and its workers."""
        total = 0.0
        for process in [self.process, *self.process.children(recursive=True)]:
            with suppress(psutil.Error):
                times = process.cpu_times()
                total += times.user + times.system
        return total

    def memory_mb(self) -> float:
        """The largest worker's resident memory."""
        return float(max(process.memory_info().rss for process in self.workers())) / 1e6


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database(home: Path) -> Running:
    """The embedded PostgreSQL of this data folder."""
    number = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
    return Running(0, psutil.Process(number))


@contextmanager
def web(home: Path, workers: int) -> Iterator[Running]:
    """`groundswell web` as in production."""
    port = free_port()
    settings = {"PORT": str(port), "GROUNDSWELL_HOME": str(home), "GROUNDSWELL_WEB_WORKERS": str(workers)}
    with _started([sys.executable, "-m", "groundswell.work.cli", "web"], settings, port) as running:
        yield running


@contextmanager
def floor(database: dict[str, object], workers: int, around: int, each: int) -> Iterator[Running]:
    """The minimal view, under the same server with as many processes."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "1", "--no-access-log", "--log-level", "warning"]
    settings = {
        "GROUNDSWELL_FLOOR": json.dumps(database),
        "GROUNDSWELL_FLOOR_AROUND": str(max(0, around)),
        "GROUNDSWELL_FLOOR_EACH": str(max(0, each)),
    }
    with _started([*command, "groundswell.work.bench._floor:application"], settings, port) as running:
        yield running


@contextmanager
def channel(database: str) -> Iterator[Running]:
    """One ASGI process that keeps a connection to every open page; `database` is libpq's settings as JSON."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--no-access-log", "--log-level", "warning", "--backlog", "4096", "--loop", "asyncio"]
    command.append("groundswell.work.bench._channel:application")
    with _started(command, {"GROUNDSWELL_CHANNEL": database}, port) as running:
        yield running


@contextmanager
def _started(command: list[str], settings: dict[str, str], port: int) -> Iterator[Running]:
    process = subprocess.Popen(command, env={**os.environ, **settings})
    try:
        _wait(port, process)
        yield Running(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(300):
        if process.poll() is not None:
            raise RuntimeError("The server ended before it could be measured.")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("The server did not open its port within 30 seconds.")
