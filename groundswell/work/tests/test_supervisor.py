"""The supervisor restarts what dies and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from groundswell.work.supervisor import Child

pytestmark = pytest.mark.slow

# Two children; each writes its number and that of a grandchild, and pays no attention to SIGTERM when it is stubborn.
CHILD = """
import os, signal, subprocess, sys, time
from pathlib import Path
from groundswell.work.supervisor import end_with_the_supervisor
end_with_the_supervisor()
if sys.argv[2] == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"], stdin=subprocess.DEVNULL)
Path(sys.argv[1]).write_text(f"{os.getpid()} {grandchild.pid}")
time.sleep(300)
"""
SUPERVISOR = """
import sys
from groundswell.work import supervisor
supervisor.PATIENCE = 1.0
folder, child = sys.argv[1:]
kinds = ("calm", "stubborn")
children = [supervisor.Child(kind, [sys.executable, "-c", child, f"{folder}/{kind}", kind]) for kind in kinds]
supervisor.supervise(children, None, lambda: True, lambda: print("ready", flush=True))
"""


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(happens: Callable[[], bool], seconds: float = 15) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if happens():
            return True
        time.sleep(0.05)
    return False


def numbers(file: Path) -> list[int]:
    assert eventually(lambda: file.exists() and len(file.read_text().split()) == 2)
    return [int(number) for number in file.read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks into /proc")
def test_it_restarts_killed_children_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(tmp_path), CHILD]) as running:
        stubborn = numbers(tmp_path / "stubborn")
        first = numbers(tmp_path / "calm")
        (tmp_path / "calm").unlink()
        os.kill(first[0], signal.SIGKILL)
        second = numbers(tmp_path / "calm")
        assert second[0] != first[0]
        assert not alive(first[1]), "the orphan of the killed child is gone too"

        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 0

    assert not any(alive(pid) for pid in [*second, *stubborn])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks into /proc")
def test_children_end_when_the_supervisor_itself_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(tmp_path), CHILD]) as running:
        calm = numbers(tmp_path / "calm")
        stubborn = numbers(tmp_path / "stubborn")
        running.kill()

    try:
        assert eventually(lambda: not alive(calm[0]))
    finally:
        for pid in (calm[1], *stubborn):
            os.kill(pid, signal.SIGKILL)


def test_a_child_that_keeps_dying_is_given_growing_pauses() -> None:
    child = Child("short-lived", [sys.executable, "-c", ""])
    pauses = []
    for _ in range(4):
        child.due = 0
        if child.process is None:
            child.tend()
        assert child.process is not None
        child.process.wait()
        before = time.monotonic()
        child.tend()
        pauses.append(child.due - before)
    child.stop()

    assert pauses == pytest.approx([0, 0.5, 1.5, 3.5], abs=0.2)
