"""The installed app in a browser: a question read once is read again without a connection, and gone after signing out."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from groundswell.features.support.actions import answer_question, ask_question
from groundswell.features.support.models import Question, Topic
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import is_fine, launched, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "caches.open('pages-1').then((pages) => pages.keys()).then((all) => all.map((one) => new URL(one.url).pathname))"
SHARE = """() => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: "/share/", enctype: "multipart/form-data" });
  for (const [name, value] of [["text", "My router blinks red"], ["url", "https://example.com/lamp"]]) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def context(browser: Browser, live_server: Any, settings: Any) -> Iterator[BrowserContext]:
    settings.SITE_URL, settings.OFFLINE = live_server.url, True
    opened = browser.new_context(
        base_url=live_server.url, reduced_motion="reduce", viewport={"width": 390, "height": 844}
    )
    opened.set_default_timeout(15_000)
    yield opened
    opened.set_offline(False)
    opened.close()


@pytest.fixture
def question(ada: Member, ben: Member) -> Question:
    topic = Topic.objects.create(slug="calling", name={"en": "Calls"})
    asked = ask_question(by=ada, title="No signal in the lift", body="Every morning.", topic=topic)
    answer_question(asked, by=ben, body="Turn on Wi-Fi calling.")
    return asked


def under_the_worker(page: Page) -> None:
    until(page, "navigator.serviceWorker.controller !== null")


def until(page: Page, true: str) -> None:
    """Wait for something in the page. Playwright's own way evaluates a string there, which the pages' policy refuses."""
    for _try in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"It never came true: {true}")


def test_ada_reads_in_the_tunnel_what_she_read_before_and_leaves_nothing_when_she_signs_out(
    context: BrowserContext, question: Question, ada: Member
) -> None:
    sign_in(context, ada)
    page = context.new_page()
    page.goto(question.get_absolute_url())  # before the worker is there
    under_the_worker(page)
    until(page, f"{KEPT}.then((kept) => kept.length === 2)")  # the question, and whose it is
    page.goto("/questions/")

    context.set_offline(True)
    page.goto(question.get_absolute_url())
    expect(page.get_by_text("Turn on Wi-Fi calling.")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="This page is as it was on")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.head')).display") != "inline"

    page.goto("/members/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_role("link", name="No signal in the lift")).to_be_visible()
    is_fine(page)
    page.get_by_role("link", name="No signal in the lift").click()
    expect(page.get_by_role("heading", name="No signal in the lift")).to_be_visible()

    with page.expect_navigation():  # the page comes back by itself
        context.set_offline(False)
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    assert page.evaluate(KEPT) in ([], ["/-/reader"])
    context.set_offline(True)
    page.goto(question.get_absolute_url())
    expect(page.get_by_text("No question is kept on this device yet.")).to_be_visible()


def test_what_another_app_shares_is_in_the_form_and_who_reads_next_finds_nothing_of_it(
    context: BrowserContext, question: Question, ada: Member, ben: Member
) -> None:
    sign_in(context, ada)
    page = context.new_page()
    page.goto("/questions/")
    under_the_worker(page)
    page.goto(question.get_absolute_url())
    page.evaluate(SHARE)
    page.wait_for_url("**/questions/ask/?**")
    expect(page.locator("#id_body")).to_have_value("My router blinks red\n\nhttps://example.com/lamp")

    assert question.get_absolute_url() in page.evaluate(KEPT)
    sign_in(context, ben)  # ada's session ended elsewhere
    page.goto("/questions/")
    until(page, f"{KEPT}.then((kept) => kept.length === 1)")
