"""A topic to ask in, a question with an answer, and what somebody is told."""

from collections.abc import Callable

import pytest

from groundswell.derived.notifications.models import Notification
from groundswell.derived.notifications.tests.peers import peer
from groundswell.features.support.actions import answer_question, ask_question
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.log import follow
from groundswell.members.models import Member

__all__ = ["peer"]
Told = Callable[[Member], list[tuple[str, int | None]]]


@pytest.fixture(autouse=True)
def calling(db: None) -> Topic:
    return Topic.objects.create(slug="calling", name={"en": "Calls"})


@pytest.fixture
def question(ada: Member, calling: Topic) -> Question:
    return ask_question(by=ada, title="No signal in the lift", body="Every morning.", tags=["lift"])


@pytest.fixture
def answer(question: Question, ben: Member) -> Answer:
    return answer_question(question, by=ben, body="Turn on Wi-Fi calling.")


@pytest.fixture
def told() -> Told:
    """The kinds of what a member is told, and by whom, the first first."""

    def look(member: Member) -> list[tuple[str, int | None]]:
        follow.run("notifications.page")
        return list(member.notifications.filter(hidden=False).order_by("at", "entry").values_list("kind", "by"))

    return look


def everything() -> list[tuple[object, ...]]:
    """All that the consumer derives of notifications, without the numbers of the rows."""
    names = [field.attname for field in Notification._meta.fields if field.name != "id"]
    unread = Member.objects.order_by("pk").values_list("pk", "unread")
    return [*Notification.objects.order_by("entry", "member_id").values_list(*names), *unread]
