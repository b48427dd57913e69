"""Saved searches: who saves one hears of new questions that fit, once, bundled, and of nothing that they may not read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.derived.notifications.models import Notification
from groundswell.derived.notifications.wishes import Wishes
from groundswell.derived.search.models import Fresh, SavedFind, SavedSearch
from groundswell.derived.search.rows import run
from groundswell.derived.search.saved import finding, listing
from groundswell.derived.search.saved.saving import Sought, remove_search, save_search
from groundswell.derived.search.tests.conftest import Ask
from groundswell.features.support import actions
from groundswell.features.support.models import Topic
from groundswell.log import clock, follow
from groundswell.members.actions import erase_member
from groundswell.members.groups.models import Audience
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.members.personal import _parts
from groundswell.members.rules import Invalid, Refused

Found = Callable[[SavedSearch], list[str]]


@pytest.fixture
def found() -> Found:
    """The titles that were found for it so far, the newest first."""

    def look(saved: SavedSearch) -> list[str]:
        follow.run_all()
        finding.look()
        follow.run_all()
        return [hit.plain_title for hit in listing.finds_of(saved).hits]

    return look


def save(by: Member, query: str = "", how: str = "now", **more: Any) -> SavedSearch:
    return save_search(Sought(query, **more), by=by, how=how)


def told(member: Member) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(member=member).order_by("entry").values_list("kind", "because"))


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("roaming", True), ("ROAMING Turkey", True), ("roam*", True), ('"roaming in Turkey"', True), ("turkey roaming", True),
        ("wifi", True), ("wi-fi", True), ("calls", True), ("tag:travel", True), ("roaming tag:Travel", True), ("user:ada", True),
        ("the roaming", True), ("cruise", False), ("roaming cruise", False), ('"turkey roaming"', False), ("roaming -turkey", False),
        ("-cruise roaming", True), ("tag:lift", False), ("user:ben roaming", False),
    ],
)  # fmt: skip
def test_what_is_asked_is_compared_as_a_search_would(
    ask: Ask, ben: Member, dan: Member, found: Found, query: str, fits: bool
) -> None:
    saved = save(dan, query)

    ask("No roaming in Turkey", "Wi-Fi calling does not work either.", tags=["travel"])
    actions.ask_question(by=ben, title="How do I top up?", body="There is no button.")

    assert found(saved) == (["No roaming in Turkey"] if fits else [])


def test_dan_hears_once_of_three_and_again_an_hour_later(ask: Ask, dan: Member, found: Found) -> None:
    saved = save(dan, "roaming")
    began = clock.now()
    for number in range(3):
        ask(f"No roaming in country {number}")
    found(saved)
    ask("No roaming at sea")
    found(saved)

    assert told(dan) == [("found", f"{saved.pk} 3")]
    with clock.standing_at(began + timedelta(minutes=61)):
        assert len(found(saved)) == 4
    assert told(dan) == [("found", f"{saved.pk} 3"), ("found", f"{saved.pk} 1")]
    dan.refresh_from_db()
    assert dan.unread == 2


def test_once_a_day_is_once_a_day_and_neither_by_mail_nor_on_a_device(ask: Ask, dan: Member, found: Found) -> None:
    saved = save(dan, "roaming", how="digest")
    began = clock.now()
    ask("No roaming in Turkey")
    found(saved)
    ask("No roaming at sea")
    with clock.standing_at(began + timedelta(hours=2)):
        found(saved)
    assert told(dan) == [("gathered", f"{saved.pk} 1")]
    with clock.standing_at(began + timedelta(hours=25)):
        found(saved)

    assert told(dan)[1:] == [("gathered", f"{saved.pk} 1")]
    usual = Wishes()
    assert usual.tells("mail", "found") and usual.tells("push", "found")
    assert (
        usual.tells("digest", "gathered")
        and not usual.tells("mail", "gathered")
        and not usual.tells("push", "gathered")
    )


def test_ones_own_questions_and_those_of_before_are_no_news(ask: Ask, ada: Member, dan: Member, found: Found) -> None:
    ask("Roaming was there before")
    own, late = save(ada, "roaming"), save(dan, "roaming")
    ask("Roaming of my own")

    assert found(own) == [] and found(late) == ["Roaming of my own"]


def test_filters_of_the_page_hold(ask: Ask, dan: Member, topic: Topic, roaming: Topic, found: Found) -> None:
    below, beside = save(dan, "bill", topic="calling"), save(dan, "bill", topic="roaming")
    german, tagged = save(dan, language="de", topic="calling"), save(dan, tags=["bill"])
    ask("A bill for calls", topic=topic, tags=["bill"])
    ask("A bill from abroad", topic=roaming)
    ask(
        "Die Rechnung stimmt nicht und ich weiß nicht warum",
        "Bitte helft mir mit der Rechnung, sie ist zu hoch.",
        topic=topic,
    )

    assert found(below) == ["A bill from abroad", "A bill for calls"]
    assert found(beside) == ["A bill from abroad"] and found(tagged) == ["A bill for calls"]
    assert found(german) == ["Die Rechnung stimmt nicht und ich weiß nicht warum"]


def test_a_private_topic_is_told_to_nobody_outside(
    ask: Ask, dan: Member, ben: Member, topic: Topic, roaming: Topic, found: Found
) -> None:
    inside, outside = save(dan, "roaming"), save(ben, "roaming")
    Audience.objects.create(place=roaming.pk, roles=["agent"])
    ask("Roaming for the team", topic=roaming)
    ask("Roaming for all", topic=topic)

    assert found(inside) == ["Roaming for all", "Roaming for the team"] and found(outside) == ["Roaming for all"]
    Audience.objects.create(place=topic.pk, roles=["agent"])
    assert found(outside) == [] and listing.row_of(outside).count == 0
    assert not SavedFind.objects.filter(
        search=outside.pk, question__in=[q.pk for q in roaming.questions.all()]
    ).exists()
    with pytest.raises(Invalid, match="no such topic"):
        save(ben, "roaming", topic="roaming")


def test_what_closed_before_it_was_told_is_not_told(ask: Ask, ben: Member, topic: Topic) -> None:
    save(ben, "roaming")
    ask("No roaming in Turkey", topic=topic)
    follow.run_all()
    finding._match()
    Audience.objects.create(place=topic.pk, roles=["agent"])
    finding._tell()
    follow.run_all()

    assert told(ben) == [] and finding._tell() == 0


def test_what_was_deleted_is_not_found(ask: Ask, ada: Member, dan: Member, found: Found) -> None:
    saved = save(dan, "roaming")
    actions.delete_question(ask("No roaming in Turkey"), by=ada, reason="Solved.")

    assert found(saved) == [] and told(dan) == []


def test_a_rebuild_finds_and_tells_nothing_twice(ask: Ask, dan: Member, found: Found) -> None:
    saved = save(dan, "roaming")
    ask("No roaming in Turkey")
    found(saved)
    follow.rebuild("search.fresh")
    assert Fresh.objects.exists()

    assert found(saved) == ["No roaming in Turkey"]
    assert told(dan) == [("found", f"{saved.pk} 1")] and not Fresh.objects.exists()


def test_dan_saves_from_the_page_and_finds_it_in_his_place(ask: Ask, dan: Member, client: Client, found: Found) -> None:
    client.force_login(dan)
    page = client.get("/search/?q=xyzzy+router&language=en").content.decode()
    address = "/search/saved/new/?q=xyzzy+router&amp;language=en"
    assert "Tell me when there is something" in page and address in page
    form = client.get(address.replace("&amp;", "&")).content.decode()
    assert 'value="xyzzy router"' in form

    made = client.post(address.replace("&amp;", "&"), {"name": "Odd routers", "how": "now"})
    saved = SavedSearch.objects.get()
    assert made.headers["Location"] == f"/search/saved/{saved.pk}/"
    ask("My xyzzy router blinks")
    found(saved)

    note = Notification.objects.get(member=dan)
    assert client.get(f"/notifications/{note.entry}/").headers["Location"] == f"/search/saved/{saved.pk}/"
    own = client.get(f"/search/saved/{saved.pk}/").content.decode()
    assert "My xyzzy router blinks" in own and "Odd routers" in client.get("/search/saved/").content.decode()
    assert "New for a search that you saved (1)" in client.get("/notifications/").content.decode()
    client.post(f"/search/saved/{saved.pk}/", {"name": "Routers", "how": "digest"})
    saved.refresh_from_db()
    assert (saved.name, saved.how) == ("Routers", "digest")
    assert client.post(f"/search/saved/{saved.pk}/", {"name": "x" * 61, "how": "now"}).status_code == 422
    assert client.post("/search/saved/new/", {"name": "All", "how": "now"}).status_code == 422
    client.post(f"/search/saved/{saved.pk}/remove/")
    assert not SavedSearch.objects.exists() and not SavedFind.objects.exists()


def test_nobody_sees_or_changes_anothers(dan: Member, ben: Member, client: Client) -> None:
    saved = save(dan, "roaming")
    client.force_login(ben)

    assert client.get(f"/search/saved/{saved.pk}/").status_code == 404
    assert client.post(f"/search/saved/{saved.pk}/remove/").status_code == 404
    with pytest.raises(Refused):
        remove_search(saved, by=ben)


def test_a_list_of_twenty_costs_as_many_statements_as_one_of_two(dan: Member, client: Client) -> None:
    client.force_login(dan)
    counts = []
    for number in range(20):
        save(dan, f"word{number}", author="dan")
        if number in {1, 19}:
            client.get("/search/saved/")
            with CaptureQueriesContext(connection) as counted:
                client.get("/search/saved/")
            counts.append(len(counted))
    assert counts[0] == counts[1]
    with pytest.raises(Invalid, match="20 saved searches"):
        save(dan, "one more")


@pytest.mark.parametrize(
    "sought", [Sought(), Sought("-only"), Sought(topic="nowhere"), Sought("user:nobody"), Sought("is:solved")]
)
def test_what_says_nothing_is_refused(dan: Member, sought: Sought) -> None:
    with pytest.raises(Invalid):
        save_search(sought, by=dan)
    with pytest.raises(Invalid):
        save_search(Sought("roaming"), by=dan, how="hourly")


def test_programs_save_change_and_remove_too(ask: Ask, dan: Member, client: Client, found: Found) -> None:
    _key, token = make_key(by=dan, name="k", scopes=["read", "write"])
    headers = {"authorization": f"Bearer {token}"}
    said = {"query": "roaming -cruise", "tags": ["travel"], "name": "Roaming"}

    made = client.post("/api/v1/search/saved", said, content_type="application/json", headers=headers)
    assert made.status_code == 201, made.content
    one = f"/api/v1/search/saved/{made.json()['id']}"
    ask("No roaming in Turkey", tags=["travel"])
    found(SavedSearch.objects.get())
    assert [hit["title"] for hit in client.get(f"{one}/found", headers=headers).json()] == ["No roaming in Turkey"]
    (kept,) = client.get("/api/v1/search/saved", headers=headers).json()
    assert (kept["name"], kept["how"], kept["found"]) == ("Roaming", "now", 1)
    changed = client.patch(one, {"how": "digest"}, content_type="application/json", headers=headers)
    assert (changed.json()["how"], changed.json()["name"]) == ("digest", "Roaming")
    assert client.patch(one, {"how": "x"}, content_type="application/json", headers=headers).status_code == 422
    assert client.delete(one, headers=headers).status_code == 204
    assert client.get(f"{one}/found", headers=headers).status_code == 404


def test_dan_takes_them_along_and_they_go_with_him(ask: Ask, dan: Member, found: Found) -> None:
    saved = save(dan, "roaming")
    ask("No roaming in Turkey")
    found(saved)
    assert "roaming" in str(_parts["saved_searches"](dan))

    erase_member(dan, by=dan, keep_texts=True)

    assert not SavedSearch.objects.exists() and not SavedFind.objects.exists()


def test_what_is_old_goes(ask: Ask, dan: Member, found: Found) -> None:
    saved = save(dan, "roaming")
    ask("No roaming in Turkey")
    found(saved)
    Fresh.objects.create(question=0, at=clock.now())
    with clock.standing_at(clock.now() + timedelta(days=91)):
        finding.forget_finds()

    assert not SavedFind.objects.exists() and not Fresh.objects.exists()


WORDS = ["roaming", "turkey", "bill", "lift", "calls", "wi-fi", "the", "rechnung"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True), min_size=1, max_size=5))
def test_the_index_leaves_nothing_out(ask: Ask, dan: Member, queries: list[list[str]]) -> None:
    """By the stems of the rarest word the same is found as by looking at every search."""
    run("DELETE FROM member_tally")  # a limit is not what this is about
    SavedSearch.objects.all().delete()
    Fresh.objects.all().delete()
    saved = [save(dan, " ".join(words)) for words in queries]
    asked = ask(" ".join(queries[0]) + " today", "Please help: " + " ".join(WORDS[::2]))
    follow.run("search.documents")
    Fresh.objects.create(question=asked.pk, at=clock.now())
    finding._match()

    by_keys = set(SavedFind.objects.filter(question=asked.pk).values_list("search", flat=True))
    SavedFind.objects.all().delete()
    SavedSearch.objects.update(keys=[])
    Fresh.objects.create(question=asked.pk, at=clock.now())
    finding._match()
    assert by_keys == set(SavedFind.objects.filter(question=asked.pk).values_list("search", flat=True))
    assert saved[0].pk in by_keys
