"""Keys for programs: made after showing who one is, shown once, taken back at any time."""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from groundswell.log import clock
from groundswell.members.keys import key_of, make_key, revoke_key
from groundswell.members.models import ApiKey, Member
from groundswell.members.rules import Invalid, TooOften
from groundswell.members.tests.conftest import PASSWORD, with_password

SignIn = Callable[..., Any]
WANTED = {"name": "Backup script", "scopes": ["read", "write"], "days": "90"}


@pytest.fixture
def proven(anna: Member, client: Client, sign_in: SignIn) -> Client:
    """Ada's browser, in which she has just shown once more that it is she."""
    sign_in("ada")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def asked_with(text: str, path: str = "/me", method: str = "GET", **said: Any) -> Any:
    client = Client(headers={"authorization": f"Bearer {text}"})
    return client.generic(method, f"/api/v1{path}", json.dumps(said) if said else b"", "application/json")


def key_on(page: str) -> str:
    found = re.search(r"gsk_[\w-]{43}", page)
    assert found is not None
    return found[0]


def test_without_keys_the_page_says_what_they_are_for(proven: Client) -> None:
    page = proven.get("/settings/keys/").content.decode()

    assert "No keys yet" in page
    assert 'href="/api/v1/docs"' in page
    assert "/api/v1/me" in page


def test_ada_makes_a_key_that_is_shown_once_and_works(
    proven: Client, anna: Member, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert proven.post("/settings/keys/new/", WANTED).headers["Location"] == "/settings/keys/"

    text = key_on(proven.get("/settings/keys/").content.decode())
    again = proven.get("/settings/keys/").content.decode()
    assert text not in again
    assert "Backup script" in again
    assert f"{text[:9]}…" in again
    assert "Read what you can read" in again
    assert asked_with(text).json()["handle"] == "ada"
    key = ApiKey.objects.get()
    assert key.expires is not None
    assert timedelta(days=89) < key.expires - clock.now() < timedelta(days=91)
    assert "Backup script" in str(mail.outbox[-1].body)
    assert "/settings/keys/" in str(mail.outbox[-1].body)


def test_the_text_of_a_key_is_nowhere_in_the_database(proven: Client) -> None:
    proven.post("/settings/keys/new/", WANTED)
    waiting = str([session.get_decoded() for session in Session.objects.all()])
    text = key_on(proven.get("/settings/keys/").content.decode())

    assert text not in waiting
    assert text not in str(list(ApiKey.objects.values()))


def test_making_a_key_asks_first_who_it_is(anna: Member, client: Client, sign_in: SignIn) -> None:
    sign_in("ada")

    for answer in (client.get("/settings/keys/new/"), client.post("/settings/keys/new/", WANTED)):
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("name", "", "required"), ("name", "x" * 61, "60"), ("scopes", [], "required"), ("scopes", ["all"], "all"), ("days", "7", "7")],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_the_rest_is_kept(proven: Client, field: str, value: Any, said: str) -> None:
    answer = proven.post("/settings/keys/new/", {**WANTED, field: value})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert field == "name" or b'value="Backup script"' in answer.content
    assert not ApiKey.objects.exists()


def test_a_key_is_revoked_after_a_question(proven: Client, anna: Member) -> None:
    key, text = make_key(by=anna, name="Old till", scopes=["read"])

    assert b"stops working at once" in proven.get(f"/settings/keys/{key.pk}/revoke/").content
    assert asked_with(text).status_code == 200
    page = proven.post(f"/settings/keys/{key.pk}/revoke/", follow=True).content.decode()

    assert "“Old till” does not work any more." in page
    assert asked_with(text).status_code == 401


def test_nobody_sees_or_revokes_the_key_of_another(proven: Client, ben: Member) -> None:
    key, text = make_key(by=ben, name="Ben's own", scopes=["read"])

    assert b"Ben" not in proven.get("/settings/keys/").content
    assert proven.get(f"/settings/keys/{key.pk}/revoke/").status_code == 404
    assert proven.post(f"/settings/keys/{key.pk}/revoke/").status_code == 404
    assert asked_with(text).status_code == 200


def test_a_key_ends_on_its_day(anna: Member, proven: Client) -> None:
    key, text = make_key(by=anna, name="Trial", scopes=["read"], expires=clock.now() + timedelta(days=1))
    assert asked_with(text).status_code == 200

    ApiKey.objects.filter(pk=key.pk).update(expires=clock.now() - timedelta(seconds=1))

    assert asked_with(text).status_code == 401
    assert b"ended" in proven.get("/settings/keys/").content
    with pytest.raises(Invalid, match="later day"):
        make_key(by=anna, name="Late", scopes=["read"], expires=clock.now())


def test_when_a_key_was_used_is_noted_at_most_once_a_minute(
    anna: Member, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    _key, text = make_key(by=anna, name="Chatty", scopes=["read"])
    noon = datetime.fromisoformat("2026-03-01T12:00:00+00:00")

    for seconds, queries, noted in ((0, 2, 0), (59, 1, 0), (61, 2, 61)):
        monkeypatch.setattr(clock, "now", lambda at=seconds: noon + timedelta(seconds=at))
        with django_assert_num_queries(queries):
            assert key_of(text) is not None
        assert ApiKey.objects.get().used == noon + timedelta(seconds=noted)


def test_keys_are_made_a_few_at_a_time(anna: Member) -> None:
    for number in range(20):
        key, _text = make_key(by=anna, name=f"key {number}", scopes=["read"])
        revoke_key(key.pk, by=anna)

    with pytest.raises(TooOften):
        make_key(by=anna, name="one more", scopes=["read"])


def test_a_script_in_the_page_cannot_make_a_key_without_the_password(
    anna: Member, client: Client, sign_in: SignIn
) -> None:
    sign_in("ada")
    said = {"name": "stolen", "scopes": ["read"]}

    refused = client.post("/api/v1/me/keys", said, "application/json")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    made = client.post("/api/v1/me/keys", said, "application/json")

    assert refused.status_code == 403
    assert "/accounts/reauthenticate/" in refused.json()["detail"]
    assert made.status_code == 201
    assert asked_with(made.json()["key"]).status_code == 200


def test_a_key_made_with_a_key_can_no_more_and_ends_no_later(anna: Member) -> None:
    ends = (clock.now() + timedelta(days=3)).replace(microsecond=0)
    _key, text = make_key(by=anna, name="Trial", scopes=["read", "write"], expires=ends)

    beyond = asked_with(text, "/me/keys", "POST", name="child", scopes=["moderate"])
    made = asked_with(text, "/me/keys", "POST", name="child", scopes=["write"])
    later = asked_with(text, "/me/keys", "POST", name="child", scopes=["write"], expires="2999-01-01T00:00:00Z")

    assert beyond.status_code == 403
    assert [datetime.fromisoformat(answer.json()["expires"]) for answer in (made, later)] == [ends, ends]


def test_a_key_sent_twice_under_one_idempotency_key_is_not_kept_readable(anna: Member) -> None:
    from groundswell.members.models import ApiReply

    _key, text = make_key(by=anna, name="Parent", scopes=["write"])
    client = Client(headers={"authorization": f"Bearer {text}", "idempotency-key": "k1"})
    said = {"name": "child", "scopes": ["write"]}

    one, two = (client.post("/api/v1/me/keys", said, "application/json").json() for _time in range(2))

    assert one == two
    assert one["key"].encode() not in bytes(ApiReply.objects.get().body or b"")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(shutil.which("curl") is None, reason="the page explains curl")
def test_what_the_page_says_to_type_works(live_server: Any, settings: Any) -> None:
    from conftest import person
    from groundswell.features.support.models import Question, Topic

    settings.SITE_URL = live_server.url
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    with_password(person("ada", "Ada Lindqvist"))
    client = Client()
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/settings/keys/new/", WANTED)
    page = client.get("/settings/keys/").content.decode()

    shown = [html.unescape(text) for text in re.findall(r"<pre[^>]*><code>(curl.*?)</code>", page, re.DOTALL)]
    answers = [subprocess.run(["sh", "-c", text], capture_output=True, check=True, text=True).stdout for text in shown]

    assert json.loads(answers[0])["handle"] == "ada"
    assert json.loads(answers[1])["title"] == "No signal in the lift"
    assert Question.objects.count() == 1
