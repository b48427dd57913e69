"""Badges for whom somebody helped, weeks in a row that forgive holidays and pauses, and what somebody is known for."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.derived.standing import streaks
from groundswell.derived.standing.merits import merits_of, streak_of
from groundswell.derived.standing.models import Award, Help, MeritAward, Pause, Place
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Topic
from groundswell.log import clock, follow
from groundswell.members.actions import join
from groundswell.members.models import Member
from groundswell.members.rules import Invalid

MONDAY = datetime(2030, 3, 4, 12, tzinfo=UTC)
Helped = Callable[..., Answer]


@pytest.fixture(autouse=True)
def topic(db: None) -> Topic:
    return Topic.objects.create(slug="calling", name={"en": "Calls"})


@pytest.fixture
def helped(ada: Member, ben: Member) -> Helped:
    """Ben answers in a week; solved when said so, with who asked and how many days it waited."""

    def answer(week: int, *, solved: bool = False, asker: Member | None = None, waited: int = 0) -> Answer:
        at = MONDAY + timedelta(weeks=week)
        with clock.standing_at(at - timedelta(days=waited)):
            question = actions.ask_question(by=asker or ada, title=f"No signal in week {week}", body="Every morning.")
        with clock.standing_at(at):
            found = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
            if solved:
                actions.accept_answer(found, by=question.asker)
        return found

    return answer


def badges(member: Member) -> set[str]:
    follow.run("standing.help")
    return set(MeritAward.merits.filter(member=member).values_list("badge", flat=True))


def weeks(member: Member, week: int) -> int:
    follow.run("standing.help")
    return streak_of(member.pk, (MONDAY + timedelta(weeks=week)).date())


def test_four_weeks_in_a_row_earn_a_badge_that_goes_with_its_reason(ben: Member, cleo: Member, helped: Helped) -> None:
    answers = [helped(week) for week in range(4)]
    assert badges(ben) == {"steady"}
    assert Award.objects.get(badge="steady").day == (MONDAY + timedelta(weeks=3)).date()
    assert (weeks(ben, 3), weeks(ben, 4), weeks(ben, 5)) == (4, 4, 0)

    actions.delete_answer(answers[1], by=cleo, reason="Copied from elsewhere")
    assert badges(ben) == set()
    assert weeks(ben, 4) == 2


def test_holidays_break_nothing_and_do_not_count(ben: Member, helped: Helped, settings: Any) -> None:
    settings.HOLIDAYS = ["03-12..03-13"]
    for week in (0, 2, 3):
        helped(week)
    assert weeks(ben, 3) == 3
    settings.HOLIDAYS = []
    assert weeks(ben, 3) == 2


def test_a_holiday_that_is_still_to_come_ends_no_row(ben: Member, helped: Helped, settings: Any) -> None:
    settings.HOLIDAYS = ["03-25"]
    with clock.standing_at(MONDAY):
        helped(0)
        helped(1)
        assert weeks(ben, 1) == 2
        assert weeks(ben, 2) == 2


def test_a_holiday_over_the_new_year_reaches_into_the_next(settings: Any) -> None:
    settings.HOLIDAYS = ["12-31..01-07"]
    with clock.standing_at(MONDAY):
        found = [day for day in streaks.forgiven_weeks() if date(2029, 12, 1) < day < date(2030, 2, 1)]
    assert found == [date(2029, 12, 31), date(2030, 1, 7)]


def test_a_pause_breaks_nothing_until_one_is_back(ben: Member, helped: Helped) -> None:
    helped(0)
    with clock.standing_at(MONDAY + timedelta(weeks=1)):
        streaks.take_pause(3, by=ben)
    assert weeks(ben, 4) == 1
    with clock.standing_at(MONDAY + timedelta(weeks=2)):
        assert streaks.pause_of(ben) is not None
        streaks.end_pause(by=ben)
    assert weeks(ben, 4) == 0
    helped(2)
    assert weeks(ben, 2) == 2
    with clock.standing_at(MONDAY + timedelta(weeks=2)):
        assert streaks.pause_of(ben) is None
        with pytest.raises(Invalid):
            streaks.take_pause(9, by=ben)


def test_newcomers_long_waits_and_topics_are_told_apart(ben: Member, ada: Member, helped: Helped) -> None:
    for n in range(3):
        helped(n * 3, solved=True, asker=join(handle=f"newcomer{n}"))
    helped(20, solved=True)
    last = helped(22, solved=True, waited=15)

    assert badges(ben) == {"warm-welcome", "patience", "topic-hand"}
    assert merits_of(ben.pk) == {"topic": 5, "newcomers": 4, "waited": 1, "weeks": 1}
    actions.revoke_solution(last.question, by=ada, reason="It came back")
    assert badges(ben) == {"warm-welcome"}


def test_it_comes_back_the_same(ben: Member, cleo: Member, helped: Helped, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [helped(week, solved=week > 1) for week in range(6)]
    with clock.standing_at(MONDAY + timedelta(weeks=7)):
        streaks.take_pause(2, by=ben)
        streaks.end_pause(by=ben)
        streaks.take_pause(1, by=ben)
    actions.delete_question(answers[4].question, by=cleo, reason="Spam")
    follow.run("standing.help")
    before = everything()
    assert all(before)

    monkeypatch.setattr(follow, "BATCH", 1)
    follow.rebuild("standing.help")
    assert everything() == before


def everything() -> list[Any]:
    tables = [list(model._default_manager.order_by("pk").values()) for model in (Place, Help, Pause)]
    return [*tables, sorted(MeritAward.merits.values_list("member", "badge", "day"))]


def test_all_of_it_is_on_the_profile_and_on_how_standing_works(client: Client, ben: Member, helped: Helped) -> None:
    for week in range(5):
        helped(week, solved=True)
    follow.run_all()
    client.force_login(ben)

    with clock.standing_at(MONDAY + timedelta(weeks=4)):
        card = client.get("/standing/ben/card").content.decode()
        about = client.get("/standing/").content.decode()
        client.post("/standing/pause/", {"weeks": "2"})
        follow.run("standing.help")
        paused = client.get("/standing/").content.decode()

    assert "At home in Calls" in card
    assert "5 weeks in a row" in card
    assert "Steady" in card
    assert "5 / 25" in about
    assert "You are on a pause until" in paused
    assert client.post("/standing/pause/", {"weeks": "x"}).status_code == 422
