"""The log never changes, loses nothing when writers overlap, and each event has its effect exactly once."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groundswell.events import Event, event_named
from groundswell.log import follow, journal
from groundswell.log.consumers import Batch, consumer, consumers
from groundswell.log.models import Cursor, LogEntry, Skipped
from groundswell.members.models import Member, Tally
from groundswell.members.rules import Refused


@dataclass(frozen=True, kw_only=True)
class BellRang(Event):
    """For these tests."""

    name = "tests.bell_rang"
    number: int
    loud: bool = False


@dataclass(frozen=True, kw_only=True)
class ManyHeard(Event):
    """For these tests."""

    name = "tests.many_heard"
    members: list[int]


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """A consumer that notes each bell in a table, and a list of what it was given."""
    given: list[int] = []

    @consumer("tests.heard", BellRang, rebuilds=(Tally,))
    def hear(batch: Batch) -> None:
        for entry, event in batch.of(BellRang):
            if event.loud:
                raise ValueError("too loud")
            given.append(event.number)
            Tally.objects.create(key=f"bell {event.number}", window=entry.position)

    yield given
    del consumers["tests.heard"]


def ring(number: int, *, loud: bool = False) -> int:
    with transaction.atomic():
        return journal.record(BellRang(number=number, loud=loud), by=None)


def test_an_event_is_recorded_only_inside_the_transaction_of_its_change(db: None) -> None:
    connection.in_atomic_block = False
    try:
        with pytest.raises(RuntimeError, match="inside the transaction"):
            journal.record(BellRang(number=1), by=None)
    finally:
        connection.in_atomic_block = True


@pytest.mark.parametrize(
    "statement", ["UPDATE log_entry SET name = 'x'", "DELETE FROM log_entry", "TRUNCATE log_entry"]
)
def test_nobody_changes_the_log(db: None, statement: str) -> None:
    ring(1)

    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert LogEntry.objects.count() == 1


def test_an_event_that_is_too_long_to_be_told_changes_all_pages(db: None) -> None:
    with transaction.atomic():
        journal.record(ManyHeard(members=list(range(100_000, 103_000))), by=None)
    entry = LogEntry.objects.get(name="tests.many_heard")

    assert len(entry.data["members"]) == 3_000


def test_a_field_added_later_takes_its_default() -> None:
    assert event_named("tests.bell_rang").load({"number": 3, "gone": True}) == BellRang(number=3)


def test_a_consumer_handles_each_event_once_and_a_rebuild_gives_the_same(db: None, heard: list[int]) -> None:
    for number in range(5):
        ring(number)

    assert follow.run("tests.heard") == 5
    assert follow.run("tests.heard") == 0
    before = list(Tally.objects.order_by("window").values_list("key", "window"))
    assert follow.rebuild("tests.heard") == 5
    assert list(Tally.objects.order_by("window").values_list("key", "window")) == before


def test_a_poisoned_event_stops_its_own_consumer_until_it_is_skipped(db: None, heard: list[int]) -> None:
    ring(1)
    poison = ring(2, loud=True)
    ring(3)

    follow.run("tests.heard")
    assert list(Tally.objects.values_list("key", flat=True)) == ["bell 1"]
    assert "too loud" in Cursor.objects.get(pk="tests.heard").stopped
    assert next(lag for lag in follow.lag() if lag.name == "tests.heard").events == 2

    with pytest.raises(ValueError, match="Say why"):
        follow.skip("tests.heard", because=" ")
    assert follow.skip("tests.heard", because="nobody is that loud").position == poison
    follow.run("tests.heard")
    assert Tally.objects.filter(key="bell 3").exists()
    assert Skipped.objects.values("position", "because", "by").get() == {
        "position": poison,
        "because": "nobody is that loud",
        "by": None,
    }
    with pytest.raises(ValueError, match="not stopped"):
        follow.skip("tests.heard", because="again")


def test_a_stopped_consumer_says_where_and_since_when_and_goes_on_when_the_cause_is_mended(
    db: None, heard: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    poison = ring(1, loud=True)
    ring(2)
    follow.run("tests.heard")
    stopped = Cursor.objects.get(pk="tests.heard")

    assert not follow.try_again("tests.heard")
    still = Cursor.objects.get(pk="tests.heard")
    assert (still.stopped_on, still.stopped_at) == (poison, stopped.stopped_at)

    monkeypatch.setitem(consumers, "tests.heard", replace(consumers["tests.heard"], handle=lambda batch: None))
    assert follow.try_again("tests.heard")
    going = next(lag for lag in follow.lag() if lag.name == "tests.heard")
    assert (going.stopped, going.stopped_on, going.stopped_at) == ("", None, None)


def test_the_lag_is_counted_no_further_than_anybody_reads(
    db: None, heard: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.record_many((BellRang(number=number), None, timezone.now()) for number in range(follow.MOST_COUNTED + 5))

    behind = next(lag for lag in follow.lag() if lag.name == "tests.heard")

    assert (behind.events, behind.more) == (follow.MOST_COUNTED, True)
    assert next(lag for lag in follow.lag(most=None) if lag.name == "tests.heard").events == follow.MOST_COUNTED + 5


def test_a_refused_action_records_nothing(ada: Member) -> None:
    before = LogEntry.objects.count()

    @transaction.atomic
    def act() -> None:
        journal.record(BellRang(number=1), by=ada)
        raise Refused("no")

    with pytest.raises(Refused):
        act()

    assert LogEntry.objects.count() == before


WRITERS, EACH = 8, 60


@pytest.mark.slow
def test_eight_writers_with_delays_lose_nothing_and_double_nothing(transactional_db: None, heard: list[int]) -> None:
    """By position alone such a reader lost a fifth of the entries (docs/decisions/0001-one-log.md)."""
    done = threading.Event()

    def write(writer: int) -> None:
        for number in range(EACH):
            with transaction.atomic():
                journal.record(BellRang(number=writer * EACH + number), by=None)
                time.sleep(random.Random(writer * EACH + number).uniform(0, 0.01))
        connections.close_all()

    def read() -> None:
        while not done.is_set():
            follow.run("tests.heard")
        connections.close_all()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    reader = threading.Thread(target=read)
    for thread in [reader, *threads]:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    follow.run("tests.heard")

    assert sorted(heard) == list(range(WRITERS * EACH))
    assert Tally.objects.count() == WRITERS * EACH


@pytest.mark.slow
def test_an_entry_waits_for_the_older_transaction_that_is_still_running(
    transactional_db: None, heard: list[int]
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            journal.record(BellRang(number=1), by=None)
            begun.set()
            go_on.wait(10)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(10)
    ring(2)
    assert follow.run("tests.heard") == 0

    go_on.set()
    thread.join()
    assert follow.run("tests.heard") == 2
    assert heard == [1, 2]


def test_after_a_restore_everything_older_is_settled(db: None, heard: list[int]) -> None:
    ring(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO log_entry (xid, name, at, data) VALUES ('99999999999', 'tests.bell_rang', now(), '{\"number\": 2}')"
        )
    assert follow.run("tests.heard") == 1

    journal.start_generation()
    ring(3)

    assert follow.run("tests.heard") == 2
    assert heard == [1, 2, 3]


def test_imports_record_many_events_at_their_own_times(db: None, heard: list[int]) -> None:
    then = timezone.now() - timedelta(days=900)

    count = journal.record_many((BellRang(number=number), None, then) for number in range(300))

    assert count == 300
    assert follow.run("tests.heard") == 300
    assert LogEntry.objects.filter(at=then).count() == 300


def test_what_records_nothing_wakes_nobody_and_drops_no_page(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert journal.record_many([]) == 0
        assert not [query for query in asked if "pg_notify" in query["sql"]]

        assert journal.record_many([(BellRang(number=1), None, timezone.now())]) == 1
        assert len([query for query in asked if "pg_notify" in query["sql"]]) == 1
