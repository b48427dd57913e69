"""The upper levels need recent help: they stay for a while without it, say so, go, and come back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from groundswell.derived.notifications.models import Notification
from groundswell.derived.standing import levels
from groundswell.derived.standing.catalogue import GRACE, LEVELS, WINDOW
from groundswell.derived.standing.models import Day, Standing
from groundswell.derived.standing.progress import needs_of, recent_of, standing_of
from groundswell.features.support import actions
from groundswell.features.support.models import Topic
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.actions import change_role
from groundswell.members.models import Member, Role

TODAY = datetime(2030, 5, 6, 12, tzinfo=clock.now().tzinfo)
Later = Callable[[int], tuple[int, date | None]]


@pytest.fixture
def helper(ben: Member) -> Member:
    """Ben, who helped enough for level 3 in all, and on each of ten days until today."""
    Standing.objects.create(member=ben, reached=3, reputation=400, days=40, answered=60, solved=12)
    days = [TODAY.date() - timedelta(days=n) for n in range(10)]
    Day.objects.bulk_create(Day(member=ben, day=day, answered=2, solved=1) for day in days)
    return ben


@pytest.fixture
def later(helper: Member) -> Later:
    """Ben's level so many days later, and the day on which it ends."""

    def look(days: int) -> tuple[int, date | None]:
        with clock.standing_at(TODAY + timedelta(days=days)):
            levels.review()
            levels.tell()
        helper.refresh_from_db()
        standing = standing_of(helper)
        assert helper.level == standing.level
        return standing.level, standing.falls_on

    return look


def told() -> list[tuple[str, int]]:
    found = LogEntry.objects.filter(name__startswith="standing.level_").exclude(name="standing.level_noted")
    found = found.order_by("position")
    return [(entry.name.partition("_")[2], entry.data["level"]) for entry in found]


def test_a_level_ends_some_days_after_the_help_that_kept_it_and_each_step_is_told_once(later: Later) -> None:
    enough = WINDOW - 10  # the first of ten days leaves the window on the next day
    assert later(0) == (3, None)
    assert later(enough) == (3, None)
    assert told() == [("reached", 3)]

    falls_on = TODAY.date() + timedelta(days=enough + GRACE + 1)
    assert later(enough + 1) == (3, falls_on)
    assert later(enough + GRACE) == (3, falls_on)
    assert told() == [("reached", 3), ("ending", 3)]

    assert later(enough + GRACE + 1) == (2, None)
    assert later(enough + 300) == (2, None)
    assert told() == [("reached", 3), ("ending", 3), ("lost", 2)]


def test_helping_again_keeps_it_and_brings_it_back(helper: Member, later: Later) -> None:
    assert later(0) == (3, None)
    assert later(WINDOW - 9)[1] is not None
    Day.objects.create(member=helper, day=TODAY.date() + timedelta(days=WINDOW - 9), answered=1)
    assert later(WINDOW - 9) == (3, None)
    assert later(WINDOW + 100) == (2, None)

    again = [TODAY.date() + timedelta(days=WINDOW + 101 + n) for n in range(10)]
    Day.objects.bulk_create(Day(member=helper, day=day, answered=1, solved=1) for day in again)
    assert later(WINDOW + 110) == (3, None)
    assert told() == [("reached", 3), ("ending", 3), ("lost", 2), ("reached", 3)]


def test_what_was_reached_in_all_bounds_what_is_kept(helper: Member, later: Later) -> None:
    Standing.objects.update(reached=1)
    with clock.standing_at(TODAY):
        levels.refresh([helper.pk])
    assert standing_of(helper).level == 1


def test_the_team_and_who_has_not_taken_the_account_over_hear_nothing(helper: Member, later: Later) -> None:
    change_role(helper, Role.AGENT, by=None)
    assert later(0) == (3, None)
    assert told() == []

    change_role(helper, Role.MEMBER, by=None)
    Member.objects.update(claimed=False)
    assert later(WINDOW + 50) == (2, None)
    assert told() == []
    noted = LogEntry.objects.filter(name="standing.level_noted").order_by("position")
    assert [entry.data["level"] for entry in noted] == [3, 2], "rules that look at levels know it all the same"


def test_nobody_is_told_while_standing_is_being_derived(ada: Member, helper: Member, later: Later) -> None:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")

    assert later(0) == (3, None)
    assert told() == []

    follow.run("standing.reputation")
    assert later(0) == (3, None)
    assert told() == [("reached", 3)]


def test_it_is_news_and_the_page_says_how_long_it_stays(client: Client, helper: Member, later: Later) -> None:
    later(0)
    later(WINDOW - 9)
    follow.run("notifications.page")
    assert set(Notification.objects.values_list("kind", flat=True)) == {"level_up", "level_ending"}

    client.force_login(helper)
    text = client.get("/notifications/").content.decode()
    assert "You have reached level 3" in text
    assert ">what you may do now</a>" in text
    assert f"stays for {GRACE} more days" in text

    with clock.standing_at(TODAY + timedelta(days=WINDOW - 9)):
        text = client.get("/standing/").content.decode()
    assert "stays until" in text
    assert "you are here" in text


def test_the_needs_of_a_level_are_counted_of_late_and_in_all(helper: Member) -> None:
    with clock.standing_at(TODAY + timedelta(days=WINDOW - 5)):
        found = {
            need.text: (need.have, need.need, need.more)
            for need in needs_of(standing_of(helper), recent_of(helper), LEVELS[3])
        }

    assert found["5 solutions"] == (12, 5, "")
    assert found["2 solutions in the last 100 days"] == (5, 2, "")
    assert found["taking part on 10 of the last 100 days"] == (5, 10, "5 more recent days")
