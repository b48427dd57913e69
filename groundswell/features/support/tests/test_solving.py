"""Who says what solved it, and when; and that it can be taken back."""

from datetime import timedelta

import pytest
from django.test import Client

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Refused


def trusted(member: Member, level: int = 3) -> Member:
    Member.objects.filter(pk=member.pk).update(level=level)
    member.refresh_from_db()
    return member


def shown(client: Client, answer: Answer) -> str:
    """The answers on the page of its question."""
    return client.get(answer.question.get_absolute_url()).content.decode().partition('id="answers"')[2]


@pytest.mark.parametrize(("days", "level", "may"), [(6, 3, False), (7, 3, True), (8, 2, False), (30, 0, False)])
def test_trusted_helpers_mark_a_solution_once_the_asker_had_seven_days(
    answer: Answer, eve: Member, days: int, level: int, may: bool
) -> None:
    helper = trusted(eve, level)

    with clock.standing_at(answer.question.asked_at + timedelta(days=days)):
        if not may:
            with pytest.raises(Refused, match="first seven days"):
                actions.accept_answer(answer, by=helper)
            return
        actions.accept_answer(answer, by=helper)

    question = Question.objects.get(pk=answer.question_id)
    assert (question.solution, question.solved_as, question.solved_by) == (answer, "trusted", eve)


def test_another_answer_takes_the_place_of_the_first_solution(answer: Answer, ada: Member, dan: Member) -> None:
    better = actions.answer_question(answer.question, by=dan, body="There is a new mast next week.")
    actions.accept_answer(answer, by=ada)

    actions.accept_answer(better, by=ada)

    assert Question.objects.get(pk=answer.question_id).solution == better


def test_the_solution_stands_first_whatever_its_votes(
    answer: Answer, ada: Member, eve: Member, dan: Member, client: Client
) -> None:
    liked = actions.answer_question(answer.question, by=dan, body="There is a new mast next week.")
    actions.vote(liked, by=eve, value=1)
    page = shown(client, answer)
    assert page.index("new mast") < page.index("Wi-Fi calling")

    actions.accept_answer(answer, by=ada)

    page = shown(client, answer)
    assert page.index("Wi-Fi calling") < page.index("new mast")
    assert "chosen by the asker" in page


def test_a_solution_is_taken_back_with_a_reason_that_can_be_read(
    answer: Answer, ada: Member, ben: Member, client: Client
) -> None:
    actions.accept_answer(answer, by=ada)
    question = Question.objects.get(pk=answer.question_id)
    with pytest.raises(Refused, match="Say why"):
        actions.revoke_solution(question, by=ada, reason=" ")
    with pytest.raises(Refused, match="may take a solution back"):
        actions.revoke_solution(question, by=ben, reason="Modesty")

    client.force_login(ada)
    sent = client.post(f"/do/unsolve/question/{question.pk}/", {"reason": "It came back on Monday"})

    assert sent.status_code == 302
    question.refresh_from_db()
    assert question.solution is None
    with pytest.raises(Refused, match="no solution to take back"):
        actions.revoke_solution(question, by=ada, reason="Again")


def test_a_deleted_answer_solves_nothing(answer: Answer, ada: Member, ben: Member) -> None:
    actions.delete_answer(answer, by=ben)

    with pytest.raises(Refused, match="deleted answer"):
        actions.accept_answer(Answer.objects.get(pk=answer.pk), by=ada)
