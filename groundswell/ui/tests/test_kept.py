"""Kept pages: the same bytes again, gone with the event that changes them, never personal."""

import time
from collections.abc import Iterator

import brotli
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.features.support import actions
from groundswell.features.support.models import Question, Topic
from groundswell.members.actions import join
from groundswell.members.models import Member
from groundswell.ui.changes import listeners, names_of
from groundswell.ui.kept import Asked, Page, Shelf

NEVER = 1e12


def page(*about: str, size: int = 10) -> Page:
    return Page(b"x" * size, {}, frozenset(about), NEVER)


def test_a_page_goes_with_what_it_is_about() -> None:
    shelf = Shelf()
    shelf.put(("/a", "en"), page("question:1", "member:2"), shelf.turn)
    shelf.put(("/b", "en"), page("question:2"), shelf.turn)

    shelf.drop(["member:2"])

    assert shelf.get(("/a", "en")) is None
    assert shelf.get(("/b", "en")) is not None


def test_a_page_whose_rendering_began_before_the_change_is_not_kept() -> None:
    shelf = Shelf()
    began = shelf.turn
    shelf.drop(["question:1"])

    shelf.put(("/a", "en"), page("question:1"), began)

    assert shelf.get(("/a", "en")) is None


def test_the_shelf_has_an_end_and_drops_what_was_used_least() -> None:
    shelf = Shelf(most_bytes=100)
    for number in range(10):
        shelf.put((f"/{number}", "en"), page(f"question:{number}", size=20), shelf.turn)

    assert shelf.bytes <= 100
    assert shelf.get(("/9", "en")) is not None
    assert shelf.get(("/0", "en")) is None


def test_what_an_event_is_about() -> None:
    named = names_of('support.answer_posted {"question": 7, "answer": 9, "author": 3, "asker": 4}')

    assert set(named) == {"question:7", "deeds:3", "deeds:4", "lists"}
    assert names_of('members.profile_edited {"member": 3}') == ["member:3"]
    assert names_of('support.followed {"kind": "tag", "subject": 1, "tag": "esim"}') == ["nothing"]
    assert names_of('gatherings.gathering_answered {"gathering": 5, "member": 3}') == ["gathering:5", "gatherings"]
    assert names_of('announcements.announcement_began {"announcement": 5}') == []  # all pages
    assert names_of("") == []


@pytest.fixture
def keeping(settings: object, transactional_db: None) -> Iterator[Client]:
    settings.KEEP_PAGES = True  # type: ignore[attr-defined]
    yield Client()
    for listener in list(listeners):
        listener.stop()


@pytest.fixture
def kept_question(keeping: Client) -> Question:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    asker: Member = join(handle="ada")
    return actions.ask_question(by=asker, title="No signal in the lift", body="Every morning.")


@pytest.mark.slow
def test_strangers_get_the_kept_page_until_somebody_answers(
    keeping: Client, kept_question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = kept_question.get_absolute_url()
    for _wait in range(50):  # the listener hears for the first time
        keeping.get(address)
        time.sleep(0.05)
    with django_assert_num_queries(0):
        assert b"Every morning" in keeping.get(address).content

    actions.answer_question(kept_question, by=join(handle="ben"), body="Turn on Wi-Fi calling.")
    began = time.monotonic()
    while b"Turn on Wi-Fi calling" not in keeping.get(address).content:
        assert time.monotonic() - began < 1.0, "A kept page was older than a second."


@pytest.mark.slow
def test_an_open_question_is_told_from_what_is_kept_until_somebody_answers(
    keeping: Client, kept_question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/question/{kept_question.pk}/live"
    began = time.monotonic()
    while (first := keeping.get(address))["Cache-Control"] != "no-cache":
        assert time.monotonic() - began < 5
        time.sleep(0.02)

    with django_assert_num_queries(0):
        assert keeping.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304

    actions.answer_question(kept_question, by=join(handle="ben"), body="Turn on Wi-Fi calling.")
    began = time.monotonic()
    while keeping.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304:
        assert time.monotonic() - began < 1.0, "What is kept was older than a second."
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("takes", ["", "gzip, br"])
def test_an_address_with_a_question_mark_says_the_same_before_it_is_kept_and_after(
    keeping: Client, kept_question: Question, takes: str
) -> None:
    address = kept_question.get_absolute_url()
    for _wait in range(50):
        keeping.get(address)
        time.sleep(0.02)

    answers = [keeping.get(f"{address}?page=1", headers={"accept-encoding": takes}) for _time in range(3)]

    bodies = {brotli.decompress(one.content) if takes else one.content for one in answers}
    assert len(bodies) == len({one["ETag"] for one in answers}) == 1
    assert {one.get("Content-Encoding", "") for one in answers} == {"br" if takes else ""}
    assert {one["Cache-Control"] for one in answers} == {"no-cache"}
    assert keeping.get(f"{address}?page=1", headers={"if-none-match": answers[0]["ETag"]}).status_code == 304


@pytest.mark.slow
def test_members_never_get_a_kept_page(keeping: Client, kept_question: Question) -> None:
    address = kept_question.get_absolute_url()
    for _time in range(10):
        keeping.get(address)
        time.sleep(0.05)
    member = Client()
    member.force_login(kept_question.asker)

    assert b"Your own question" in member.get(address).content
    assert b"Your own question" not in keeping.get(address).content


def test_an_address_with_a_question_mark_is_kept_when_it_comes_again() -> None:
    asked = Asked(most=4)

    assert [asked.before(("/?x=1", "en")), asked.before(("/?x=1", "en"))] == [False, True]
    for number in range(2, 7):
        asked.before((f"/?x={number}", "en"))
    assert not asked.before(("/?x=1", "en"))
    assert len(asked.newer) + len(asked.older) <= 5
