"""A topic to ask in, and a question with an answer."""

import pytest

from groundswell.features.support.actions import answer_question, ask_question
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.members.models import Member


@pytest.fixture(autouse=True)
def calling(db: None) -> Topic:
    return Topic.objects.create(slug="calling", name={"en": "Calls", "de": "Telefonie"})


@pytest.fixture
def question(ada: Member, calling: Topic) -> Question:
    return ask_question(by=ada, title="No signal in the lift", body="Every **morning** on the way down.", tags=["lift"])


@pytest.fixture
def answer(question: Question, ben: Member) -> Answer:
    return answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
