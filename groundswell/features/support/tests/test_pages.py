"""Pages: complete for strangers, quick for members, and never a dead end."""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question
from groundswell.members.models import Member


def test_a_stranger_reads_everything_and_search_engines_see_a_qa_page(
    client: Client, answer: Answer, ada: Member
) -> None:
    actions.accept_answer(answer, by=ada)

    text = client.get(answer.question.get_absolute_url()).content.decode()

    assert "Turn on Wi-Fi calling." in text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])  # type: ignore[index]
    assert data["mainEntity"]["acceptedAnswer"]["author"]["name"] == "Ben Okafor"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/questions/",
        "/questions/?shown=hot",
        "/tags/",
        "/topics/calling/",
        "/tags/lift/",
        "/questions/feed/",
        "/sitemap.xml",
        "/sitemap-1.xml",
        "/robots.txt",
    ],
)
def test_lists_show_the_question(client: Client, question: Question, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    if path not in {"/tags/", "/sitemap.xml", "/robots.txt"}:
        assert "lift" in response.content.decode()


def test_an_old_address_leads_to_the_question(client: Client, question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(source="beer", source_id=9_123)

    response = client.get("/questions/9123/some-old-title")

    assert response.status_code == 301
    assert response["Location"] == question.get_absolute_url()


def test_a_deleted_question_is_404_for_strangers_and_visible_to_moderators(
    client: Client, question: Question, cleo: Member
) -> None:
    actions.delete_question(question, by=cleo, reason="Spam")
    assert client.get(question.get_absolute_url()).status_code == 404

    client.force_login(cleo)
    assert client.get(question.get_absolute_url()).status_code == 200


def test_posting_an_answer_twice_with_the_same_token_posts_it_once(
    client: Client, question: Question, ben: Member
) -> None:
    client.force_login(ben)
    sent = {"body": "Turn on Wi-Fi calling.", "once": "6f1b7c1e-9d57-4c0a-8a55-0f4f7f1c2d3e"}

    for _time in range(2):
        response = client.post(f"/do/answer/{question.pk}/", sent)
        assert response.status_code == 302

    assert Answer.objects.count() == 1


def test_what_was_typed_comes_back_when_it_cannot_be_posted(client: Client, ada: Member) -> None:
    client.force_login(ada)

    response = client.post(
        "/questions/ask/", {"title": "Short", "body": "But the text is long.", "topic": "calling", "language": "en"}
    )

    assert response.status_code == 422
    assert "But the text is long." in response.content.decode()
    assert "few words" in response.content.decode()


def test_a_refusal_is_a_page_that_says_why(client: Client, question: Question, cleo: Member, ben: Member) -> None:
    actions.close_question(question, by=cleo, cause="off_topic")
    client.force_login(ben)

    response = client.post(f"/do/answer/{question.pk}/", {"body": "Turn on Wi-Fi calling."})

    assert response.status_code == 403
    assert "does not take answers any more" in response.content.decode()


@pytest.mark.parametrize("signed_in", [False, True])
def test_ten_and_a_hundred_answers_cost_the_same_number_of_queries(
    client: Client,
    question: Question,
    ben: Member,
    cleo: Member,
    signed_in: bool,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    from groundswell.members.actions import join

    for number in range(100):
        if number % 5 == 0:
            ben = join(handle=f"helper{number}")
        answer = actions.answer_question(question, by=ben, body=f"Idea number {number}")
        actions.comment_on(answer, by=ben, body="And one more thing.")
    if signed_in:
        client.force_login(cleo)

    with django_assert_max_num_queries(8):
        text = client.get(question.get_absolute_url()).content.decode()
    assert text.count('class="post answer') == 100
