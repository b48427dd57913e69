"""The page of what one is told, the bell, and the choice."""

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.derived.notifications.models import Notification
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question
from groundswell.log import follow
from groundswell.members.actions import erase_member, join
from groundswell.members.models import Member


@pytest.fixture
def page(client: Client) -> Callable[..., str]:
    """The page as a member sees it."""

    def look(member: Member, address: str = "/notifications/") -> str:
        follow.run("notifications.page")
        client.force_login(member)
        return client.get(address).content.decode()

    return look


Page = Callable[..., str]


def test_ada_reads_who_did_what_where_and_comes_to_the_answer(
    ada: Member, answer: Answer, page: Page, client: Client
) -> None:
    text = page(ada)
    note = Notification.objects.get(member=ada)

    assert "<b>Ben Okafor</b> answered your question <a" in text
    assert "Turn on Wi-Fi calling." in text
    assert "Today" in text
    assert 'class="note fresh"' in text

    response = client.get(f"/notifications/{note.entry}/")

    assert response["Location"] == f"{answer.question.get_absolute_url()}#answer-{answer.pk}"
    assert 'class="note"' in page(ada)
    assert "You have read everything" in page(ada, "/notifications/?show=unread")


def test_nobody_opens_what_another_is_told(
    ada: Member, ben: Member, answer: Answer, page: Page, client: Client
) -> None:
    page(ben)

    client.get(f"/notifications/{Notification.objects.get(member=ada).entry}/")

    assert Notification.objects.get(member=ada).read_at is None


def test_every_kind_has_its_sentence(
    ada: Member, ben: Member, cleo: Member, dan: Member, question: Question, page: Page
) -> None:
    answer = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling, @dan.")
    actions.comment_on(question, by=ben, body="Which lift?")
    actions.comment_on(question, by=dan, body="Ours too.")
    actions.comment_on(answer, by=dan, body="Works.")
    actions.vote(answer, by=ada, value=1)
    actions.vote(answer, by=dan, value=1)
    actions.vote(question, by=dan, value=1)
    actions.give_thanks(answer, by=ada)
    actions.accept_answer(answer, by=ada)
    actions.revoke_solution(question, by=cleo, reason="It came back")
    actions.edit_answer(answer, by=cleo, body="Turn on Wi-Fi calling, please.")
    actions.delete_answer(answer, by=cleo, reason="Copied")
    actions.restore_answer(answer, by=cleo)

    mine, helper, agent = page(ada), page(ben), page(dan)

    for sentence in ("answered your question", "commented on your question", "person found your question"):
        assert sentence in mine
    for sentence in (
        "commented after you on",
        "commented on your answer to",
        "2 people found your answer to",
        "thanked you for your answer to",
        "chose your answer as the solution of",
        "took the solution mark off your answer to",
        "edited your answer to",
        "brought your answer to",
    ):
        assert sentence in helper
    assert "mentioned you in an answer to" in agent


def test_a_title_cannot_bring_its_own_markup(ada: Member, ben: Member, page: Page) -> None:
    question = actions.ask_question(by=ada, title="<b>No</b> signal %(who)s in the lift", body="Every morning.")
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

    assert "&lt;b&gt;No&lt;/b&gt; signal %(who)s" in page(ada)


def test_who_has_left_is_a_former_member(ada: Member, ben: Member, answer: Answer, page: Page) -> None:
    erase_member(ben, by=ben, keep_texts=True)

    assert "<b>A former member</b> answered" in page(ada)


def test_ten_and_thirty_lines_cost_the_same_number_of_queries(
    ada: Member, question: Question, page: Page, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(35):
        helper = join(handle=f"helper{number}")
        actions.answer_question(question, by=helper, body=f"Idea number {number}")
    assert page(ada).count('class="note fresh"') == 30

    with django_assert_max_num_queries(7):
        text = client.get("/notifications/").content.decode()
    older = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")

    assert client.get(older).content.decode().count('class="note fresh"') == 5


def test_a_broken_cursor_shows_the_first_page(ada: Member, answer: Answer, page: Page) -> None:
    for after in ("x", "~", "2026-01-01~1", "2026-13-99T00:00:00Z~1", "2026-01-01T00:00:00+00:00~99999999999999999999"):
        assert "answered your question" in page(ada, f"/notifications/?after={after.replace('+', '%2B')}")


def test_the_bell_answers_304_with_one_query_until_something_changes(
    ada: Member,
    dan: Member,
    answer: Answer,
    page: Page,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    page(ada)
    UserSession.objects.get_or_create(session_key=client.session.session_key, user=ada, ip="127.0.0.1")
    first = client.get("/notifications/bell")
    assert 'id="bell-count"' in first.content.decode()
    assert ">1<" in first.content.decode()

    with django_assert_num_queries(1):
        again = client.get("/notifications/bell", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])

    actions.answer_question(answer.question, by=dan, body="Or take the stairs.")
    follow.run("notifications.page")
    news = client.get("/notifications/bell", headers={"If-None-Match": first["ETag"]})
    assert ">2<" in news.content.decode()

    client.post("/notifications/read/")
    assert "bell-count" in client.get("/notifications/bell", headers={"If-None-Match": news["ETag"]}).content.decode()


def test_the_bell_does_not_know_who_has_signed_out(ada: Member, answer: Answer, page: Page, client: Client) -> None:
    page(ada)
    key = client.session.session_key
    UserSession.objects.get_or_create(session_key=key, user=ada, ip="127.0.0.1")
    tag = client.get("/notifications/bell")["ETag"]
    client.session.flush()
    client.cookies["sessionid"] = key or ""

    assert client.get("/notifications/bell", headers={"If-None-Match": tag}).status_code == 204


def test_strangers_have_no_bell_and_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/notifications/bell").status_code == 204
    assert client.get("/notifications/")["Location"] == "/accounts/login/?next=/notifications/"


def test_what_is_switched_off_is_not_shown(ada: Member, answer: Answer, page: Page, client: Client) -> None:
    page(ada)
    client.post("/settings/notifications/", {"comments": "on"})

    assert "answered your question" not in page(ada)
    text = client.get("/settings/notifications/").content.decode()
    assert 'name="comments" value="on" checked' in text
    assert 'name="answers" value="on">' in text
