"""Nothing can be sent without a limit: every address that takes a form, and every call of the API, is tried."""

import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from groundswell.log import clock
from groundswell.members import http
from groundswell.members.api import gate
from groundswell.members.keys import make_key
from groundswell.members.limits import forget_tallies, limit
from groundswell.members.models import Member, Tally
from groundswell.members.rules import TooOften
from groundswell.members.tests.walk import CALLS, PAGES

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_walk_finds_what_is_there() -> None:
    assert len(PAGES) > 80
    assert len(CALLS) > 30
    for known in (
        "/settings/keys/new/",
        "/accounts/login/",
        "/voice/pictures/",
        "/do/vote/question/1/",
        "/questions/ask/",
    ):
        assert known in PAGES
    assert ("POST", "/api/v1/me/keys") in CALLS


def test_no_page_takes_what_is_sent_without_a_limit(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "SENDS_A_MINUTE", 0)
    member, stranger = Client(), Client()
    member.force_login(ada)

    answers = {(path, who): who.post(path) for path in PAGES for who in (member, stranger)}

    assert [path for (path, _who), answer in answers.items() if answer.status_code != 429] == []
    assert all(answer["Retry-After"] for answer in answers.values())


def test_no_page_takes_what_comes_from_another_site(ada: Member) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)

    taken = {path for path in PAGES if browser.post(path, {"name": "Eve"}).status_code != 403}

    # Counts a view, as a page that closes has no time for a token; what mail programs send with a token of its own; and what a
    # phone shares, which leads to the form and changes nothing.
    assert taken == {"/do/read/1/", "/letters/solved/x/", "/letters/stop/x/", "/share/"}


def test_members_send_until_the_limit_and_others_still_can(
    ada: Member, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "SENDS_A_MINUTE", 3)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    browsers = {who: Client() for who in (ada, ben)}
    for who, browser in browsers.items():
        browser.force_login(who)

    assert [browsers[ada].post("/voice/preview/").status_code for _time in range(4)] == [200, 200, 200, 429]
    assert browsers[ben].post("/voice/preview/").status_code == 200


def test_no_call_changes_anything_without_a_limit(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PER_MINUTE", {True: 0, False: 0})
    _key, text = make_key(by=ada, name="test", scopes=["read", "write"])
    member, stranger = Client(headers={"authorization": f"Bearer {text}"}), Client()

    answers = [
        (method, path, who.generic(method, re.sub(r"{\w+}", "1", path)))
        for method, path in CALLS
        for who in (member, stranger)
    ]

    assert [(method, path) for method, path, answer in answers if answer.status_code != 429] == []
    assert {answer["Content-Type"] for *_call, answer in answers} == {"application/problem+json"}
    assert all(int(answer["Retry-After"]) > 0 for *_call, answer in answers)


@pytest.mark.parametrize(("path", "most"), [("/accounts/login/code/", 3), ("/accounts/password/reset/", 5)])
def test_nobody_fills_the_mailbox_of_another(anna: Member, path: str, most: int) -> None:
    for _time in range(most + 3):
        Client().post(path, {"email": anna.email})

    assert len(mail.outbox) <= most


def test_invented_keys_and_many_keys_give_no_more(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PER_MINUTE", {True: 5, False: 3})
    monkeypatch.setattr(clock, "now", lambda: NOON)
    texts = [make_key(by=ada, name=f"key {number}", scopes=["read"])[1] for number in range(2)]

    def asked(text: str) -> int:
        return int(Client().get("/api/v1/me", headers={"authorization": f"Bearer {text}"}).status_code)

    assert [asked(f"gsk_invented{number}") for number in range(4)] == [401, 401, 401, 429]
    assert [asked(texts[number % 2]) for number in range(6)] == [200] * 5 + [429]


def test_a_proxy_in_front_does_not_make_everybody_one(settings: Any, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(gate, "PER_MINUTE", {True: 1, False: 1})

    def asked(address: str) -> int:
        return int(Client().get("/api/v1/topics", headers={"x-forwarded-for": address}).status_code)

    assert [asked("203.0.113.7"), asked("203.0.113.8"), asked("203.0.113.7")] == [200, 200, 429]


def test_a_script_is_told_in_a_fragment(ada: Member, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "SENDS_A_MINUTE", 0)
    client.force_login(ada)

    page = client.post("/settings/").content.decode()
    fragment = client.post("/settings/", headers={"hx-request": "true"}).content.decode()

    assert "<html" in page
    assert "<html" not in fragment
    assert "a lot in a short time" in page
    assert "a lot in a short time" in fragment


def test_tallies_of_windows_that_are_over_are_forgotten(db: None) -> None:
    now = int(time.time())
    Tally.objects.create(key="edit:3600:7", window=now // 3600 - 1)
    Tally.objects.create(key="claim:60:203.0.113.7", window=now // 60 - 2)
    Tally.objects.create(key="ask:86400:7", window=now // 86400)

    forget_tallies()

    assert list(Tally.objects.values_list("key", flat=True)) == ["ask:86400:7"]
    with pytest.raises(TooOften):
        limit("ada", "thing", most=0, per=60)
