"""Votes and thanks: counted from what is there, given once, taken back."""

from typing import Any

import pytest

from groundswell.features.support.actions import (
    answer_question,
    ask_question,
    delete_answer,
    give_thanks,
    take_back_thanks,
    vote,
    withdraw_vote,
)
from groundswell.features.support.models import Answer, Question, Vote
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Refused


@pytest.fixture
def question(ada: Member) -> Question:
    return ask_question(by=ada, title="No signal in the lift", body="Every morning on the way down.")


@pytest.fixture
def answer(question: Question, ben: Member) -> Answer:
    return answer_question(question, by=ben, body="Turn on Wi-Fi calling.")


def recorded(*names: str) -> list[str]:
    return [name for name in LogEntry.objects.order_by("position").values_list("name", flat=True) if name in names]


def test_a_vote_lifts_an_answer_and_a_changed_mind_lowers_it(answer: Answer, ada: Member, eve: Member) -> None:
    vote(answer, by=ada, value=1)
    vote(answer, by=eve, value=1)
    answer.refresh_from_db()
    before = answer.rank

    vote(answer, by=eve, value=-1)

    answer.refresh_from_db()
    assert (answer.ups, answer.downs) == (1, 1)
    assert answer.rank < before
    assert recorded("support.vote_cast", "support.vote_withdrawn") == [
        "support.vote_cast", "support.vote_cast", "support.vote_withdrawn", "support.vote_cast",
    ]  # fmt: skip


def test_the_same_vote_again_changes_nothing(question: Question, eve: Member) -> None:
    vote(question, by=eve, value=1)
    vote(question, by=eve, value=1)

    question.refresh_from_db()
    assert question.ups == 1
    assert recorded("support.vote_cast") == ["support.vote_cast"]


def test_a_question_is_hotter_by_a_vote_and_cools_when_it_is_withdrawn(question: Question, eve: Member) -> None:
    cool = question.hot
    vote(question, by=eve, value=1)
    question.refresh_from_db()
    assert question.hot > cool

    withdraw_vote(question, by=eve)

    question.refresh_from_db()
    assert (question.ups, question.hot) == (0, cool)
    assert not Vote.objects.exists()


def test_nobody_votes_for_themselves_or_on_what_was_deleted(
    answer: Answer, ben: Member, cleo: Member, eve: Member
) -> None:
    with pytest.raises(Refused, match="cannot vote on this"):
        vote(answer, by=ben, value=1)

    delete_answer(answer, by=cleo, reason="Spam")

    with pytest.raises(Refused, match="deleted answer"):
        vote(answer, by=eve, value=1)


def test_thanks_count_once_and_can_be_taken_back(answer: Answer, ada: Member, eve: Member) -> None:
    for member in (ada, ada, eve):
        give_thanks(answer, by=member)
    answer.refresh_from_db()
    assert answer.thanks == 2

    take_back_thanks(answer, by=ada)

    answer.refresh_from_db()
    assert answer.thanks == 1
    assert recorded("support.thanks_given", "support.thanks_taken_back") == [
        "support.thanks_given", "support.thanks_given", "support.thanks_taken_back",
    ]  # fmt: skip


def test_a_vote_takes_few_queries(answer: Answer, eve: Member, django_assert_max_num_queries: Any) -> None:
    """Voting is the commonest write; a column that its statements forget to read costs a query more."""
    with django_assert_max_num_queries(11):  # two of them are the savepoint of the action
        vote(answer, by=eve, value=1)
