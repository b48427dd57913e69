"""`groundswell serve`, whole: it comes up, survives kill -9 of any part under load, and goes without a trace."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc"),
]
KILLS = 30

# Newcomers vote, one after the other. A line is printed after each vote that was acknowledged.
VOTERS = """
import itertools, sys, time
import django
django.setup()
from django.db import Error, connection
from groundswell.features.support import actions
from groundswell.features.support.models import Topic
from groundswell.members.actions import join
Topic.objects.get_or_create(slug="calling", defaults={"name": {"en": "Calls"}})
asker, helper = join(handle="asker"), join(handle="helper")
question = actions.ask_question(by=asker, title="No signal in the lift", body="Every single morning.")
answer = actions.answer_question(question, by=helper, body="Turn on Wi-Fi calling.")
for number in itertools.count():
    try:
        voter = join(handle=f"voter{number}")
        actions.vote(answer, by=voter, value=1)
        print(voter.pk, flush=True)
    except Error:
        connection.close()
        time.sleep(0.05)
"""
# What the log holds, and whether what was derived while everything was being killed is what a rebuild derives.
VERDICT = """
import json
from groundswell.work.database import community
with community():
    from groundswell.derived.standing.models import Gain
    from groundswell.features.support.models import Vote
    from groundswell.log import follow
    from groundswell.log.models import LogEntry
    follow.run_all()
    voted = list(LogEntry.objects.filter(name="support.vote_cast").order_by("by").values_list("by", flat=True))
    live = sorted(Gain.objects.values_list("entry", "member_id", "points"))
    follow.rebuild("standing.reputation")
    rebuilt = sorted(Gain.objects.values_list("entry", "member_id", "points"))
    votes = sorted(Vote.objects.values_list("member_id", flat=True))
    print(json.dumps({"voted": voted, "votes": votes, "same": live == rebuilt, "gains": len(live)}))
"""


def settings(home: Path, port: int) -> dict[str, str]:
    given = {**os.environ, "GROUNDSWELL_HOME": str(home), "PORT": str(port), "GROUNDSWELL_WEB_WORKERS": "1"}
    given.pop("DATABASE_URL", None)
    return given


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def processes_of(home: Path) -> dict[int, str]:
    """Everything alive that knows this data folder, by process number."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            known = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            if str(home).encode() in known and int(entry.name) != os.getpid():
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def answers(port: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
                return True
            except urllib.error.HTTPError:
                return True
        time.sleep(0.1)
    return False


@contextmanager
def served(home: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "groundswell.work.cli", "serve"]
    with (home.parent / "serve.log").open("ab") as said:
        running = subprocess.Popen(command, env=settings(home, port), stdout=said, stderr=said)
    try:
        assert answers(port, 180), (home.parent / "serve.log").read_text()
        yield running
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(60)
        finally:
            running.kill()


def test_serve_comes_up_and_goes_without_a_trace(folder: Path) -> None:
    home, port = folder / "data", free_port()

    with served(home, port) as running:
        second = subprocess.run(
            [sys.executable, "-m", "groundswell.work.cli", "serve"],
            env=settings(home, free_port()),
            capture_output=True,
            text=True,
        )

    assert second.returncode == 1
    assert "runs already" in " ".join(second.stderr.split())
    assert running.returncode == 0
    assert processes_of(home) == {}


def test_kill_9_at_thirty_moments_under_load_loses_and_doubles_nothing(folder: Path) -> None:
    home, port = folder / "data", free_port()
    chance = random.Random(7)
    with served(home, port):
        voters = subprocess.Popen(
            [sys.executable, "-c", VOTERS], env=settings(home, port), stdout=subprocess.PIPE, text=True
        )
        assert voters.stdout is not None
        acknowledged = [int(voters.stdout.readline())]
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.2, 0.8))
            kill_one(home, chance, spared=voters.pid)
        assert answers(port, 120), "the web server is back"
        voters.terminate()
        acknowledged += [int(line) for line in voters.stdout]
        voters.wait()

    verdict = json.loads(
        subprocess.run(
            [sys.executable, "-c", VERDICT], env=settings(home, port), capture_output=True, text=True, check=True
        ).stdout
    )
    assert len(acknowledged) > 100
    assert set(acknowledged) <= set(verdict["voted"]), "no acknowledged vote is lost"
    assert verdict["voted"] == verdict["votes"], "event and row come and go together, once"
    assert verdict["gains"] >= len(acknowledged)
    assert verdict["same"], "no event was missed or counted twice while the worker was killed"
    assert processes_of(home) == {}


def kill_one(home: Path, chance: random.Random, spared: int) -> None:
    """kill -9 of the database, the worker or a process of the web server."""
    for part in chance.sample(["bin/postgres -D", "cli worker", "cli web"], 3):
        victims = [pid for pid, command in processes_of(home).items() if part in command and pid != spared]
        if victims:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(victims), signal.SIGKILL)
            return
