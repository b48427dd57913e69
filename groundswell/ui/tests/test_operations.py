"""The page of those who run the place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import person
from groundswell.events import Event
from groundswell.ledger.checking import check
from groundswell.ledger.lots import fund
from groundswell.ledger.models import Account, Check
from groundswell.log import follow, journal
from groundswell.log.consumers import Batch, consumer, consumers
from groundswell.log.models import Cursor, Delivery, Skipped
from groundswell.members.models import Member, Role
from groundswell.ui.tests.marked import leftover
from groundswell.ui.tests.test_german import mark_texts
from groundswell.work.schedules import forget_sessions

__all__ = ["mark_texts"]
NAME = "tests.operated"
Look = Callable[[], str]


@dataclass(frozen=True, kw_only=True)
class LeverPulled(Event):
    """For these tests."""

    name = "tests.lever_pulled"
    hard: bool = False


@pytest.fixture
def nora(db: None) -> Member:
    """Is an admin."""
    return person("nora", "Nora Ekström", Role.ADMIN)


@pytest.fixture
def mended() -> set[str]:
    """Holds "yes" once the cause is mended."""
    return set()


@pytest.fixture
def machine(db: None, mended: set[str]) -> Iterator[None]:
    """A consumer that breaks when it is pulled hard, beside all others."""

    @consumer(NAME, LeverPulled)
    def work(batch: Batch) -> None:
        if not mended and any(event.hard for _entry, event in batch.of(LeverPulled)):
            raise ValueError("the lever came off")

    yield
    del consumers[NAME]


@pytest.fixture
def look(client: Client, nora: Member) -> Look:
    """The page as an admin sees it."""
    client.force_login(nora)
    return lambda: client.get("/operations/").content.decode().replace("<wbr>", "")


def pull(*, hard: bool = False) -> int:
    with transaction.atomic():
        return journal.record(LeverPulled(hard=hard), by=None)


def fail_job() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)
               VALUES ('default', %s, '{"timestamp": 0}', 'failed', 1) RETURNING id""",
            [forget_sessions.name],
        )
        return int(cursor.fetchone()[0])


def unsent(ben: Member, state: str = "dead") -> Delivery:
    return Delivery.objects.create(
        key=str(Delivery.objects.count()), consumer="notifications.letters", entry=1, recipient=f"member:{ben.pk}",
        channel="mail", about={"letter": "role"}, state=state, attempts=1, problem="550 no such person",
        next_try=timezone.now() + timedelta(minutes=1), made_at=timezone.now(),
    )  # fmt: skip


def test_when_all_is_well_it_says_so(look: Look) -> None:
    follow.run_all()

    page = look()

    assert "Everything is up to date" in page
    assert "standing.reputation" in page
    assert "megabytes" in page


def test_the_book_says_when_it_was_checked_and_first_of_all_when_it_does_not_agree(look: Look) -> None:
    assert "The book of points" not in look()
    fund("help", 1_000, key="fund")
    check()
    assert "1 transfer agrees with every balance" in look()
    Account.objects.filter(kind="budget").update(balance=999)
    check()

    page = look()

    assert "The book does not agree with itself" in page
    assert "All balances in points sum to -1, not to 0." in page


def test_a_poisoned_event_stops_only_its_own_consumer_and_shows_with_the_reason(machine: None, look: Look) -> None:
    poison = pull(hard=True)
    follow.run_all()

    page = look()

    assert f"{NAME}</span> stands still" in page
    assert f"event #{poison}" in page
    assert "tests.lever_pulled" in page
    assert "the lever came off" in page
    assert [lag.name for lag in follow.lag() if lag.stopped or lag.events] == [NAME]


def test_it_is_tried_again_in_vain_until_the_cause_is_mended(
    machine: None, look: Look, client: Client, mended: set[str]
) -> None:
    pull(hard=True)
    follow.run_all()

    client.post(f"/operations/consumers/{NAME}/try/")
    assert "stopped at the same event again" in look()

    mended.add("yes")
    client.post(f"/operations/consumers/{NAME}/try/")
    page = look()
    assert f"{NAME} goes on" in page
    assert "stands still" not in page
    assert not Skipped.objects.exists()


def test_it_is_skipped_only_for_a_reason_which_is_noted_with_who_gave_it(
    machine: None, look: Look, client: Client, nora: Member
) -> None:
    poison = pull(hard=True)
    follow.run_all()
    address = f"/operations/consumers/{NAME}/skip/"

    assert "What follows from this event is then missing" in client.get(address).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 422
    assert not Skipped.objects.exists()

    client.post(address, {"reason": "That lever is gone since May."})
    row = Skipped.objects.get()
    assert (row.consumer, row.position, row.by) == (NAME, poison, nora.pk)
    assert (row.because, row.problem) == ("That lever is gone since May.", "ValueError: the lever came off")
    page = look()
    assert "stands still" not in page
    assert "That lever is gone since May." in page
    assert client.get(address).status_code == 302, "there is nothing to skip any more"


def test_what_could_not_be_sent_is_shown_and_sent_again(look: Look, client: Client, ben: Member) -> None:
    first, second, third = unsent(ben), unsent(ben), unsent(ben)
    unsent(ben, "waiting")

    page = look()
    assert "3 deliveries were given up" in page
    assert page.count("550 no such person") == 4
    assert 'href="/members/ben/"' in page

    client.post(f"/operations/deliveries/{first.pk}/send/")
    client.post(f"/operations/deliveries/{second.pk}/drop/")
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert (states[first.pk], states[second.pk], states[third.pk]) == ("waiting", "dropped", "dead")
    client.post("/operations/deliveries/send/")
    assert not Delivery.objects.filter(state="dead").exists()


def test_a_failed_job_runs_again(look: Look, client: Client) -> None:
    job = fail_job()
    assert "1 job failed" in look()

    client.post(f"/operations/jobs/{job}/run/")

    assert "job failed" not in look()
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        assert cursor.fetchone()[0] == "todo"
    assert client.post(f"/operations/jobs/{job}/run/").status_code == 404


def test_a_lag_that_no_worker_would_let_happen_is_what_matters(look: Look) -> None:
    follow.run_all()
    Cursor.objects.filter(pk="standing.reputation").update(generation=0, xid=0, position=0)
    journal.record_many([(LeverPulled(), None, timezone.now())] * follow.MOST_COUNTED)

    page = look()

    assert "The worker is behind" in page
    assert "more than 10,000" in page


@pytest.mark.parametrize(
    "path",
    [
        "/operations/",
        "/operations/consumers/standing.reputation/skip/",
        "/operations/consumers/standing.reputation/try/",
        "/operations/deliveries/send/",
        "/operations/deliveries/1/send/",
        "/operations/deliveries/1/drop/",
        "/operations/jobs/1/run/",
    ],
)
def test_strangers_find_nothing_and_members_are_told_why_not(
    client: Client, ada: Member, mia: Member, path: str
) -> None:
    assert {client.get(path).status_code, client.post(path).status_code} == {404}
    for member in (ada, mia):
        client.force_login(member)
        refused = client.post(path)
        assert refused.status_code == 403
        assert "Only admins see how the machinery is doing." in refused.content.decode()


def test_only_admins_have_the_link_in_their_menu_and_on_their_own_page(
    client: Client, mia: Member, nora: Member
) -> None:
    for member, there in ((mia, False), (nora, True)):
        client.force_login(member)
        assert ('href="/operations/"' in client.get("/questions/").content.decode()) is there
        own = client.get(f"/members/{member.handle}/").content.decode()  # a phone has no menu
        assert own.count('href="/operations/"') == 2 * there


def test_all_words_of_the_page_can_be_translated(
    machine: None, look: Look, client: Client, ben: Member, nora: Member, mark_texts: None
) -> None:
    client.cookies["django_language"] = "de-ch"
    follow.run_all()
    check()
    pages = [look()]
    Check.objects.create(seconds=1, transfers=7, finding="Lot …")
    pages.append(look())
    Check.objects.all().delete()
    pull(hard=True)
    follow.run_all()
    fail_job()
    unsent(ben)
    unsent(ben, "waiting")
    Skipped.objects.create(consumer=NAME, position=1, problem="ValueError", because="…")
    pages += [look(), client.get(f"/operations/consumers/{NAME}/skip/").content.decode()]

    assert [word for page in pages for word in leftover(page) if word not in {"Nora", "Ekström", "nora"}] == []


def test_the_page_costs_the_same_however_much_there_is(machine: None, look: Look, ben: Member) -> None:
    pull(hard=True)
    follow.run_all()
    for _ in range(2):
        unsent(ben)
        unsent(ben, "waiting")
        fail_job()
    look()
    with CaptureQueriesContext(
        connection,
    ) as few:
        look()
    for _ in range(10):
        unsent(ben)
        unsent(ben, "waiting")
        fail_job()
        pull()

    with CaptureQueriesContext(connection) as many:
        look()

    assert len(many) == len(few)
