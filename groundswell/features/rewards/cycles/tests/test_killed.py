"""Whoever pays is killed at any moment, and begins anew, and kills again: nobody is paid twice, nobody is left out.

In the suite 1,000 are paid and it is killed 8 times; GROUNDSWELL_KILLS=50 pays 5,000, and kills 50 times.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from django.db import connection
from django.db.models import Count, Sum

from conftest import person
from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.models import Cycle, Payout, Status, Way
from groundswell.features.rewards.cycles.tests.payday import approved_cycle
from groundswell.ledger.checking import check
from groundswell.ledger.models import Account, Kind, Transfer
from groundswell.log.models import LogEntry

KILLS = int(os.environ.get("GROUNDSWELL_KILLS", "8"))
MEMBERS = 100 * KILLS if KILLS > 8 else 1_000
# Loads Django once, and lets a child of its own pay for each line that it is sent; it has no connection that a child could share.
NURSERY = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.settings"
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.models import Cycle
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        actions.pay_out(Cycle(pk=int(line)), batch=int(sys.argv[2]))
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


@pytest.mark.slow
def test_a_payout_that_is_killed_again_and_again_pays_everybody_once(transactional_db: None) -> None:
    cycle = approved_cycle(MEMBERS, person("mia", "Mia Brandt", "manager"), person("nora", "Nora Falk", "admin"))
    planned = {row["way"]: (row["n"], row["p"]) for row in
               Payout.objects.values("way").annotate(n=Count("pk"), p=Sum("points"))}  # fmt: skip
    assert sum(points for _n, points in planned.values()) == MEMBERS * 1_500

    stops = _killed(cycle, KILLS)
    while actions.pay_out(cycle):
        pass

    assert len(set(stops)) > KILLS // 3, "It has to be killed in the middle, at different places."
    assert check().finding == ""
    spends = Transfer.objects.filter(what="spend", key__startswith=f"cycle:{cycle.pk}:")
    assert (spends.count(), spends.aggregate(p=Sum("amount"))["p"]) == (Payout.objects.count(), MEMBERS * 1_500)
    assert not Account.objects.filter(kind=Kind.MEMBER).exclude(balance=0).exists()
    assert Account.objects.get(kind=Kind.CHARITY).balance == 2 * planned[Way.CHARITY][1]
    assert Account.objects.get(kind=Kind.BREAKAGE).balance == planned[Way.LOST][1]
    assert Account.objects.get(kind=Kind.SETTLED).balance == planned[Way.PRIZE][1]
    assert not Payout.objects.exclude(status__in=(Status.ASIDE, Status.PAID)).exists()
    paid = Payout.objects.filter(status=Status.PAID)
    assert LogEntry.objects.filter(name="rewards.payout_paid").count() == paid.count()
    assert LogEntry.objects.filter(name="rewards.charity_matched").count() == 1

    mia = cycle.approved_by
    assert mia is not None
    assert actions.confirm_way(cycle, Way.CREDIT, by=mia) == planned[Way.CREDIT][0]
    assert actions.confirm_way(cycle, Way.CREDIT, by=mia) == 0
    assert actions.pay_out(cycle) == 0


def _killed(cycle: Cycle, times: int) -> list[int]:
    """Kill whoever pays at random moments, spread over the whole of it; return how far each had come."""
    chance, stops = random.Random(11), []
    command = [sys.executable, "-c", NURSERY, str(connection.settings_dict["NAME"]), str(MEMBERS // 50)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:
        assert nursery.stdin is not None and nursery.stdout is not None
        assert nursery.stdout.readline() == "ready\n"
        for _turn in range(times):
            nursery.stdin.write(f"{cycle.pk}\n")
            nursery.stdin.flush()
            child, before = int(nursery.stdout.readline()), _done()
            while _done() == before and Payout.objects.filter(status=Status.DUE).exists():
                time.sleep(0.002)  # until it has begun to do something
            time.sleep(chance.random() * MEMBERS / times / 2_000)
            with suppress(ProcessLookupError):  # it may have come to its end by then
                os.kill(child, signal.SIGKILL)
            assert nursery.stdout.readline() == "gone\n"
            stops.append(_done())
        nursery.stdin.close()
    return stops


def _done() -> int:
    return Transfer.objects.filter(what__in=("spend", "pay")).count()
