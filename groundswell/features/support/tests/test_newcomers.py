"""What newcomers write first is seen: by a list of what waits, a mark for a week, and a welcome that they are told of."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from conftest import person
from groundswell.derived.notifications.models import Notification
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Welcome
from groundswell.features.support.queries.newcomers import firsts_unseen
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.actions import erase_member
from groundswell.members.models import Member
from groundswell.members.rules import Refused


@pytest.fixture
def regular(db: None) -> Member:
    """Somebody of level 2, who is not of the team."""
    found = person("fay", "Fay Ortega")
    Member.objects.filter(pk=found.pk).update(level=2)
    found.refresh_from_db()
    return found


def waiting(viewer: Member) -> list[tuple[str, int]]:
    return [(first.what, first.id) for first in firsts_unseen(viewer)]


def test_first_answers_and_questions_wait_until_somebody_sees_them(question: Question, answer: Answer, regular: Member, ben: Member, cleo: Member) -> None:  # fmt: skip
    assert waiting(regular) == [("answer", answer.pk)], "the question has an answer, so its asker was seen"
    actions.answer_question(question, by=ben, body="Or restart the phone.")
    alone = actions.ask_question(by=regular, title="Nobody sees this one yet", body="Hello?")

    assert waiting(regular) == [("answer", answer.pk)], "one's own and second ones are not among them"
    assert waiting(cleo) == [("answer", answer.pk), ("question", alone.pk)]


REACTIONS: dict[str, Callable[[Answer, Member], object]] = {
    "thanks": lambda answer, by: actions.give_thanks(answer, by=by),
    "vote": lambda answer, by: actions.vote(answer, by=by, value=1),
    "comment": lambda answer, by: actions.comment_on(answer, by=by, body="How do I find that?"),
    "solution": lambda answer, _by: actions.accept_answer(answer, by=answer.question.asker),
    "welcome": lambda answer, by: actions.welcome(answer, by=by),
    "deletion": lambda answer, by: actions.delete_answer(answer, by=by, reason="Spam."),
    "erasure": lambda answer, _by: erase_member(answer.author, by=answer.author, keep_texts=True),
}


@pytest.mark.parametrize("how", REACTIONS)
def test_whatever_shows_that_it_was_seen_takes_it_off_the_list(answer: Answer, cleo: Member, regular: Member, how: str) -> None:  # fmt: skip
    REACTIONS[how](answer, cleo)

    assert ("answer", answer.pk) not in waiting(regular)


def test_a_vote_against_it_and_the_author_alone_do_not(answer: Answer, ben: Member, cleo: Member, regular: Member) -> None:  # fmt: skip
    actions.vote(answer, by=cleo, value=-1)
    actions.comment_on(answer, by=ben, body="On Android, that is.")

    assert waiting(regular) == [("answer", answer.pk)]


def test_a_welcome_is_told_once_and_is_for_regulars_and_the_team_at_first_ones_only(
    question: Question, answer: Answer, ada: Member, ben: Member, cleo: Member, regular: Member
) -> None:
    for _time in range(2):
        actions.welcome(answer, by=regular)
        actions.welcome(question, by=cleo)
    actions.welcome(answer, by=cleo)
    follow.run_all()

    told = Notification.objects.filter(kind="welcomed").values_list("member", "by", "question", "answer")
    assert set(told) == {(ben.pk, regular.pk, question.pk, answer.pk), (ada.pk, cleo.pk, question.pk, None)}
    assert Welcome.objects.count() == LogEntry.objects.filter(name="support.newcomer_welcomed").count() == 2

    second = actions.answer_question(question, by=ben, body="Or restart the phone.")
    for first, by in ((second, cleo), (answer, ada), (answer, ben)):
        with pytest.raises(Refused):
            actions.welcome(first, by=by)


def test_nothing_of_a_private_topic_is_shown_or_welcomed(answer: Answer, regular: Member, dan: Member, mia: Member) -> None:  # fmt: skip
    actions.set_audience(answer.question.topic, actions.Readers(roles=["agent"]), by=mia)

    assert waiting(regular) == [] and waiting(dan) == [("answer", answer.pk)]
    with pytest.raises((Refused, Question.DoesNotExist)):
        actions.welcome(answer, by=regular)


def test_the_page_is_for_those_who_welcome_and_costs_the_same_for_more(
    client: Client, answer: Answer, ada: Member, regular: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(ada)
    assert client.get("/newcomers/").status_code == 403
    client.force_login(regular)
    for number in range(3):
        someone = person(f"new{number}", f"New Person {number}")
        actions.answer_question(answer.question, by=someone, body="Turn it off and on again.")
    client.get("/newcomers/")

    with django_assert_max_num_queries(6):
        page = client.get("/newcomers/").content.decode()
    assert page.count("First answer") == 4 and "Turn on Wi-Fi calling." in page and "/edit/" not in page

    welcomed = client.post(f"/do/welcome/answer/{answer.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "Welcomed" in welcomed and "<html" not in welcomed
    assert "Turn on Wi-Fi calling." not in client.get("/newcomers/").content.decode()


def test_the_mark_is_at_a_first_answer_for_a_week_and_not_for_its_author(client: Client, answer: Answer, ben: Member, dan: Member) -> None:  # fmt: skip
    by_team = actions.answer_question(answer.question, by=dan, body="The team says so too.")
    actions.answer_question(answer.question, by=ben, body="Or restart the phone.")
    address = answer.question.get_absolute_url()

    page = client.get(address).content.decode()
    assert page.count("First answer") == 1
    assert page.index(f'id="answer-{answer.pk}"') < page.index("First answer") and by_team.pk
    client.force_login(ben)
    assert "First answer" not in client.get(address).content.decode()
    client.logout()
    with clock.standing_at(clock.now() + timedelta(days=7, minutes=1)):
        assert "First answer" not in client.get(address).content.decode()


def test_the_same_over_the_api(client: Client, answer: Answer, ada: Member, regular: Member) -> None:
    client.force_login(ada)
    assert client.get("/api/v1/newcomers").status_code == 403
    client.force_login(regular)
    (first,) = client.get("/api/v1/newcomers").json()["items"]
    assert (first["what"], first["id"], first["author"]) == ("answer", answer.pk, "ben")

    assert client.post(f"/api/v1/answers/{answer.pk}/welcome").status_code == 204
    assert client.get("/api/v1/newcomers").json()["items"] == []
