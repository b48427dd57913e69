"""A question that repeats another: strangers are led there, and who has the trouble counts and is told there."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from groundswell.derived.notifications.models import Notification
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Asking, Question, Topic
from groundswell.features.support.queries.question import question_page
from groundswell.features.support.queries.shown import Shown
from groundswell.features.support.rules import for_page
from groundswell.features.support.tests.test_api import send
from groundswell.log import follow
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.ui.changes import names_of


@pytest.fixture
def again(eve: Member) -> Question:
    """What eve asked, which is the same as ada's question."""
    return actions.ask_question(by=eve, title="No bars in the lift", body="Every evening on the way up.")


def demand_of(question: Question) -> int:
    return Asking.objects.get(question=question).me_too


def repeat(again: Question, question: Question, by: Member) -> None:
    actions.close_question(again, by=by, cause="duplicate", duplicate_of=question)


def test_strangers_are_led_to_the_older_question_and_others_see_it_as_it_is(
    question: Question, again: Question, ben: Member, cleo: Member, client: Client
) -> None:
    address = again.get_absolute_url()
    assert client.get(address).status_code == 200
    repeat(again, question, cleo)

    assert client.get(address).headers["Location"] == question.get_absolute_url()
    assert client.get(f"{address}?noredirect=1").status_code == 200
    assert address not in client.get("/sitemap-1.xml").content.decode()
    client.force_login(ben)
    assert question.get_absolute_url() in client.get(address).content.decode()
    actions.reopen_question(again, by=cleo)
    assert Client().get(address).status_code == 200


def test_the_older_question_names_those_that_were_asked_again_to_whoever_may_read_them(
    question: Question, again: Question, ben: Member, cleo: Member, mia: Member, client: Client
) -> None:
    address = question.get_absolute_url()
    plain = question_page(question.pk, ben)
    assert plain is not None
    assert plain.question.repeats == []
    repeat(again, question, cleo)

    shown: Any = client.get(address)
    assert "Also asked as:" in shown.content.decode()
    assert f'<a href="{again.get_absolute_url()}?noredirect"' in shown.content.decode()
    assert send(client, "GET", f"/questions/{question.pk}").json()["duplicate_ids"] == [again.pk]
    client.force_login(ben)
    assert f'<a href="{again.get_absolute_url()}">No bars' in client.get(address).content.decode()

    secret = Topic.objects.create(slug="secret", name={"en": "Secret"})
    actions.set_audience(secret, actions.Readers(roles=["manager"]), by=mia)
    actions.move_question(again, by=cleo, topic=secret)
    assert "Also asked as" not in client.get(address).content.decode()
    assert send(Client(), "GET", f"/questions/{question.pk}").json()["duplicate_ids"] == []
    client.force_login(cleo)
    assert "Also asked as" in client.get(address).content.decode()
    actions.reopen_question(again, by=cleo)
    assert "Also asked as" not in client.get(address).content.decode()


def test_kept_pages_of_the_older_one_go_when_one_is_closed_opened_or_changed(
    question: Question, again: Question, cleo: Member, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def changed() -> set[str]:
        entry = LogEntry.objects.latest("position")
        return set(names_of(f"{entry.name} {json.dumps(entry.data)}"))

    with CaptureQueriesContext(connection) as before:
        question_page(question.pk, cleo)
    repeat(again, question, cleo)
    assert f"question:{question.pk}" in changed()
    with django_assert_num_queries(len(before)):
        question_page(question.pk, cleo)

    actions.delete_question(again, by=cleo, reason="Not nice")
    page: Any = client.get(question.get_absolute_url())
    assert "Also asked as" not in page.content.decode()
    actions.restore_question(again, by=cleo)
    assert f"question:{again.pk}" in changed() & page.about  # so what was kept without it goes

    actions.reopen_question(again, by=cleo)
    assert f"question:{question.pk}" in changed()


def test_who_has_the_trouble_at_either_counts_once_and_its_asker_too(
    question: Question, again: Question, ben: Member, dan: Member, ada: Member, cleo: Member
) -> None:
    for subject, who in ((again, ben), (question, ben), (again, dan), (again, ada)):
        actions.say_me_too(subject, by=who)
    assert demand_of(question) == 1

    repeat(again, question, cleo)
    assert demand_of(question) == 3  # ben, dan and eve, who asked it again; not ada, whose question it is
    page = question_page(question.pk, dan)
    assert page is not None
    assert page.question.asking.mine_too

    actions.take_back_me_too(question, by=dan)
    assert (demand_of(question), demand_of(again)) == (2, 2)
    actions.reopen_question(again, by=cleo)
    assert demand_of(question) == 1


def test_followers_of_both_hear_of_the_solution(
    answer: Answer, again: Question, dan: Member, ada: Member, cleo: Member
) -> None:
    actions.follow("question", again.pk, by=dan)
    repeat(again, answer.question, cleo)
    actions.accept_answer(answer, by=ada)
    follow.run_all()
    solved = Notification.objects.filter(kind="solved", question=answer.question_id)
    assert set(solved.values_list("member__handle", flat=True)) == {"dan", "eve"}

    actions.revoke_solution(answer.question, by=ada, reason="Not quite")
    actions.reopen_question(again, by=cleo)
    actions.accept_answer(answer, by=ada)
    follow.run_all()
    assert solved.count() == 2


def test_me_toos_go_along_in_a_merge_and_come_back(
    question: Question, again: Question, ben: Member, dan: Member, cleo: Member
) -> None:
    third = actions.ask_question(by=dan, title="Lift without any signal", body="At noon, every day.")
    repeat(third, again, cleo)
    actions.say_me_too(again, by=ben)
    assert demand_of(again) == 2

    actions.merge_question(again, into=question, by=cleo)
    assert demand_of(question) == 3

    actions.undo_merge(again, by=cleo)
    assert (demand_of(again), demand_of(question)) == (2, 0)


def test_both_solutions_are_shown_after_a_merge(
    answer: Answer, again: Question, ada: Member, eve: Member, dan: Member, cleo: Member
) -> None:
    theirs = actions.answer_question(again, by=dan, body="Take the stairs.")
    other = actions.answer_question(answer.question, by=dan, body="Ask the house for an antenna.")
    actions.vote(other, by=ada, value=1)
    actions.accept_answer(answer, by=ada)
    actions.accept_answer(theirs, by=eve)
    actions.merge_question(again, into=answer.question, by=cleo)

    page = question_page(answer.question_id, ada)
    assert page is not None
    shown = Shown(page.question, for_page(ada, page.question))
    assert [row.id for row in page.answers] == [answer.pk, theirs.pk, other.pk]
    assert [shown.answer(row).solved for row in page.answers] == ["asker", "asker", ""]
    assert [shown.solves(row) for row in page.answers] == [False, False, True]
