"""Looking, holding and deciding at the same moment, and killed in the middle: each lot is held or taken once, and the book agrees."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from django.db import connection

from conftest import person
from groundswell.features.rewards.fairness import run_checks
from groundswell.features.rewards.fairness.actions.deciding import decide
from groundswell.features.rewards.fairness.models import Concern, Finding, HeldLot
from groundswell.features.rewards.fairness.tests.quarter import Quarter, crowd
from groundswell.ledger.checking import check
from groundswell.ledger.lots import Spend, spend
from groundswell.ledger.models import Lot, Transfer
from groundswell.ledger.tests.test_book import PAYOUT
from groundswell.ledger.tests.test_concurrency import together
from groundswell.members.models import Member, Role
from groundswell.members.rules import Refused
from groundswell.moderation.models import Decision

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
# Loads Django once and lets a child work for each line that it is sent: looks, and decides about everybody; it says each step before.
NURSERY = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.settings"
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from groundswell.features.rewards.fairness import run_checks
from groundswell.features.rewards.fairness.actions.deciding import decide
from groundswell.features.rewards.fairness.models import Finding
from groundswell.features.rewards.fairness.actions import checking
from groundswell.members.models import Member
raise_finding = checking.raise_finding
def said(*args):
    print("step", flush=True)
    return raise_finding(*args)
checking.raise_finding = said
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        print(os.getpid(), flush=True)
        run_checks()
        by = Member.objects.get(handle="cleo")
        for finding in Finding.objects.waiting().order_by("pk"):
            for concern in finding.concerns.filter(deed="").order_by("pk"):
                print("step", flush=True)
                decide(finding, [concern.person_id], by=by, deed="reverse", reason="These votes were traded.")
        os._exit(0)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


@pytest.fixture
def rings() -> list[list[Member]]:
    """Three rings of four, all their points available."""
    honest, found, quarter = crowd(), [], Quarter()
    quarter.honest(honest)
    for n in range(3):
        found.append([person(f"r{n}{k}", f"Ring {n} {k}") for k in range(4)])
        quarter.ring(found[-1], honest)
    quarter.settle()
    person("cleo", "Cleo Marchetti", Role.MODERATOR)
    return found


def test_killed_at_any_moment_each_lot_is_held_and_taken_once(rings: list[list[Member]]) -> None:
    command, chance, stops = (
        [sys.executable, "-c", NURSERY, str(connection.settings_dict["NAME"])],
        random.Random(3),
        [],
    )
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:
        assert nursery.stdin and nursery.stdout and nursery.stdout.readline() == "ready\n"
        for turn in range(7):
            nursery.stdin.write("\n")
            nursery.stdin.flush()
            child, line, steps = int(nursery.stdout.readline()), "", 1 + turn
            while line != "gone\n":
                line = nursery.stdout.readline()
                steps -= line == "step\n"
                if steps == 0 and turn < 6:
                    time.sleep(chance.random() * 0.03)
                    with suppress(ProcessLookupError):
                        os.kill(child, signal.SIGKILL)
            stops.append((HeldLot.objects.count(), Transfer.objects.filter(what="seize").count()))
            _agrees()
        nursery.stdin.close()

    assert len(set(stops)) > 2, "It has to be killed in the middle."
    assert Finding.objects.count() == 3
    assert not Finding.objects.waiting().exists()
    assert HeldLot.objects.filter(state="taken").count() == 3 * 72
    assert Decision.objects.filter(deed="taken").count() == Decision.objects.filter(deed="withheld").count() == 12


def test_those_who_look_decide_and_spend_at_once_agree(rings: list[list[Member]]) -> None:
    cleo = Member.objects.get(handle="cleo")
    people = [one for ring in rings for one in ring]

    def act(number: int) -> None:
        chance = random.Random(number)
        run_checks()
        for finding in Finding.objects.order_by("pk"):
            for concern in Concern.objects.filter(finding=finding, deed=""):
                with suppress(Refused):  # there is nothing left, or less than that
                    spend(Spend(key=f"{number}:{concern.pk}", owner=chance.choice(people).pk, amount=3, to=PAYOUT))
                with suppress(Refused):  # another one was quicker
                    deed = chance.choice(["reverse", "release"])
                    decide(finding, [concern.person_id], by=cleo, deed=deed, reason="Both.")

    assert together(4, act) == []
    _agrees()
    assert Finding.objects.count() == 3
    assert not Concern.objects.filter(deed="").exists()
    assert Decision.objects.exclude(deed="withheld").count() == 12


def _agrees() -> None:
    """What is said about lots is what the book has, and each person was told once."""
    assert check().finding == ""
    for held in HeldLot.objects.select_related("lot"):
        assert held.lot.frozen == (held.state != "released"), held
        assert held.lot.available == 0 or held.state == "released"
        assert held.state != "taken" or held.lot.held == 0
    assert Lot.objects.filter(frozen=True).count() == HeldLot.objects.exclude(state="released").count()
