"""What changed and why: said when the figures bear it out, and only then."""

import pytest
from django.utils import translation

from conftest import person
from groundswell.derived.health.story import Line, headline_said, story
from groundswell.derived.health.tests.conftest import answer, ask, at, looked
from groundswell.features.support.models import Topic
from groundswell.members.models import Member, Role


@pytest.fixture
def crowd(db: None) -> list[Member]:
    """Staff, so that no limit of a newcomer holds them up."""
    return [person(f"asker{n}", f"Asker {n}", Role.AGENT) for n in range(10)]


def live(crowd: list[Member], ben: Member, topics: dict[str, Topic], answered: dict[tuple[int, str], int]) -> None:
    """Twenty questions in each month and topic, of which so many have a reply an hour later."""
    for (month, slug), replies in answered.items():
        for n in range(20):
            with at(5 + n % 15, month=month):
                asked = ask(crowd[n % 10], title=f"Number {n} of {slug} in month {month}", topic=topics[slug])
            if n < replies:
                with at(5 + n % 15, 1, month=month):
                    answer(asked, ben)


def said(key: str) -> Line:
    return next(line for line in story(looked()) if line.key == key)


def test_a_fall_names_the_topic_that_it_came_from(crowd: list[Member], ben: Member, topics: dict[str, Topic]) -> None:
    """Roaming goes from 18 of 20 to 4 of 20, calls stay at 18 of 20: 35 points less, all of them by roaming itself."""
    live(crowd, ben, topics, {(1, "calling"): 18, (1, "roaming"): 18, (2, "calling"): 18, (2, "roaming"): 4})

    line = said("reply.day")

    assert (line.way, line.moved) == (-1, -1)
    assert line.text.startswith("55\N{NO-BREAK SPACE}% of 40 questions had a first useful reply within a day.")
    assert "That is 35 points less than before" in line.text
    assert "Within the topics it changed by −35.0 points, and by 0.0 because the mix of topics did." in line.text
    assert (
        "Roaming with −35.0 points (20\N{NO-BREAK SPACE}% of 20 questions, after 90\N{NO-BREAK SPACE}%)." in line.text
    )
    assert "Calls" not in line.text
    assert (
        headline_said(looked())
        == "Fewer questions are answered within a day: 55\N{NO-BREAK SPACE}%, after 90\N{NO-BREAK SPACE}%"
    )


def test_what_may_be_chance_is_called_so_and_nobody_is_blamed(
    crowd: list[Member], ben: Member, topics: dict[str, Topic]
) -> None:
    live(crowd, ben, topics, {(1, "calling"): 18, (1, "roaming"): 16, (2, "calling"): 17, (2, "roaming"): 15})

    line = said("reply.day")

    assert (line.way, line.moved) == (0, 0)
    assert "No change beyond chance: 85\N{NO-BREAK SPACE}% before, and the difference lies between −" in line.text
    assert "Roaming" not in line.text


def test_without_a_period_before_nothing_is_compared(
    crowd: list[Member], ben: Member, topics: dict[str, Topic]
) -> None:
    live(crowd, ben, topics, {(2, "calling"): 18})

    assert said("reply.day").text == "90\N{NO-BREAK SPACE}% of 20 questions had a first useful reply within a day."
    assert headline_said(looked()) == "How the community is doing"


def test_it_is_said_in_german(crowd: list[Member], ben: Member, topics: dict[str, Topic]) -> None:
    live(crowd, ben, topics, {(1, "calling"): 18, (1, "roaming"): 18, (2, "calling"): 18, (2, "roaming"): 4})

    with translation.override("de"):
        line = said("reply.day")
        head = headline_said(looked())

    assert "Das sind 35 Punkte weniger als vorher" in line.text
    assert "um −35,0 Punkte" in line.text
    assert "Das meiste davon kam von: Roaming mit −35,0 Punkten" in line.text
    assert head.startswith("Weniger Fragen haben innerhalb eines Tages eine Antwort: 55")


def test_nothing_is_said_of_nobody(db: None) -> None:
    assert story(looked()) == []
    assert headline_said(looked()) == "How the community is doing"
