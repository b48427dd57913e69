"""Discussions in a browser, on a phone: begun, replied to, thanked for; and nothing on the way is hard to use."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.features.discussions import actions
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


def test_a_post_goes_from_its_first_word_to_a_readers_vote(
    page: Page, ada: Member, ben: Member, cleo: Member, mia: Member
) -> None:
    """Ada writes it with a poll, cleo lets it appear, ben replies and votes, and ada thanks him."""
    actions.make_space(actions.SpaceText(name={"en": "Lounge"}, about={"en": "What moves you."}), by=mia)
    sign_in(page.context, ada)
    page.goto("/blog/")
    is_fine(page)
    page.get_by_role("link", name="Write a post").first.click()
    page.get_by_label("Title").fill("A week with one bag")
    page.get_by_role("textbox", name="Your text").fill("First, **socks**.\n\n## Then\n\nA line to dry them on.")
    page.get_by_text("Add a poll").click()
    page.get_by_label("What you ask").fill("Which bag?")
    page.get_by_label("Options").fill("The blue one\nThe old one")
    is_fine(page)
    page.get_by_role("button", name="Save and look at it").click()
    expect(page.locator(".blog-text strong")).to_have_text("socks")
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Waits for the team").first).to_be_visible()
    is_fine(page)

    sign_in(page.context, cleo)
    page.goto("/moderation/?what=held")
    page.get_by_role("link", name="A week with one bag").click()
    is_fine(page)
    page.get_by_role("button", name="Let it appear").click()
    expect(page.get_by_role("button", name="Let it appear")).to_have_count(0)  # the page after it is there
    expect(page.get_by_role("heading", name="A week with one bag")).to_be_visible()

    sign_in(page.context, ben)
    page.reload()
    is_fine(page)
    page.get_by_label("The blue one").check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.locator(".poll-results .leads")).to_contain_text("100 %")
    page.get_by_role("textbox", name="Your reply").fill("Three pairs of socks.")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator(".reply .prose")).to_have_text("Three pairs of socks.")
    is_fine(page)

    sign_in(page.context, ada)
    page.reload()
    page.locator(".reply").get_by_role("button", name="Thanks").click()
    expect(page.locator(".reply").get_by_role("button", name="Thanked 1")).to_be_visible()
    for path in ("/discussions/", "/discussions/new/?poll=1", "/spaces/lounge/"):
        page.goto(path)
        is_fine(page)
