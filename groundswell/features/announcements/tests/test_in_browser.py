"""Announcing in a browser: the team writes, a member and a stranger put it away; and kept pages change by the event and the clock."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from groundswell.features.announcements import actions
from groundswell.features.announcements.actions import Shape
from groundswell.features.support.actions import ask_question
from groundswell.features.support.models import Topic
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import is_fine, launched, on_a_phone, sign_in
from groundswell.ui.tests.test_kept import keeping  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, live_server: Any, settings: Any) -> Iterator[Page]:
    with on_a_phone(browser, live_server, settings) as opened:
        yield opened


def test_the_team_announces_and_others_put_it_away(page: Page, cleo: Member, ada: Member) -> None:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    ask_question(by=ada, title="No signal in the lift", body="Every morning.")
    sign_in(page.context, cleo)
    page.goto("/announcements/")
    page.get_by_role("link", name="Announce something").click()
    expect(page.get_by_label("Level", exact=True)).to_be_hidden()
    page.get_by_label("Members from a level on").check()
    expect(page.get_by_label("Level", exact=True)).to_be_visible()
    page.get_by_label("Everybody, also without an account").check()
    page.get_by_label("Headline").first.fill("Network work on Sunday night")
    page.get_by_label("Text", exact=True).first.fill("Between 2 and 4 **nothing** works in the north.")
    is_fine(page)
    page.get_by_role("button", name="Announce it").click()
    expect(page.get_by_role("heading", name="Network work on Sunday night")).to_be_visible()
    is_fine(page)
    actions.announce(by=cleo, texts={"en": ("In the list", "Pinned.")}, shape=Shape(how="list"))

    for member in (ada, None):
        page.context.clear_cookies()
        if member:
            sign_in(page.context, member)
        page.goto("/questions/")
        expect(page.locator(".announced-note, .announced-row")).to_have_count(2)
        is_fine(page)
        page.get_by_role("button", name="Put “Network work on Sunday night” away").click()
        expect(page.get_by_role("link", name="Network work on Sunday night")).to_be_hidden()
        page.goto("/questions/?shown=active")
        expect(page.get_by_role("link", name="Network work on Sunday night")).to_be_hidden()
        expect(page.get_by_role("link", name="In the list")).to_be_visible()


def test_kept_pages_change_by_the_event_and_by_the_clock(keeping: Client, cleo: Member, ada: Member) -> None:  # noqa: F811
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    ask_question(by=ada, title="No signal in the lift", body="Every morning.")

    def until(word: bytes, there: bool, most: float) -> None:
        began = time.monotonic()
        while (word in keeping.get("/questions/").content) != there:
            assert time.monotonic() - began < most, f"{word!r} was not {'there' if there else 'gone'} in time."
            time.sleep(0.02)

    until(b"No signal", True, 2)
    made = actions.announce(by=cleo, texts={"en": ("Said at once", "Text.")})
    until(b"Said at once", True, 1)
    now = clock.now()
    shape = Shape(since=now + timedelta(seconds=0.8), until=now + timedelta(seconds=1.6))
    actions.announce(by=cleo, texts={"en": ("By the clock", "Text.")}, shape=shape)
    assert b"By the clock" not in keeping.get("/questions/").content
    until(b"By the clock", True, 1.5)
    assert clock.now() >= now + timedelta(seconds=0.8)
    until(b"By the clock", False, 2)
    actions.end_announcement(made, by=cleo)
    until(b"Said at once", False, 1)
