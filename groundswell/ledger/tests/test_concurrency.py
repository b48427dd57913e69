"""Many at once: nobody spends twice, nobody waits in a circle, and whoever is killed has written all or nothing."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.models import Sum

from groundswell.ledger.book import Ref
from groundswell.ledger.checking import check
from groundswell.ledger.lots import Award, Spend, award, fund, spend, spendable
from groundswell.ledger.models import Account, Kind, Transfer
from groundswell.ledger.undoing import fail, pay, take_back
from groundswell.members.rules import Refused

CHILD = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.settings"
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from groundswell.ledger.lots import Award, award
print("ready", flush=True)
for batch in range(40):
    award(Award(key=f"{batch}:{n}", owner=1 + n % 7, amount=1 + n, pool="help") for n in range(50))
"""


def together(count: int, act: Callable[[int], object]) -> list[Exception]:
    """Run act(0), act(1) … at the same moment; return what went wrong."""
    start, wrong = threading.Barrier(count), []

    def one(number: int) -> None:
        try:
            start.wait(10)
            act(number)
        except Exception as problem:
            wrong.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return wrong


def give(owner: int, amount: int, key: str) -> None:
    award([Award(key=key, owner=owner, amount=amount, pool="help", hold=timedelta(0))])


@pytest.mark.slow
def test_sixteen_threads_spend_one_balance_and_only_as_much_as_there_is_goes(transactional_db: None) -> None:
    fund("help", 10_000, key="fund")
    for n in range(10):
        give(7, 10, f"lot {n}")

    wrong = together(
        16, lambda n: [spend(Spend(key=f"{n}:{k}", owner=7, amount=9, to=Ref(Kind.CLEARING))) for k in range(3)]
    )

    spent = Transfer.objects.filter(what="spend").aggregate(all=Sum("amount"))["all"]
    assert spent == 99  # eleven times nine of a hundred
    assert spendable(7) == 1
    assert wrong and all(isinstance(problem, Refused) for problem in wrong), wrong
    assert check().finding == ""


@pytest.mark.slow
def test_sixteen_threads_with_the_same_key_spend_once(transactional_db: None) -> None:
    fund("help", 10_000, key="fund")
    give(7, 1_000, "lot")

    assert together(16, lambda n: spend(Spend(key="the same", owner=7, amount=9, to=Ref(Kind.CLEARING)))) == []

    assert spendable(7) == 991


@pytest.mark.slow
def test_all_kinds_of_deeds_at_once_never_wait_in_a_circle(transactional_db: None) -> None:
    fund("help", 1_000_000, key="fund")
    for owner in range(1, 6):
        give(owner, 1_000, f"begin {owner}")

    def busy(number: int) -> None:
        chance = random.Random(number)
        for k in range(12):
            one, other = chance.sample(range(1, 9), 2)
            key = f"{number}:{k}"
            try:
                award([Award(key=f"{key}:{m}", owner=m, amount=3, pool="help") for m in (one, other)])
                spend(Spend(key=key, owner=one, amount=2, to=Ref(Kind.CLEARING, name=str(k % 3))))
                if chance.random() < 0.5:
                    pay([key])
                else:
                    fail(key)
                take_back(Transfer.objects.get(key=f"{key}:{other}"))
            except Refused:
                pass

    assert together(8, busy) == []
    assert check().finding == ""


@pytest.mark.slow
def test_whoever_is_killed_has_written_a_batch_wholly_or_not_and_the_rest_is_written_once(
    transactional_db: None,
) -> None:
    fund("help", 10_000_000, key="fund")
    command = [sys.executable, "-c", CHILD, str(connection.settings_dict["NAME"])]
    chance = random.Random(5)
    for _turn in range(6):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ.copy()) as child:
            assert child.stdout is not None and child.stdout.readline() == "ready\n"
            time.sleep(chance.random() * 0.15)
            child.send_signal(signal.SIGKILL)
        assert check().finding == ""
        assert Transfer.objects.filter(what="award").count() % 50 == 0

    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    assert Transfer.objects.filter(what="award").count() == 2_000
    assert Account.objects.get(kind=Kind.BUDGET).balance == 10_000_000 - 40 * sum(range(1, 51))
    assert check().finding == ""
