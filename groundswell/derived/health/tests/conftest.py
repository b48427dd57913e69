"""A small community in January and February 2030, lived by actions, with times that can be reckoned by hand."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest

from groundswell.derived.health.figures import Report, report
from groundswell.derived.health.scope import scope
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.log import clock, follow
from groundswell.members.models import Member

JANUARY, FEBRUARY = (date(2030, 1, 1), date(2030, 1, 31)), (date(2030, 2, 1), date(2030, 2, 28))


def at(day: int, hour: int = 0, *, month: int = 2, year: int = 2030) -> AbstractContextManager[None]:
    """A moment in 2030, in February if not said."""
    return clock.standing_at(datetime(year, month, day, hour, tzinfo=UTC))


@pytest.fixture(autouse=True)
def topics(db: None) -> dict[str, Topic]:
    calls = Topic.objects.create(slug="calling", name={"en": "Calls", "de": "Anrufe"}, order=1)
    lift = Topic.objects.create(slug="lifts", name={"en": "Lifts", "de": "Aufzüge"}, parent=calls, order=2)
    roaming = Topic.objects.create(slug="roaming", name={"en": "Roaming", "de": "Roaming"}, order=3)
    return {"calling": calls, "lifts": lift, "roaming": roaming}


def ask(by: Member, **more: Any) -> Question:
    title = more.pop("title", "No signal in the lift")
    return actions.ask_question(
        by=by,
        title=title,
        body="Every morning.",
        topic=more.pop("topic", None) or Topic.objects.order_by("order").first(),
        **more,
    )


def answer(question: Question, by: Member) -> Answer:
    return actions.answer_question(question, by=by, body="Turn on Wi-Fi calling.")


def looked(
    period: tuple[date, date] = FEBRUARY, *, on: int = 15, month: int = 3, topic: str = "", tag: str = ""
) -> Report:
    """The report on a period as it is seen in the middle of March."""
    follow.run("health.community")
    with at(on, month=month):
        return report(scope(*period, topic=topic, tag=tag))


@pytest.fixture
def february(ada: Member, ben: Member, dan: Member, eve: Member, topics: dict[str, Topic]) -> dict[str, Question]:
    """Four questions: ben answers one after 1 h and it solves it after 2 days; dan of the staff answers one after 5 h and
    it solves it at once; one waits; one was answered by its asker only, after 30 h, which solves it."""
    found = {}
    with at(3):
        found["lift"] = ask(ada, topic=topics["lifts"], tags=["signal"])
    with at(3, 1):
        first = answer(found["lift"], ben)
    with at(5):
        actions.accept_answer(first, by=ada)
    with at(10):
        found["bill"] = ask(ada, title="What is this bill about", tags=["signal", "bill"])
    with at(10, 5):
        actions.accept_answer(answer(found["bill"], dan), by=ada)
    with at(20):
        found["waits"] = ask(eve, title="Roaming in Norway, how", topic=topics["roaming"])
    with at(22):
        found["own"] = ask(eve, title="Roaming in Chile, how", topic=topics["roaming"])
    with at(23, 6):
        actions.accept_answer(answer(found["own"], eve), by=eve)
    return found
