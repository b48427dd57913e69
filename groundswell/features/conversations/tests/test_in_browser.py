"""Messages in a browser: the team writes, a member answers, and nothing on the way is hard to use."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.features.conversations import actions
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


def test_the_team_writes_and_a_member_answers(page: Page, cleo: Member, ada: Member, ben: Member) -> None:
    sign_in(page.context, cleo)
    page.goto("/messages/")
    page.get_by_role("link", name="New message").first.click()
    page.get_by_role("textbox", name="To", exact=True).fill("@ada")
    page.get_by_label("What it is about").fill("The picture of your bill")
    page.get_by_label("Your message").fill(
        "It shows your **customer number**. May I cut it off?\n\n- it stays readable\n- nobody else saw it"
    )
    is_fine(page)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message-mine strong")).to_have_text("customer number")

    sign_in(page.context, ada)
    actions.begin(by=cleo, to=ada, subject="Thank you for your year with us", body="You answered 40 questions.")
    page.goto("/messages/")
    expect(page.locator(".talk-new")).to_have_count(2)
    is_fine(page)
    page.get_by_role("link", name="The picture of your bill").click()
    page.get_by_label("Your message").fill("Please do, thank you for telling me.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message-mine")).to_contain_text("Please do")
    expect(page.locator(".thread").get_by_role("link", name="Report")).to_have_count(1)
    is_fine(page)

    page.goto("/messages/")
    expect(page.locator(".talk-new")).to_have_count(1)


def test_a_member_takes_no_more_messages_from_another(page: Page, ada: Member, eve: Member, settings: Any) -> None:
    settings.MESSAGES_FROM_LEVEL = 0
    talk = actions.begin(by=eve, to=ada, subject="Cheap phones", body="Only today")
    sign_in(page.context, ada)
    page.goto(talk.get_absolute_url())
    page.get_by_role("button", name="Take no more messages").click()
    page.locator("dialog[open] .main-one, dialog[open] .danger").first.click()

    expect(page.get_by_role("heading", name="You take no messages from")).to_be_visible()
    page.get_by_role("button", name="Take messages from").click()
    expect(page.get_by_role("heading", name="You take no messages from")).to_have_count(0)
