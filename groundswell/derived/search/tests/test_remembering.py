"""What a search costs when it comes again, and that nothing old is ever found.

Outside of a transaction, where web processes are: there, what every search needs is kept for a while.
"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from groundswell.derived.search import meaning, remembering, topics, vocabulary
from groundswell.derived.search.tests.conftest import Ask, Find
from groundswell.features.support import actions
from groundswell.features.support.queries import places as support_places
from groundswell.log import follow
from groundswell.members.actions import edit_profile
from groundswell.members.models import Member
from groundswell.ui import places as ui_places

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of other tests; and what is read anew after a while is not while statements are counted."""
    remembering.found.values.clear()
    vocabulary._kept.clear()
    meaning._known.clear()
    meaning.look_again()
    nothing: list[tuple[Any, Any]] = [
        (topics, [(0.0, {})]),
        (support_places, support_places.Known([], {})),
        (ui_places, {}),
    ]
    for kept, empty in nothing:
        monkeypatch.setattr(kept, "KEPT_FOR", 3_600.0)
        monkeypatch.setattr(kept, "_kept", empty)


@pytest.fixture
def signals(ask: Ask) -> None:
    for number in range(10):
        ask(f"Signal number {number}")
    follow.run("search.documents")


@pytest.mark.usefixtures("signals")
def test_a_search_costs_few_statements_and_again_fewer(
    client: Client, ben: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session and member in one, and what is found in one; the words of a new query need one more."""
    client.force_login(ben)
    client.get("/search/?q=another")

    with django_assert_num_queries(3):
        client.get("/search/?q=signal")
    with django_assert_num_queries(2):
        client.get("/search/?q=signal")


@pytest.mark.usefixtures("signals")
def test_ten_results_cost_as_many_statements_as_one(client: Client, ask: Ask, ben: Member) -> None:
    ask("Roaming abroad", by=ben)
    follow.run("search.documents")
    client.get("/search/?q=roaming")
    client.get("/search/?q=signal")
    remembering.found.values.clear()

    counts = []
    for query in ("roaming", "signal"):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/search/?q={query}")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_what_is_remembered_ends_with_any_change_of_the_index(ask: Ask, find: Find, ada: Member, cleo: Member) -> None:
    question = ask("Signal in the lift")
    assert find("signal") == find("signal") == ["Signal in the lift"]

    actions.edit_question(question, by=ada, title="Signal in the garage", body="None.")
    assert find("signal") == ["Signal in the garage"]
    other = ask("Signal in the cellar")
    assert find("signal") == ["Signal in the cellar", "Signal in the garage"]
    actions.delete_question(other, by=cleo, reason="Spam")
    assert find("signal") == ["Signal in the garage"]


@pytest.mark.usefixtures("signals")
def test_the_same_query_with_other_filters_is_another_one(find: Find) -> None:
    assert len(find("signal", limit=10)) == 10
    assert len(find("signal", limit=3)) == 3
    assert find("signal", language="de") == []
    assert len(find("signal", limit=3, after="9")) == 1


@pytest.mark.usefixtures("signals")
def test_a_new_name_is_shown_at_once(client: Client, ada: Member) -> None:
    assert b"Ada Nobody" not in client.get("/search/?q=signal").content

    edit_profile(ada, by=ada, name="Ada Nobody", about="", languages=[], expertise=[])

    assert b"Ada Nobody" in client.get("/search/?q=signal").content


@pytest.mark.usefixtures("signals")
def test_a_signed_out_page_is_about_the_index_and_its_people(client: Client, ada: Member, ben: Member) -> None:
    assert client.get("/search/?q=signal").about == {"search", f"member:{ada.pk}"}  # type: ignore[attr-defined]

    client.force_login(ben)
    assert not hasattr(client.get("/search/?q=signal"), "about")


def test_pages_of_results_are_dropped_when_search_has_read_the_log(ask: Ask) -> None:
    ask("Signal in the lift")
    connection.ensure_connection()
    listening = connection.connection
    listening.execute("LISTEN pages")

    follow.run("search.documents")

    heard = [note.payload for note in listening.notifies(timeout=1, stop_after=1)]
    listening.execute("UNLISTEN pages")
    assert heard == ["search"]
