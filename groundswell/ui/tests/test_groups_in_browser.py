"""Groups and private topics in a browser: a group is made, a topic closed for it, and a stranger finds nothing of either."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.features.support.actions import ask_question
from groundswell.features.support.models import Topic
from groundswell.log import follow
from groundswell.members.models import Group, Member
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


def make_a_group(page: Page, cleo: Member) -> None:
    sign_in(page.context, cleo)
    page.goto("/groups/new/")
    page.get_by_label("Name", exact=True).fill("Testers of firmware")
    page.get_by_label("Whom the team invites").check()
    page.get_by_label("Everybody sees that there is this group").uncheck()
    is_fine(page)
    page.get_by_role("button", name="Make the group").click()
    page.get_by_label("Handles").fill("@ada")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", name="Invited, and not in yet")).to_be_visible()
    is_fine(page)


def make_a_topic_for_it(page: Page, mia: Member) -> None:
    sign_in(page.context, mia)
    page.goto("/topics/")
    page.get_by_role("link", name="Make a topic").click()
    page.get_by_label("Name in English").fill("Zibelmoor firmware")
    page.get_by_label("Address").fill("zibelmoor")
    page.get_by_label("wrench").check()
    expect(page.get_by_label("Testers of firmware")).to_be_hidden()
    page.get_by_label("Only those to whom one of the following applies").check()
    page.get_by_label("Testers of firmware").check()
    is_fine(page)
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("Not for everybody").first).to_be_visible()
    is_fine(page)
    page.get_by_role("link", name="Who may read it").click()
    expect(page.get_by_label("Testers of firmware")).to_be_checked()
    is_fine(page)
    page.get_by_role("button", name="Save").click()
    page.goto("/topics/")
    expect(page.get_by_role("link", name="Zibelmoor firmware").last).to_be_visible()
    is_fine(page)


def test_a_topic_is_made_for_a_group_and_nobody_else_finds_it(
    page: Page, cleo: Member, mia: Member, ada: Member, eve: Member
) -> None:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    make_a_group(page, cleo)
    sign_in(page.context, ada)
    page.goto(Group.objects.get().get_absolute_url())
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("button", name="Leave the group")).to_be_visible()
    is_fine(page)

    make_a_topic_for_it(page, mia)
    ada.refresh_from_db()
    topic = Topic.objects.get(slug="zibelmoor")
    asked = ask_question(by=ada, title="The zibelmoor build drops calls", body="Since this morning.", topic=topic)
    follow.run_all()
    sign_in(page.context, ada)
    page.goto("/topics/zibelmoor/")
    expect(page.get_by_role("link", name="The zibelmoor build drops calls")).to_be_visible()
    for member in (eve, None):
        page.context.clear_cookies()
        if member:
            sign_in(page.context, member)
        for path in ("/topics/zibelmoor/", asked.get_absolute_url(), Group.objects.get().get_absolute_url()):
            answer = page.goto(path)
            assert answer is not None and answer.status == 404
        for path in ("/", "/topics/", "/questions/", "/groups/", "/search/?q=drops calls"):
            page.goto(path)
            assert "ibelmoor" not in page.content() and "firmware" not in page.content()
