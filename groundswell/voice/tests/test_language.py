"""Which language a text is in."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy as _

from groundswell.features.support.actions import ask_question
from groundswell.features.support.models import Question, Topic
from groundswell.members.models import Member
from groundswell.voice.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Warum habe ich seit dem Update keine Anrufe über WLAN?", "de"),
        ("Why can I not call over Wi-Fi since the update?", "en"),
        ("Mein Handy bucht sich nicht ins Netz ein, was kann ich tun?", "de"),
        ("My phone does not register, what can I do?", "en"),
        ("Kein Netz in Österreich", "de"),
        ("`for i in range(3): print(i)` geht bei mir nicht, der Fehler ist `it is not in the list`", "de"),
        ("Siehe https://example.com/how/to/get/this/and/that", "en"),
        ("eSIM", "en"),
        ("", "en"),
        ("12345 !!! 😀", "en"),
    ],
)
def test_a_sentence_tells_its_language_and_without_one_it_is_the_communitys_first(text: str, language: str) -> None:
    if text.startswith("Siehe"):
        assert detect(text, ["de", "en"]) == "de"
    else:
        assert detect(text) == language


def test_only_the_communitys_languages_are_possible(settings: Any) -> None:
    settings.LANGUAGES = [("de", _("German")), ("fr", _("French"))]

    assert detect("Why can I not call over Wi-Fi?") in {"de", "fr"}
    assert detect("Pourquoi est-ce que je ne peux pas appeler ?") == "fr"
    assert detect("anything", ["nl"]) == "nl"


@pytest.mark.slow
def test_a_language_without_a_list_of_small_words_is_told_by_the_model() -> None:
    pytest.importorskip("py3langid")

    assert detect("Dlaczego nie mogę zadzwonić przez Wi-Fi od aktualizacji?", ["en", "pl"]) == "pl"
    assert detect("Why can I not call over Wi-Fi?", ["en", "xx"]) == "en"


def test_when_nothing_tells_it_is_the_communitys_own_language(settings: Any) -> None:
    settings.LANGUAGE_CODE = "de"

    assert detect("eSIM") == "de"
    assert detect("Why is it not on?") == "en"


def test_a_question_that_does_not_say_its_language_is_in_the_one_of_its_words(ada: Member) -> None:
    Topic.objects.create(slug="calling", name={"en": "Calls"})

    asked = ask_question(by=ada, title="Kein Netz im Aufzug", body="Seit gestern geht bei mir nichts mehr.")

    assert (asked.language, asked.voice.language) == ("de", "de")


def test_the_ask_form_can_ask_for_a_suggestion(client: Client, ada: Member) -> None:
    assert client.get("/voice/language/?text=Warum").status_code == 403
    client.force_login(ada)

    assert client.get("/voice/language/", {"text": "Warum geht das nicht?"}).json() == {"language": "de"}
    assert client.get("/voice/language/").json() == {"language": "en"}


def test_a_question_sent_by_the_form_is_in_the_language_of_its_words_unless_one_is_chosen(
    client: Client, ada: Member
) -> None:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    client.force_login(ada)
    sent = {"title": "Kein Netz im Aufzug", "body": "Seit gestern geht bei mir nichts mehr.", "topic": "calling"}

    client.post("/questions/ask/", sent)
    client.post("/questions/ask/", sent | {"language": "en"})

    assert [question.language for question in Question.objects.order_by("pk")] == ["de", "en"]
