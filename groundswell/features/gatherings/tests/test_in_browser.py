"""A gathering in a browser: the team hosts it, members come, one waits and moves up, and each page is easy to use."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.features.gatherings import actions
from groundswell.features.gatherings.models import Gathering
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import is_fine, launched, on_a_phone, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, live_server: Any, settings: Any) -> Iterator[Page]:
    with on_a_phone(browser, live_server, settings) as opened:
        yield opened


def test_the_team_hosts_and_members_come(page: Page, cleo: Member, ada: Member, ben: Member) -> None:
    day = f"{clock.now() + timedelta(days=9):%Y-%m-%d}"
    sign_in(page.context, cleo)
    page.goto("/gatherings/")
    is_fine(page)
    page.get_by_role("link", name="Host a gathering").first.click()
    page.get_by_label("Title").fill("Fernweh meetup in Kiel")
    page.get_by_label("What happens there").fill("We talk about **eSIM** abroad.")
    page.get_by_label("Begins").fill(f"{day}T18:00")
    page.get_by_label("Ends").fill(f"{day}T20:00")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_label("Place").fill("Café am Hafen, Kiel")
    page.get_by_role("textbox", name="Link").fill("https://meet.example.org/kiel")
    page.get_by_label("Seats").fill("1")
    is_fine(page)
    page.get_by_role("button", name="Host it").click()
    expect(page.get_by_role("heading", name="Fernweh meetup in Kiel")).to_be_visible()
    meetup = Gathering.objects.get()
    actions.answer_gathering(meetup, by=ben, says="going")

    sign_in(page.context, ada)
    page.goto("/gatherings/?shown=month&month=" + day[:7])
    is_fine(page)
    page.get_by_role("link", name="Fernweh meetup in Kiel").click()
    page.get_by_role("button", name="Wait for a seat").click()
    expect(page.get_by_role("heading", name="You wait for a seat")).to_be_visible()
    expect(page.get_by_role("button", name="Wait for a seat")).to_have_attribute("aria-pressed", "true")
    is_fine(page)
    actions.answer_gathering(meetup, by=ben, says="no")
    page.reload()
    expect(page.get_by_role("heading", name="You come")).to_be_visible()
    expect(page.get_by_role("link", name="https://meet.example.org/kiel")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="Into my calendar").click()
    assert "SUMMARY:Fernweh meetup in Kiel" in file.value.path().read_text(encoding="utf-8")

    page.goto("/gatherings/calendar/")
    page.get_by_role("button", name="Make my address").click()
    expect(page.locator("code")).to_contain_text("/gatherings/calendar/")
    is_fine(page)
