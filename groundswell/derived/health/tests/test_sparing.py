"""What similar questions spared, in the report for managers."""

from functools import partial
from uuid import uuid4

import pytest
from django.test import Client

from groundswell.derived.health.figures import Report
from groundswell.derived.health.models import Writing
from groundswell.derived.health.story import story
from groundswell.derived.health.tests.conftest import FEBRUARY, ask, at, looked
from groundswell.features.support import actions
from groundswell.features.support.models import Question
from groundswell.log import follow
from groundswell.members.models import Member

KEYS = ("begun", "shown", "opened", "solved", "left")


def sparing(found: Report) -> list[float | None]:
    return [found.figures[f"sparing.{key}"].now.value for key in KEYS]


@pytest.fixture
def old(ada: Member) -> Question:
    with at(10, month=1):
        return ask(ada)


@pytest.fixture
def february_writings(old: Question, ada: Member, ben: Member, eve: Member) -> None:
    """Five begin to ask: one is helped, one opens one and leaves, one sees some and leaves, one asks all the same, and one by
    another way, who saw none."""
    helped, left, saw, asked = (uuid4() for _n in range(4))
    with at(5, 9):
        for once, by in ((helped, ben), (left, eve), (saw, ben), (asked, eve)):
            actions.show_similar(once, [old.pk], by=by)
        actions.open_similar(helped, old.pk, by=ben)
        actions.open_similar(left, old.pk, by=eve)
        actions.solve_by_similar(helped, old.pk, by=ben)
    with at(5, 10):
        ask(eve, once=asked)
        ask(eve, title="What is this bill about")
    follow.run("health.sparing")


@pytest.mark.usefixtures("february_writings")
def test_of_those_who_began_to_ask() -> None:
    found = looked()

    assert sparing(found) == [5, 4 / 5, 2 / 4, 1 / 4, 1 / 4]
    assert found.figures["sparing.solved"].now.cases == 4
    assert found.figures["sparing.begun"].before.value == 1
    line = next(line for line in story(found) if line.key == "sparing.solved")
    assert line.text.startswith(
        "Similar questions were shown for 4 of 5 questions begun: 2 times one was opened, and 1"
    )


@pytest.mark.usefixtures("february_writings")
def test_of_a_topic_nothing_is_known() -> None:
    assert sparing(looked(topic="calling")) == [None] * 5


def test_who_opened_one_a_moment_ago_may_still_ask(old: Question, ben: Member) -> None:
    once = uuid4()
    with at(28, 12):
        actions.show_similar(once, [old.pk], by=ben)
        actions.open_similar(once, old.pk, by=ben)
    follow.run("health.sparing")

    young = looked(on=1).figures["sparing.left"].now
    assert (young.value, young.censored) == (None, 1)
    assert looked(on=2).figures["sparing.left"].now.value == 1


@pytest.mark.usefixtures("february_writings")
def test_small_batches_and_a_rebuild_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = sorted(Writing.objects.values_list())
    monkeypatch.setattr(follow, "_step", partial(follow._step, size=1))
    follow.rebuild("health.sparing")
    assert sorted(Writing.objects.values_list()) == rows


@pytest.mark.usefixtures("february_writings")
def test_the_page_and_the_file_have_it(mia: Member, client: Client) -> None:
    client.force_login(mia)
    follow.run("health.community")
    period = f"from={FEBRUARY[0]}&to={FEBRUARY[1]}"
    with at(15, month=3):
        page = client.get(f"/health/?{period}").content.decode()
    assert "What similar questions spared" in page
    assert 'href="#evidence"' in page
    assert "sparing.solved" in client.get(f"/health/report.csv?{period}").content.decode()
    with at(15, month=3):
        topic = client.get(f"/health/?{period}&topic=calling").content.decode()
    assert "What similar questions spared" not in topic
