"""The whole way in a real browser: cleo looks at a ring and decides, finn reads why and appeals, mia gives back; without a complaint by axe."""

import pytest
from playwright.sync_api import Page, expect

from groundswell.features.rewards.fairness import run_checks
from groundswell.features.rewards.fairness.models import Concern, Finding
from groundswell.features.rewards.fairness.tests.quarter import Quarter, left_of
from groundswell.features.support.tests.test_browser import browser, page  # noqa: F401  fixtures
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import is_fine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_cleo_takes_back_finn_appeals_and_mia_gives_back(
    page: Page,  # noqa: F811
    quarter: Quarter,
    ring: list[Member],
    cleo: Member,
    mia: Member,
) -> None:
    run_checks()
    finn = ring[1]
    sign_in(page.context, cleo)
    page.goto("/rewards/review/")
    is_fine(page)
    page.get_by_role("link", name="A closed group: 4 people").click()
    expect(page.get_by_role("img", name="4 people and their votes")).to_be_visible()
    for one in (ring[0], *ring[2:]):
        page.get_by_label(one.name).uncheck()
    page.get_by_label("Reason, for whom it concerns").fill("These votes were traded.")
    page.get_by_text("The same as a table").click()
    is_fine(page)
    page.get_by_role("button", name="Take back", exact=True).click()
    expect(page.get_by_text("180 taken")).to_be_visible()

    sign_in(page.context, finn)
    page.goto("/rewards/held/")
    expect(page.get_by_role("heading", name="180 points Taken back")).to_be_visible()
    is_fine(page)
    page.get_by_role("link", name="The decision, and your appeal").first.click()
    page.get_by_label("What is wrong with the decision?").fill("We sit in one office.")
    page.get_by_role("button", name="Appeal").click()
    expect(page.get_by_text("Somebody looks at it again.")).to_be_visible()

    sign_in(page.context, mia)
    page.goto("/moderation/?what=appeal")
    page.get_by_role("link", name="Look closer").click()
    page.get_by_label("Answer to whom it concerns").fill("You are right, sorry.")
    page.get_by_role("button", name="Take the decision back").click()
    page.goto(Finding.objects.get().get_absolute_url())
    expect(page.locator("#decide .mark.good")).to_have_text("Release")
    assert Concern.objects.get(person=finn).deed == "release"
    assert left_of(finn)["held"] == 180
