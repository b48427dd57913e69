"""Everything that a page can do, over JSON."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from groundswell.features.support.models import Answer, Comment, Question
from groundswell.log import clock
from groundswell.members.keys import make_key
from groundswell.members.models import Member

SCOPES = ["read", "write"]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def signed(member: Member, scopes: list[str] | None = None) -> Client:
    _key, text = make_key(by=member, name="test", scopes=scopes or SCOPES)
    return Client(headers={"authorization": f"Bearer {text}"})


def send(client: Client, method: str, path: str, said: object = None, **headers: str) -> Any:
    return client.generic(
        method, f"/api/v1{path}", json.dumps(said) if said is not None else b"", "application/json", headers=headers
    )


def test_ada_asks_ben_answers_and_she_accepts(ada: Member, ben: Member) -> None:
    asked = send(
        signed(ada),
        "POST",
        "/questions",
        {"title": "No signal in the lift", "body": "Every morning.", "tags": ["lift"]},
    )
    assert asked.status_code == 201, asked.content
    question = asked.json()["id"]

    answered = send(signed(ben), "POST", f"/questions/{question}/answers", {"body": "Turn on Wi-Fi calling."})
    assert answered.status_code == 201, answered.content
    accepted = send(signed(ada), "PUT", f"/answers/{answered.json()['id']}/solution")

    assert accepted.json()["is_solution"] is True
    assert send(Client(), "GET", "/questions?solved=true").json()["items"][0]["id"] == question


def test_strangers_read_but_do_not_write(question: Question) -> None:
    assert send(Client(), "GET", f"/questions/{question.pk}").json()["title"] == "No signal in the lift"

    refused = send(Client(), "POST", f"/questions/{question.pk}/answers", {"body": "Hello"})

    assert refused.status_code == 401
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["WWW-Authenticate"] == "Bearer"


def test_a_key_does_only_what_it_was_made_for(question: Question, ben: Member, cleo: Member) -> None:
    assert (
        send(signed(ben, ["read"]), "POST", f"/questions/{question.pk}/comments", {"body": "Hello"}).status_code == 403
    )

    closing = {"cause": "off_topic", "reason": "Not about phones"}
    assert send(signed(cleo), "POST", f"/questions/{question.pk}/close", closing).status_code == 403
    assert (
        send(signed(cleo, ["write", "moderate"]), "POST", f"/questions/{question.pk}/close", closing).status_code == 200
    )


def test_a_request_sent_twice_with_one_key_is_done_once(question: Question, ben: Member) -> None:
    client = signed(ben)
    once = {"Idempotency-Key": "a-1"}

    first = send(client, "POST", f"/questions/{question.pk}/answers", {"body": "Turn on Wi-Fi calling."}, **once)
    again = send(client, "POST", f"/questions/{question.pk}/answers", {"body": "Turn on Wi-Fi calling."}, **once)
    other = send(client, "POST", f"/questions/{question.pk}/answers", {"body": "Something else."}, **once)

    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()
    assert Answer.objects.count() == 1


def test_what_has_not_changed_is_not_sent_again_and_an_edit_of_the_past_is_refused(
    question: Question, ada: Member
) -> None:
    client = signed(ada)
    tag = send(client, "GET", f"/questions/{question.pk}")["ETag"]
    assert send(client, "GET", f"/questions/{question.pk}", **{"If-None-Match": tag}).status_code == 304

    edited = send(
        client, "PATCH", f"/questions/{question.pk}", {"title": "No signal in either lift"}, **{"If-Match": tag}
    )
    late = send(client, "PATCH", f"/questions/{question.pk}", {"title": "No signal anywhere"}, **{"If-Match": tag})

    assert (edited.status_code, late.status_code) == (200, 412)
    assert edited.json()["title"] == "No signal in either lift"


def test_problems_say_which_field_is_wrong(ada: Member) -> None:
    short = send(signed(ada), "POST", "/questions", {"title": "Why", "body": "It does not work."})

    assert short.status_code == 422
    assert short.json()["errors"][0]["field"] == "title"


def test_limits_are_told_in_headers_and_reached(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    client = Client(REMOTE_ADDR="192.0.2.9")
    answers = [send(client, "GET", "/topics") for _time in range(122)]

    assert answers[0]["RateLimit-Limit"] == "120"
    assert int(answers[0]["RateLimit-Remaining"]) > int(answers[1]["RateLimit-Remaining"])
    assert 429 in {answer.status_code for answer in answers}


def test_nobody_raises_their_own_role(ada: Member) -> None:
    send(signed(ada), "PATCH", "/me", {"name": "Ada L.", "role": "admin", "reputation": 9_000})

    ada.refresh_from_db()
    assert (ada.name, ada.role, ada.reputation) == ("Ada L.", "member", 0)


@pytest.mark.parametrize(
    "path", ["/questions/999999", "/answers/999999", "/members/nobody", "/questions/99999999999999999999"]
)
def test_what_is_not_there_is_a_problem_and_no_crash(path: str, question: Question) -> None:
    assert send(Client(), "GET", path).status_code in {404, 422}


def test_comments_are_written_changed_and_taken_away(answer: Answer, ada: Member) -> None:
    client = signed(ada)
    made = send(client, "POST", f"/answers/{answer.pk}/comments", {"body": "Which menu?"}).json()["id"]
    send(client, "PATCH", f"/comments/{made}", {"body": "Which menu is that?"})
    assert Comment.objects.get(pk=made).voice.source == "Which menu is that?"

    assert send(client, "DELETE", f"/comments/{made}").status_code == 204
    assert Comment.objects.get(pk=made).deleted_at is not None
