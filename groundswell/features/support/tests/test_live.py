"""What an open page is told of its question: by numbers, cheaply, and nothing to who may not read it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question
from groundswell.members.models import Member

Ask = Callable[..., Any]


@pytest.fixture
def ask(client: Client, question: Question) -> Ask:
    """What the page asks, with the tag of what it knows."""
    return lambda tag="": client.get(f"/question/{question.pk}/live", headers={"If-None-Match": tag} if tag else {})


def test_nothing_new_costs_one_statement_and_does_not_even_ask_who_it_is(
    ask: Ask, client: Client, answer: Answer, ada: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(ada)
    tag = ask()["ETag"]

    with django_assert_num_queries(1):
        again = ask(tag)

    assert (again.status_code, again["ETag"], again.content) == (304, tag, b"")


def test_six_answers_cost_no_more_statements_than_one(
    ask: Ask, answer: Answer, ben: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        actions.answer_question(answer.question, by=ben, body=f"Another way, number {number}.")

    with django_assert_max_num_queries(2):
        assert len(ask().json()["answers"]) == 6


def test_the_numbers_of_each_post(ask: Ask, question: Question, answer: Answer, ada: Member, dan: Member) -> None:
    comment = actions.comment_on(answer, by=ada, body="In the lift as well?")
    actions.vote(answer, by=dan, value=1)
    actions.accept_answer(answer, by=ada)

    told = ask().json()

    assert told["question"][:2] == [question.pk, 0]
    ((number, score, _text, solves),) = told["answers"]
    assert (number, score, solves) == (answer.pk, 1, 1)
    assert [row[:2] for row in told["comments"]] == [[comment.pk, answer.pk]]
    assert told["words"]["answers"][:2] == ["1 new answer", "2 new answers"]


@pytest.mark.parametrize("what", ["answer", "comment", "vote", "solution", "edit", "deletion", "close", "private"])
def test_whatever_a_reader_could_see_change_has_another_tag(
    ask: Ask, question: Question, answer: Answer, ada: Member, dan: Member, cleo: Member, mia: Member, what: str
) -> None:
    tag = ask()["ETag"]
    changes: dict[str, Callable[[], object]] = {
        "answer": lambda: actions.answer_question(question, by=dan, body="Or take the stairs."),
        "comment": lambda: actions.comment_on(question, by=dan, body="Which lift?"),
        "vote": lambda: actions.vote(answer, by=dan, value=1),
        "solution": lambda: actions.accept_answer(answer, by=ada),
        "edit": lambda: actions.edit_answer(answer, by=answer.author, body="Turn on calls over Wi-Fi."),
        "deletion": lambda: actions.delete_answer(answer, by=cleo, reason="Spam."),
        "close": lambda: actions.close_question(question, by=cleo, cause="unclear"),
        "private": lambda: actions.set_audience(question.topic, actions.Readers(roles=["agent"]), by=mia),
    }

    changes[what]()

    now = ask(tag)
    assert now.status_code == (404 if what == "private" else 200)
    if what == "deletion":
        assert now.json()["answers"] == []


def test_who_may_not_read_it_learns_nothing(ask: Ask, client: Client, question: Question, answer: Answer, eve: Member, dan: Member, cleo: Member, mia: Member) -> None:  # fmt: skip
    before = ask()["ETag"]
    actions.set_audience(question.topic, actions.Readers(roles=["agent"]), by=mia)

    for tag in ("", before, '"made up"'):
        assert ask(tag).status_code == 404
    client.force_login(eve)
    assert ask(before).status_code == 404
    client.force_login(dan)
    assert ask().status_code == 200
    actions.delete_question(question, by=cleo, reason="Spam.")
    assert ask().status_code == client.get("/question/9999/live").status_code == 404


def test_the_page_gives_its_posts_alone_for_the_open_page(client: Client, answer: Answer, ada: Member) -> None:
    address = answer.question.get_absolute_url()
    for somebody in (None, ada):
        if somebody:
            client.force_login(somebody)
        posts = client.get(address, headers={"HX-Request": "true"}).content.decode()
        page = client.get(address).content.decode()

        assert "<html" not in posts and "csrfmiddlewaretoken" not in posts
        assert f'id="answer-{answer.pk}"' in posts and "Turn on Wi-Fi calling." in posts
        assert f'data-at="/question/{answer.question_id}/live"' in page and "Turn on Wi-Fi calling." in page
