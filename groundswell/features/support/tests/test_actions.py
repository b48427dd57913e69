"""Asking, answering, solving: what people do, and what they may not."""

from datetime import timedelta

import pytest

from groundswell.features.support.actions import accept_answer, answer_question, ask_question, revoke_solution, vote
from groundswell.features.support.models import Answer, Question
from groundswell.log import clock
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Refused


def ask(by: Member) -> Question:
    return ask_question(by=by, title="No signal in the lift", body="Every **morning** on the way down.", tags=["Lift"])


def recorded() -> list[str]:
    return [name for name in LogEntry.objects.order_by("position").values_list("name", flat=True) if "support" in name]


def test_a_question_is_stored_rendered_and_recorded(ada: Member) -> None:
    question = ask(ada)

    assert question.voice.html == "<p>Every <strong>morning</strong> on the way down.</p>\n"
    assert question.tags == ["lift"]
    assert recorded() == ["support.question_asked"]


def test_ada_accepts_bens_answer_and_can_take_that_back_with_a_reason(ada: Member, ben: Member) -> None:
    question = ask(ada)
    answer = answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

    accept_answer(answer, by=ada)
    question.refresh_from_db()
    assert question.solution == answer

    with pytest.raises(Refused, match="Say why"):
        revoke_solution(question, by=ada, reason=" ")
    revoke_solution(question, by=ada, reason="It came back.")

    question.refresh_from_db()
    assert question.solution is None
    assert recorded()[-2:] == ["support.answer_accepted", "support.solution_revoked"]


def test_staff_accept_only_after_the_asker_had_seven_days(ada: Member, ben: Member, dan: Member) -> None:
    question = ask(ada)
    answer = answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

    with pytest.raises(Refused, match="first seven days"):
        accept_answer(answer, by=dan)

    with clock.standing_at(question.asked_at + timedelta(days=7)):
        accept_answer(answer, by=dan)
    assert Question.objects.get().solved_as == "staff"


def test_votes_are_capped_for_one_author(ada: Member, ben: Member, eve: Member) -> None:
    question = ask(ada)
    with clock.standing_at(question.asked_at - timedelta(days=1)):
        answers = [answer_question(question, by=ben, body=f"Idea number {n}") for n in range(6)]
    answers.append(answer_question(question, by=ben, body="One more"))
    for answer in answers[:6]:
        vote(answer, by=eve, value=1)

    with pytest.raises(Refused, match="6 times for the same person"):
        vote(answers[6], by=eve, value=1)

    assert Answer.objects.filter(ups=1).count() == 6
