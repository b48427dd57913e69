"""A question with an answer, and house rules that are read anew in each test."""

import pytest

from groundswell.features.support.actions import answer_question, ask_question
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.members.models import Member
from groundswell.moderation import house
from groundswell.moderation.kinds import Subject, find


@pytest.fixture(autouse=True)
def calling(db: None) -> Topic:
    return Topic.objects.create(slug="calling", name={"en": "Calls", "de": "Telefonie"})


@pytest.fixture
def question(ada: Member, calling: Topic) -> Question:
    return ask_question(by=ada, title="No signal in the lift", body="Every morning on the way down.", topic=calling)


@pytest.fixture
def answer(question: Question, eve: Member) -> Answer:
    return answer_question(question, by=eve, body="Buy cheap cards at cards.example, best price!")


@pytest.fixture
def subject(answer: Answer) -> Subject:
    found = find("answer", answer.pk)
    assert found is not None
    return found


@pytest.fixture
def rules_as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Newcomers are newcomers, and a rule holds as soon as it is set."""
    monkeypatch.setattr(house, "KEPT_FOR", -1.0)
    house.forget()
