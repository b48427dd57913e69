"""Hints and the warning of personal data: said before a text is posted, and never in the way."""

import re
from typing import Any

import pytest
from django.test import Client

from groundswell.features.support import actions
from groundswell.features.support.fields import AskField
from groundswell.features.support.hints import hints_for
from groundswell.features.support.models import Answer, Comment, Question, Topic
from groundswell.members.models import Member

ASKED = {"title": "No signal in the lift", "body": "Restarted it twice, every morning.", "topic": "calling"}


def sign_in(warned: Any) -> str:
    """The sign that what was found was said, as the page sends it back."""
    tag = next(tag for tag in re.findall(r"<input[^>]*>", warned.content.decode()) if 'name="anyway"' in tag)
    return str(re.findall(r'value="(\w+)"', tag)[0])


@pytest.mark.parametrize(
    ("title", "body", "keys"),
    [
        ("Help please not working", "It is broken. I have tried restarting my Pixel 8 and it still has no signal at all here.", {"general"}),
        ("Hilfe, es geht nicht mehr", "Mein Pixel 8 hat keinen Empfang, obwohl ich es schon neu gestartet und aktualisiert habe.", {"general"}),
        ("NO SIGNAL SINCE YESTERDAY EVENING", "", {"capitals"}),
        ("No calls over Wi-Fi since the update", "It worked before the change and now it rings once and then stops each time.", {"tried", "device"}),
        ("No calls over Wi-Fi, Pixel 8", "Kaputt seit heute", {"short", "tried"}),
        ("No calls over Wi-Fi, Pixel 8???", "", {"marks"}),
        ("eSIM auf dem iPhone 15 aktiviert sich nicht", "Ich habe es schon zweimal neu gestartet und den Code neu gescannt, es bleibt dabei.", set()),
        ("", "", set()),
    ],
)  # fmt: skip
def test_hints_say_what_would_help_in_both_languages(title: str, body: str, keys: set[str]) -> None:
    assert {hint.key for hint in hints_for(title, body)} == keys


class TestPersonalData:
    def test_a_question_waits_for_one_more_click(self, ada: Member, client: Client) -> None:
        client.force_login(ada)
        asked = {**ASKED, "body": "Call me: 0151 23456789. I have restarted it."}

        warned = client.post("/questions/ask/", asked)

        page = warned.content.decode()
        assert warned.status_code == 422 and not Question.objects.exists()
        assert "a phone number (01•••••••••89)" in page and "Post it anyway" in page
        client.post("/questions/ask/", {**asked, "anyway": sign_in(warned)})
        assert Question.objects.count() == 1

    def test_the_click_is_for_what_was_said_and_for_nothing_else(self, ada: Member, client: Client) -> None:
        client.force_login(ada)
        warned = client.post("/questions/ask/", {**ASKED, "body": "Call me: 0151 23456789."})
        sign = sign_in(warned)

        again = client.post("/questions/ask/", {**ASKED, "body": "IBAN DE89 3704 0044 0532 0130 00", "anyway": sign})

        assert again.status_code == 422 and "a bank account" in again.content.decode()

    def test_answers_and_comments_too(self, question: Question, ben: Member, client: Client) -> None:
        client.force_login(ben)
        for path in (f"/do/answer/{question.pk}/", f"/question/{question.pk}/comment/"):
            warned = client.post(path, {"body": "Write to ben@fernweh.test, I will help."})
            assert warned.status_code == 422 and "an e-mail address (be" in warned.content.decode()
            sign = sign_in(warned)
            assert (
                client.post(path, {"body": "Write to ben@fernweh.test, I will help.", "anyway": sign}).status_code
                == 302
            )
        assert (Answer.objects.count(), Comment.objects.count()) == (1, 1)

    def test_a_private_field_is_the_place_for_it(
        self, calling: Topic, ada: Member, cleo: Member, client: Client
    ) -> None:
        actions.set_topic_form(calling, [AskField(key="order", label={"en": "Order"}, private=True)], by=cleo)
        client.force_login(ada)

        client.post("/questions/ask/", {**ASKED, "field_order": "order number 7700123"})

        assert Question.objects.exists()
