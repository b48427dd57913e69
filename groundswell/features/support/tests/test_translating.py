"""A question in a language that its reader does not know: by page, in place, and over JSON."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Comment, Question, Topic
from groundswell.features.support.tests.test_api import send, signed
from groundswell.members.models import Member
from groundswell.voice.models import Translation
from groundswell.voice.tests.translators import HERE, let_the_worker_work, sent, wanted

GERMAN = {"accept-language": "de"}
ENGLISH = {"accept-language": "en"}
IN_PLACE = {**GERMAN, "hx-request": "true"}
LINK = re.compile(r'href="(/translation/[^"]+)" rel="nofollow" data-translate')


@pytest.fixture(autouse=True)
def loud(settings: Any) -> None:
    settings.TRANSLATOR = f"{HERE}.shout"
    sent.clear()


@pytest.fixture
def comment(answer: Answer, ada: Member) -> Comment:
    return actions.comment_on(answer, by=ada, body="That was quick.")


def page(client: Client, question: Question, headers: dict[str, str] = GERMAN) -> str:
    return client.get(question.get_absolute_url(), headers=headers).content.decode()


def offered(html: str) -> list[str]:
    return LINK.findall(html)


def test_posts_in_another_language_can_be_translated(
    client: Client, question: Question, answer: Answer, comment: Comment
) -> None:
    everything = [
        f"/translation/{on}/{one.pk}/" for on, one in (("question", question), ("answer", answer), ("comment", comment))
    ]

    assert offered(page(client, question)) == everything
    assert offered(page(client, question, ENGLISH)) == []


def test_who_reads_a_language_is_not_offered_another(client: Client, question: Question, ben: Member) -> None:
    client.force_login(ben)
    client.cookies["django_language"] = "de"
    assert offered(page(client, question))

    Member.objects.filter(pk=ben.pk).update(languages=["en"])

    assert not offered(page(client, question))


def test_switched_off_the_page_is_what_it_was_and_costs_no_more(
    client: Client, question: Question, comment: Comment, ben: Member, settings: Any
) -> None:
    client.force_login(ben)
    client.cookies["django_language"] = "de"
    page(client, question)  # whatever is kept after the first time
    with CaptureQueriesContext(connection) as on:
        with_links = page(client, question)
    settings.TRANSLATOR = ""
    with CaptureQueriesContext(connection) as off:
        without = page(client, question)

    assert len(on) == len(off)
    assert "translat" not in re.sub(r'(?:src|href)="/static/[^"]*"', "", without)
    assert len(without) < len(with_links)
    assert client.get(f"/translation/question/{question.pk}/", headers=GERMAN).status_code == 404
    assert send(Client(), "GET", f"/questions/{question.pk}/translation?to=de").status_code == 404


def test_the_translation_takes_the_place_of_the_original(client: Client, question: Question) -> None:
    (path,) = offered(page(client, question))

    waiting = client.get(path, headers=IN_PLACE).content.decode()
    assert f'hx-get="{path}" hx-trigger="load delay:1s"' in waiting
    assert "Wird übersetzt …" in waiting
    let_the_worker_work()
    piece = client.get(path, headers=IN_PLACE)

    html = piece.content.decode()
    assert "Maschinell übersetzt. Sprache des Originals: Englisch." in html
    assert '<div class="prose" lang="de" dir="auto"><p>EVERY <strong>MORNING</strong> ON THE WAY DOWN.</p>' in html
    assert '<p lang="de" dir="auto" data-title hidden>NO SIGNAL IN THE LIFT</p>' in html
    assert f'<a href="{question.get_absolute_url()}" data-original>Original zeigen</a>' in html
    assert "<html" not in html
    assert piece["Cache-Control"] == "private, no-cache"


def test_without_scripts_it_is_a_page(client: Client, question: Question, answer: Answer) -> None:
    path = f"/translation/question/{question.pk}/"

    waiting = client.get(path, headers=GERMAN).content.decode()
    assert f'href="{path}">Noch einmal nachsehen' in waiting
    assert "Every <strong>morning</strong>" in waiting
    let_the_worker_work()
    made = client.get(path, headers=GERMAN).content.decode()

    assert '<h1 lang="de" dir="auto">NO SIGNAL IN THE LIFT</h1>' in made
    assert "EVERY <strong>MORNING</strong>" in made
    assert 'content="noindex"' in made
    assert "nachsehen" not in made
    client.get(f"/translation/answer/{answer.pk}/", headers=GERMAN)
    let_the_worker_work()
    assert "TURN ON WI-FI CALLING" in client.get(f"/translation/answer/{answer.pk}/", headers=GERMAN).content.decode()


def test_who_reads_the_original_s_language_is_led_to_it(client: Client, question: Question) -> None:
    there = client.get(f"/translation/question/{question.pk}/", headers=ENGLISH)

    assert (there.status_code, there["Location"]) == (302, question.get_absolute_url())
    in_place = client.get(f"/translation/question/{question.pk}/", headers=ENGLISH | {"hx-request": "true"})
    assert in_place["HX-Redirect"] == question.get_absolute_url()


def test_a_failure_is_a_sentence_and_the_link_to_try_again(client: Client, question: Question, settings: Any) -> None:
    settings.TRANSLATOR = f"{HERE}.silent"
    path = f"/translation/question/{question.pk}/"
    client.get(path, headers=IN_PLACE)
    let_the_worker_work()

    piece, whole = client.get(path, headers=IN_PLACE), client.get(path, headers=GERMAN)

    sentence = "Der Übersetzer antwortet gerade nicht. Versuch es in einer Minute noch einmal."
    assert (piece.status_code, whole.status_code) == (200, 503)
    assert sentence in piece.content.decode()
    assert offered(piece.content.decode()) == [path]
    assert sentence in whole.content.decode()
    assert "Every <strong>morning</strong>" in whole.content.decode()


@pytest.mark.parametrize("on", ["question", "answer", "comment"])
def test_what_was_deleted_has_no_translation(
    on: str, client: Client, question: Question, answer: Answer, comment: Comment, cleo: Member
) -> None:
    subject: Any = {"question": question, "answer": answer, "comment": comment}[on]
    path = f"/translation/{on}/{subject.pk}/"
    client.get(path, headers=GERMAN)
    let_the_worker_work()
    assert client.get(path, headers=GERMAN).status_code == 200

    {
        "question": lambda: actions.delete_question(question, by=cleo, reason="Spam"),
        "answer": lambda: actions.delete_answer(answer, by=cleo, reason="Spam"),
        "comment": lambda: actions.delete_comment(comment, by=cleo),
    }[on]()

    assert not Translation.objects.filter(voice=subject.voice_id).exists()
    for reader in (None, cleo):
        if reader:
            client.force_login(reader)
        assert client.get(path, headers=GERMAN).status_code == 404
        assert path not in page(client, question)
    assert wanted() == 1


def test_what_hangs_below_a_deleted_post_has_none_either(
    client: Client, question: Question, answer: Answer, comment: Comment, cleo: Member
) -> None:
    actions.delete_answer(answer, by=cleo, reason="Spam")
    assert client.get(f"/translation/comment/{comment.pk}/", headers=GERMAN).status_code == 404

    actions.restore_answer(answer, by=cleo, reason="")
    actions.delete_question(question, by=cleo, reason="Spam")

    for path in (
        f"/translation/answer/{answer.pk}/",
        f"/translation/comment/{comment.pk}/",
        "/translation/answer/999/",
    ):
        assert client.get(path, headers=GERMAN).status_code == 404
    assert wanted() == 0


def test_a_private_question_is_nobody_else_s_and_leaves_the_house_only_when_the_operator_says_so(
    client: Client,
    question: Question,
    calling: Topic,
    ada: Member,
    eve: Member,
    mia: Member,
    dan: Member,
    settings: Any,
) -> None:
    path = f"/translation/question/{question.pk}/"
    client.get(path, headers=GERMAN)
    let_the_worker_work()
    actions.set_audience(calling, actions.Readers(roles=["agent"]), by=mia)

    for settings.TRANSLATE_PRIVATE in (False, True):
        client.logout()
        assert client.get(path, headers=GERMAN).status_code == 404
        client.force_login(eve)
        assert client.get(path, headers=GERMAN).status_code == 404
        assert send(signed(eve), "GET", f"/questions/{question.pk}/translation?to=de").status_code == 404
    settings.TRANSLATE_PRIVATE = False
    client.force_login(dan)
    client.cookies["django_language"] = "de"
    assert not offered(page(client, question))
    refused = client.get(path, headers=GERMAN)
    assert refused.status_code == 403
    assert "keinen Übersetzer geschickt" in refused.content.decode()

    settings.TRANSLATE_PRIVATE = True
    assert offered(page(client, question)) == [path]
    assert "NO SIGNAL" in client.get(path, headers=GERMAN).content.decode()


def test_a_stranger_who_wants_many_is_told_to_sign_in(client: Client, question: Question, ben: Member) -> None:
    answers = [actions.answer_question(question, by=ben, body=f"Number {number}") for number in range(6)]
    for answer in answers[:5]:
        assert client.get(f"/translation/answer/{answer.pk}/", headers=IN_PLACE).status_code == 200

    refused = client.get(f"/translation/answer/{answers[5].pk}/", headers=IN_PLACE)

    assert refused.status_code == 429
    assert 'class="toast bad"' in refused.content.decode()
    assert int(refused["Retry-After"]) > 0


def test_over_json_it_is_asked_for_until_it_is_there(
    question: Question, answer: Answer, comment: Comment, ada: Member
) -> None:
    for path, said in (
        (f"/questions/{question.pk}", "NO SIGNAL IN THE LIFT"),
        (f"/answers/{answer.pk}", ""),
        (f"/comments/{comment.pk}", ""),
    ):
        first = send(signed(ada), "GET", f"{path}/translation?to=de")
        assert (first.status_code, first.json()) == (202, {"state": "wanted"})
        let_the_worker_work()
        made = send(Client(), "GET", f"{path}/translation?to=de")

        assert made.status_code == 200
        assert (made.json()["title"], made.json()["language"], made.json()["source"]) == (said, "de", "en")
        assert made.json()["html"] == re.sub(r"(?<=>)[^<]+", lambda words: words[0].upper(), made.json()["html"])
    assert (
        send(Client(), "GET", f"/questions/{question.pk}/translation", **{"accept-language": "de"}).status_code == 200
    )


def test_over_json_what_cannot_be_had_is_said_in_words(question: Question, ada: Member, settings: Any) -> None:
    path = f"/questions/{question.pk}/translation"
    assert send(signed(ada), "GET", f"{path}?to=en").status_code == 422
    assert send(signed(ada), "GET", f"{path}?to=xx").json()["detail"] == "There is no such language here."
    assert send(signed(ada), "GET", "/questions/999/translation?to=de").status_code == 404

    settings.TRANSLATOR = f"{HERE}.silent"
    send(signed(ada), "GET", f"{path}?to=de")
    let_the_worker_work()
    away = send(signed(ada), "GET", f"{path}?to=de")

    assert (away.status_code, away["Retry-After"], away.json()["title"]) == (503, "60", "Not available now")
    assert "does not answer" in away.json()["detail"]


def test_search_engines_are_asked_to_stay_away(client: Client, db: None) -> None:
    assert "Disallow: /translation/" in client.get("/robots.txt").content.decode()
