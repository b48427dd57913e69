"""What leaves the house is written once, sent by whoever comes first, and never again by a rebuild."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from groundswell.log import deliveries, follow, journal
from groundswell.log.consumers import Entry
from groundswell.log.deliveries import Dropped, NeverAccepted, Parcel, Wanted, send_next, senders
from groundswell.log.models import Cursor, Delivery
from groundswell.log.sending import send
from groundswell.log.tests.gate import NAME, due_now, open_gate, send_all, the_row

CHILD = """
import sys, time, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from groundswell.log import deliveries

@deliveries.sender("tests")
def cry(parcel):
    print(parcel.key, flush=True)
    time.sleep(60)

deliveries.send_next()
"""


def test_it_is_sent_once_with_what_the_sender_needs(outside: list[Parcel]) -> None:
    entry = open_gate()
    follow.run(NAME)

    send_all()

    (parcel,) = outside
    assert (parcel.recipient, parcel.number, parcel.entry, parcel.attempt) == ("member:7", 7, entry, 1)
    assert parcel.about == {"gate": 4, "why": "late"}
    assert (the_row().state, the_row().problem) == ("sent", "")
    assert the_row().ended_at is not None


def test_a_rebuild_neither_deletes_nor_sends_again(outside: list[Parcel]) -> None:
    open_gate(7)
    open_gate(8)
    follow.run(NAME)
    send_next()
    before = list(Delivery.objects.order_by("pk").values())

    assert follow.rebuild(NAME) == 2

    assert list(Delivery.objects.order_by("pk").values()) == before
    send_all()
    assert follow.rebuild(NAME) == 2
    send_all()
    assert [parcel.number for parcel in outside] == [7, 8]


@pytest.mark.parametrize(
    ("origin", "ago"), [("stackexchange:beer", timedelta(0)), ("here", deliveries.NEWS + timedelta(minutes=1))]
)
def test_nothing_is_sent_about_what_was_imported_or_is_no_news(
    outside: list[Parcel], origin: str, ago: timedelta
) -> None:
    open_gate(origin=origin, ago=ago)
    follow.run(NAME)

    send_all()

    assert not Delivery.objects.exists()
    assert outside == []


def test_what_was_there_before_the_consumer_is_its_past_in_a_rebuild_too(outside: list[Parcel]) -> None:
    Cursor.objects.filter(pk=NAME).delete()
    open_gate(7)
    follow.run(NAME)
    open_gate(8)
    follow.run(NAME)
    Delivery.objects.all().delete()

    follow.rebuild(NAME)

    assert the_row().recipient == "member:8"


def test_nothing_is_sent_about_the_past_of_a_demo(outside: list[Parcel]) -> None:
    open_gate(7)
    follow.history_ends_here()
    open_gate(8)
    follow.run(NAME)

    assert the_row().recipient == "member:8"


def test_after_a_restore_a_person_decides_what_may_have_been_sent_since(outside: list[Parcel]) -> None:
    open_gate(7)
    follow.run(NAME)
    open_gate(8)  # not read yet when the backup was made

    journal.start_generation()
    follow.run(NAME)
    send_all()

    assert outside == []
    assert [(row.state, row.problem) for row in Delivery.objects.all()] == [("dead", deliveries.PARKED)] * 2
    assert deliveries.resend() == 2
    send_all()
    assert sorted(parcel.number for parcel in outside) == [7, 8]


@pytest.mark.parametrize("text", ["ada@example.com", "No signal in the lift", "Ada"])
def test_a_row_holds_no_text_and_no_address(crier: None, text: str) -> None:
    position = open_gate()
    entry = Entry(position, 1, 1, "tests.gate_opened", timezone.now(), None, {"member": 7})

    with pytest.raises(ValueError, match="ids and plain values"):
        deliveries.deliver_many(NAME, [Wanted(entry, "member:7", "tests", {"text": text})])


def test_what_nobody_is_to_get_any_more_ends_with_the_reason(outside: list[Parcel]) -> None:
    def drop(parcel: Parcel) -> None:
        raise Dropped("This account is deleted.")

    senders["tests"] = drop
    open_gate()
    follow.run(NAME)

    send_all()

    assert (the_row().state, the_row().problem) == ("dropped", "This account is deleted.")


def test_what_is_withdrawn_before_it_was_sent_is_not_sent(outside: list[Parcel]) -> None:
    entry = open_gate()
    follow.run(NAME)

    deliveries.withdraw(NAME, [entry], "It was taken back.")
    send_all()

    assert outside == []
    assert (the_row().state, the_row().problem) == ("dropped", "It was taken back.")


def test_a_refusal_for_good_is_dead_at_once_and_no_address_is_kept(outside: list[Parcel]) -> None:
    def refuse(parcel: Parcel) -> None:
        raise NeverAccepted("550 <ada@example.com>: no such person")

    senders["tests"] = refuse
    open_gate()
    follow.run(NAME)

    send_all()

    row = the_row()
    assert (row.state, row.attempts, row.problem) == ("dead", 1, "550 <…@…>: no such person")


def test_a_failure_waits_longer_each_time_and_is_dead_at_last(outside: list[Parcel]) -> None:
    def fail(parcel: Parcel) -> None:
        raise ConnectionRefusedError("nobody is there")

    senders["tests"] = fail
    open_gate()
    follow.run(NAME)

    waits = []
    for _ in range(deliveries.MOST_ATTEMPTS):
        before = timezone.now()
        assert send_next()
        waits.append((the_row().next_try - before).total_seconds())
        assert not send_next(), "tried again at once"
        due_now()

    assert 20 < waits[0] < 40
    assert waits[5] > 5 * waits[0]
    assert all(wait < 4 * 3600 for wait in waits)
    assert (the_row().state, the_row().attempts) == ("dead", deliveries.MOST_ATTEMPTS)
    assert "nobody is there" in the_row().problem

    senders["tests"] = outside.append
    assert deliveries.resend(the_row().pk) == 1
    send_all()
    assert (the_row().state, outside[0].attempt) == ("sent", 1)


def test_a_dead_one_can_be_left_unsent_for_good(outside: list[Parcel]) -> None:
    open_gate()
    follow.run(NAME)
    deliveries.park()

    assert deliveries.counted() == (0, 0.0, 1, deliveries.PARKED)
    assert deliveries.give_up() == 1
    assert deliveries.resend() == 0
    assert deliveries.counted().dead == 0


def test_what_ended_is_forgotten_after_three_months_but_not_the_dead(outside: list[Parcel]) -> None:
    for member in range(4):
        open_gate(member)
    follow.run(NAME)
    long_ago = timezone.now() - deliveries.KEPT - timedelta(days=1)
    for row, state in zip(Delivery.objects.all(), Delivery.State.values, strict=True):
        Delivery.objects.filter(pk=row.pk).update(state=state, ended_at=long_ago)

    assert deliveries.forget_ended() == 2
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["dead", "waiting"]


def test_a_late_worker_may_say_that_it_sent_but_not_that_it_failed(outside: list[Parcel]) -> None:
    def other_worker_meanwhile(say: Exception | None) -> Callable[[Parcel], None]:
        def late(parcel: Parcel) -> None:
            Delivery.objects.update(attempts=2)  # the lease was over, and somebody else has claimed it
            if say:
                raise say

        return late

    open_gate()
    follow.run(NAME)

    senders["tests"] = other_worker_meanwhile(NeverAccepted("no"))
    send_next()
    assert the_row().state == "waiting"

    due_now()
    senders["tests"] = other_worker_meanwhile(None)
    send_next()
    assert the_row().state == "sent"


def test_what_was_sent_while_it_was_withdrawn_was_sent(outside: list[Parcel]) -> None:
    def late(parcel: Parcel) -> None:
        deliveries.withdraw(NAME, [parcel.entry], "It was taken back.")

    senders["tests"] = late
    open_gate()
    follow.run(NAME)

    send_all()

    assert (the_row().state, the_row().problem) == ("sent", "")


@pytest.mark.slow
def test_four_workers_send_each_once(transactional_db: None, outside: list[Parcel]) -> None:
    for member in range(60):
        open_gate(member)
    follow.run(NAME)

    def work() -> None:
        send_all()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(parcel.number for parcel in outside) == list(range(60))
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}


@pytest.mark.slow
def test_the_commit_of_the_consumer_wakes_the_sender(transactional_db: None, outside: list[Parcel]) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=send, args=(stop,))
    thread.start()
    try:
        open_gate()
        follow.run(NAME)
        until = time.monotonic() + 10
        while not outside and time.monotonic() < until:
            time.sleep(0.02)
    finally:
        stop.set()
        thread.join(10)

    assert [parcel.number for parcel in outside] == [7]


@pytest.mark.slow
def test_what_a_killed_worker_was_sending_is_sent_by_another_under_the_same_key(
    transactional_db: None, outside: list[Parcel]
) -> None:
    open_gate()
    follow.run(NAME)
    command = [sys.executable, "-c", CHILD, str(connection.settings_dict["NAME"])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        key = child.stdout.readline().strip()
        child.send_signal(signal.SIGKILL)

    assert key
    assert (the_row().state, the_row().attempts) == ("waiting", 1)
    assert not send_next(), "taken from a worker that may still be at it"

    due_now()  # the lease is over
    send_all()
    assert [(parcel.key, parcel.attempt) for parcel in outside] == [(key, 2)]
    assert the_row().state == "sent"


def test_what_kills_its_worker_each_time_is_dead_at_last(outside: list[Parcel]) -> None:
    open_gate()
    follow.run(NAME)
    Delivery.objects.update(attempts=deliveries.MOST_ATTEMPTS)

    send_all()

    assert outside == []
    assert the_row().state == "dead"
