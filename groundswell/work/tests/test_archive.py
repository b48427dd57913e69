"""A backup, made while people go on, becomes another community that goes on too."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.work import embedded

pytestmark = pytest.mark.slow

# One newcomer after the other votes for an answer; each vote is committed on its own.
LIFE = """
import sys
from groundswell.work.database import community
with community():
    from groundswell.features.support import actions
    from groundswell.features.support.models import Topic
    from groundswell.members.actions import join
    who, newcomers = sys.argv[1], int(sys.argv[2])
    Topic.objects.get_or_create(slug="calling", defaults={"name": {"en": "Calls"}})
    asker, helper = join(handle=f"{who}-asker"), join(handle=f"{who}-helper")
    question = actions.ask_question(by=asker, title="No signal in the lift", body="Every single morning.")
    answer = actions.answer_question(question, by=helper, body="Turn on Wi-Fi calling.")
    for number in range(newcomers):
        actions.vote(answer, by=join(handle=f"{who}-{number}"), value=1)
        if number == 5:
            print("begun", flush=True)
"""
COUNT = """
import json
from groundswell.work.database import community
with community():
    from groundswell.log.models import LogEntry
    from groundswell.log import follow
    from groundswell.log.consumers import consumers
    names = consumers["standing.reputation"].names
    entries = LogEntry.objects.filter(name__in=names).count()
    generations = sorted(set(LogEntry.objects.values_list("generation", flat=True)))
    print(json.dumps({"entries": entries, "new": follow.run("standing.reputation"), "generations": generations,
                      "rebuilt": follow.rebuild("standing.reputation")}))
"""


def at(home: Path, *command: str) -> str:
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_backed_up_under_load_restored_elsewhere_and_gone_on_nothing_is_lost(folder: Path) -> None:
    here, there, file = folder / "here", folder / "there", folder / "community.tar"
    groundswell = ("-m", "groundswell.work.cli")
    with embedded.running(here):  # it would start and stop for each command
        at(here, *groundswell, "migrate")
        (here / "media").mkdir()
        (here / "media" / "picture.webp").write_bytes(b"picture")
        at(here, "-c", LIFE, "early", "200")
        at(here, "-c", COUNT)
        life = [sys.executable, "-c", LIFE, "meanwhile", "100000"]
        with subprocess.Popen(
            life, env={**os.environ, "GROUNDSWELL_HOME": str(here)}, stdout=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            try:
                assert running.stdout.readline() == "begun\n"
                at(here, *groundswell, "backup", str(file))
            finally:
                running.terminate()
    assert file.stat().st_mode & 0o077 == 0

    at(there, *groundswell, "restore", str(file))
    with embedded.running(there):
        restored = json.loads(at(there, "-c", COUNT))
        at(there, "-c", LIFE, "later", "100")
        later = json.loads(at(there, "-c", COUNT))

    assert restored["generations"] == [1]
    assert restored["entries"] == restored["rebuilt"] > 200
    assert later["generations"] == [1, 2]
    assert later["new"] == later["entries"] - restored["entries"] >= 100
    assert later["rebuilt"] == later["entries"]
    assert (there / "media" / "picture.webp").read_bytes() == b"picture"
    assert (there / "secret-key").read_text() == (here / "secret-key").read_text()


def test_a_restore_over_members_is_refused_and_so_is_half_a_backup(folder: Path) -> None:
    home, half = folder / "home", folder / "half.tar"
    half.write_bytes(b"not a backup")
    command = [sys.executable, "-m", "groundswell.work.cli"]
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home)}
    with embedded.running(home):
        at(home, *command[1:], "migrate")

        broken = subprocess.run([*command, "restore", str(half)], env=environment, capture_output=True, text=True)
        at(home, *command[1:], "user", "create", "nora", "--email", "nora@example.com")
        refused = subprocess.run([*command, "restore", str(half)], env=environment, capture_output=True, text=True)

    assert broken.returncode == refused.returncode == 1
    assert "is not a whole backup" in " ".join(broken.stderr.split())
    assert "--replace" in refused.stderr
