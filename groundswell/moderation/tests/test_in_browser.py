"""A report from the button to the answer on the appeal, by several people in a browser; what the law wants; and all of the queue by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from groundswell.features.support.actions import answer_question, ask_question
from groundswell.features.support.models import Answer, Question
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.moderation import actions
from groundswell.moderation.kinds import find
from groundswell.moderation.models import Held
from groundswell.moderation.tests.people import person
from groundswell.ui.tests.browsers import is_fine, launched, settle, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The ring is at the control itself, or around the editor that it is in.
SEEN = """[document.activeElement, document.activeElement.closest(".editor")].filter(Boolean).map((one) => getComputedStyle(one))
  .some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none")"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def context(browser: Browser, live_server: Any, settings: Any) -> Iterator[BrowserContext]:
    settings.SITE_URL = live_server.url
    opened = browser.new_context(
        base_url=live_server.url, reduced_motion="reduce", viewport={"width": 390, "height": 844}, locale="en-GB"
    )
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def become(page: Page, member: Member | None) -> None:
    page.context.clear_cookies()
    if member is not None:
        sign_in(page.context, member)


def sound(page: Page) -> None:
    """Nothing for axe to find, nothing that sticks out of a phone."""
    expect(page.locator("main h1")).to_be_visible()  # a click has led there
    is_fine(page)


def test_a_report_is_made_decided_told_appealed_and_decided_again(
    page: Page, answer: Answer, ada: Member, eve: Member, cleo: Member, mia: Member
) -> None:
    become(page, ada)
    page.goto(answer.get_absolute_url())
    page.locator(f"#answer-{answer.pk}").get_by_role("link", name="Report").first.click()
    sound(page)
    page.get_by_label("Spam or advertising").check()
    page.locator("main").get_by_role("button", name="Report").click()

    become(page, cleo)
    page.goto("/moderation/")
    expect(
        page.get_by_role("heading", name="No signal in the lift")
    ).to_be_visible()  # an answer, headed by its question
    sound(page)
    page.get_by_role("link", name="Look closer").click()
    sound(page)
    page.locator("main").get_by_role("button", name="Hide", exact=True).click()
    page.wait_for_url("**/moderation/")

    follow.run_all()
    become(page, ada)
    page.goto("/notifications/")
    page.get_by_role("link", name="you were right").first.click()
    expect(page.get_by_text("You were right")).to_be_visible()
    sound(page)

    become(page, eve)
    page.goto("/notifications/")
    page.get_by_role("link", name="What you wrote was hidden").first.click()
    sound(page)
    page.get_by_role("textbox").last.fill("It is my own shop, and nobody asked.")
    page.get_by_role("button", name="Appeal").click()
    expect(page.get_by_text("Somebody looks at it again.")).to_be_visible()

    become(page, mia)
    page.goto("/moderation/?what=appeal")
    page.get_by_role("link", name="Look closer").click()
    sound(page)
    page.get_by_role("textbox").last.fill("Ours is not the place for it.")
    page.get_by_role("button", name="Let the decision stand").click()
    page.wait_for_url("**/moderation/")
    become(page, eve)
    page.goto("/moderation/mine/")
    page.locator("main").get_by_role("link", name="Read").first.click()
    expect(page.get_by_text("Ours is not the place for it.")).to_be_visible()
    sound(page)


def test_what_waits_is_changed_by_its_author_and_what_the_law_wants_is_there_for_anybody(
    page: Page, question: Question, ada: Member, cleo: Member, rules_as_shipped: None
) -> None:
    newcomer = person("nora", "Nora")
    become(page, newcomer)
    page.goto(question.get_absolute_url())
    page.locator("#id_body").fill("See https://a.example and https://b.example and https://c.example.")
    page.get_by_role("button", name="Post your answer").click()
    page.wait_for_url("**/moderation/mine/")
    page.get_by_role("link", name="Edit").click()
    sound(page)
    page.locator("#id_body").fill("See https://a.example and two others.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/moderation/mine/")

    become(page, cleo)
    page.goto("/moderation/?what=held")
    page.get_by_role("link", name="Look closer").click()
    expect(page.locator("blockquote")).to_contain_text("two others")
    expect(page.get_by_text("3 links in a new member's text")).to_be_visible()
    sound(page)
    actions.revise_held(Held.objects.get(), by=newcomer, body="Something else altogether.")
    page.get_by_role("button", name="Let it appear").click()
    expect(page.get_by_text("Its author changed this after you had opened it.").first).to_be_visible()
    page.goto("/moderation/?what=held")
    page.get_by_role("link", name="Look closer").click()
    page.get_by_role("button", name="Let it appear").click()
    page.wait_for_url("**/moderation/")
    page.goto("/moderation/rules/")
    page.get_by_label("Word, phrase or domain").fill("something else")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("this rule finds 1")).to_be_visible()
    sound(page)

    become(page, None)
    page.goto("/legal/notice/")
    sound(page)
    page.get_by_label("Where").fill(f"{django_settings.SITE_URL}{question.get_absolute_url()}")
    page.get_by_label("Why").first.fill("It shows my address without my consent.")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Give notice").click()
    expect(page.get_by_role("heading", name="We have your notice")).to_be_visible()
    sound(page)
    page.goto("/transparency/")
    expect(page.get_by_role("heading", name="Legal notices (article 16)")).to_be_visible()
    sound(page)


def test_asking_answering_voting_and_the_queue_go_by_keyboard_alone(
    page: Page, question: Question, answer: Answer, ada: Member, ben: Member, cleo: Member
) -> None:
    def reach(selector: str, most: int = 90) -> None:
        """With Tab alone, and its focus is to be seen."""
        for _step in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                assert page.evaluate(SEEN), selector
                return
        raise AssertionError(f"Tab never reached {selector} on {page.url}")

    become(page, ben)
    page.goto("/questions/ask/")
    reach("#id_title")
    page.keyboard.type("The roaming data ends at the border")
    reach("#id_body")
    page.keyboard.type("Since Friday, on two phones. I restarted both, and tried another network by hand.")
    reach("#id_topic")
    page.keyboard.press("ArrowDown")
    reach("#ask .buttons button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/the-roaming-data-ends-at-the-border/")

    page.goto(question.get_absolute_url())
    reach(f"#up-question-{question.pk}")
    page.keyboard.press("Enter")
    expect(page.locator(f"#up-question-{question.pk}")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("a")
    page.keyboard.type("Turn on Wi-Fi calling in the settings.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Turn on Wi-Fi calling in the settings.").first).to_be_visible()

    mine = answer_question(ask_question(by=ada, title="What is this bill", body="It came twice."), by=ben, body="Rude!")
    for text in (answer, mine):
        subject = find("answer", text.pk)
        assert subject is not None
        actions.flag(subject, by=ada, reason="rude")
    become(page, cleo)
    page.goto("/moderation/")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_contain_text("Let it stand")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("h")
    expect(page.get_by_text("1 decision made.")).to_be_visible()
    settle(page)
    page.keyboard.press("j")
    page.keyboard.press("y")
    expect(page.get_by_role("heading", name="Everything is looked at")).to_be_visible()
