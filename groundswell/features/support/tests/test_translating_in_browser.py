"""A German at an English question, on a phone: by press, by keyboard, and without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.features.support import actions
from groundswell.features.support.models import Answer
from groundswell.features.support.tests import test_browser as support
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import is_fine, on_a_phone
from groundswell.voice.tests.translators import HERE, let_the_worker_work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
browser = support.browser
STATUS = "body > p[role=status]"


@pytest.fixture
def german(browser: Browser, live_server: Any, settings: Any) -> Iterator[Page]:
    settings.TRANSLATOR = f"{HERE}.shout"
    with on_a_phone(browser, live_server, settings, locale="de-DE") as opened:
        yield opened


def test_a_question_and_an_answer_are_read_in_german_and_back(german: Page, answer: Answer, ada: Member) -> None:
    actions.comment_on(answer, by=ada, body="That was quick.")
    german.goto(answer.question.get_absolute_url())
    is_fine(german)
    question = german.locator(".post.question")
    question.get_by_role("link", name="Übersetzen").focus()

    german.keyboard.press("Enter")
    expect(question.get_by_text("Wird übersetzt")).to_be_visible()
    expect(german.locator(STATUS)).to_contain_text("Wird übersetzt")
    let_the_worker_work()

    original, translation = question.locator("> .prose"), question.locator(".translated .prose")
    expect(translation).to_have_text("EVERY MORNING ON THE WAY DOWN.")
    expect(original).to_be_hidden()
    title = german.locator("h1")
    expect(title).to_have_text("NO SIGNAL IN THE LIFT")
    expect(title).to_have_attribute("lang", "de")
    expect(german.locator(STATUS)).to_contain_text("Maschinell übersetzt")
    expect(question.get_by_role("link", name="Original zeigen")).to_be_focused()
    is_fine(german)

    german.keyboard.press("Enter")
    expect(original).to_be_visible()
    expect(translation).to_have_count(0)
    expect(title).to_have_text("No signal in the lift")
    expect(title).to_have_attribute("lang", "en")
    expect(question.get_by_role("link", name="Übersetzen")).to_be_focused()
    german.keyboard.press("Enter")
    expect(translation).to_be_visible()

    comment = german.locator(".comment")
    comment.get_by_role("link", name="Übersetzen").click()
    expect(comment.get_by_text("Wird übersetzt")).to_be_visible()
    let_the_worker_work()
    expect(comment.get_by_text("THAT WAS QUICK")).to_be_visible()
    expect(title).to_have_text("NO SIGNAL IN THE LIFT")


def test_a_translator_that_is_away_is_said_and_nothing_is_lost(german: Page, answer: Answer, settings: Any) -> None:
    settings.TRANSLATOR = f"{HERE}.silent"
    german.goto(answer.question.get_absolute_url())
    post = german.locator(f"#answer-{answer.pk}")

    post.get_by_role("link", name="Übersetzen").click()
    expect(post.get_by_text("Wird übersetzt")).to_be_visible()
    let_the_worker_work()

    expect(post.get_by_text("Der Übersetzer antwortet gerade nicht.")).to_be_visible()
    expect(german.locator(STATUS)).to_contain_text("antwortet gerade nicht")
    expect(post.get_by_text("Turn on Wi-Fi calling.")).to_be_visible()
    expect(post.get_by_role("link", name="Übersetzen")).to_be_visible()
    is_fine(german)


def test_without_scripts_the_link_leads_to_a_page(
    browser: Browser, german: Page, answer: Answer, live_server: Any
) -> None:
    context = browser.new_context(base_url=live_server.url, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto(answer.question.get_absolute_url())
    page.locator(f"#answer-{answer.pk}").get_by_role("link", name="Übersetzen").click()
    expect(page.get_by_text("Wird übersetzt")).to_be_visible()
    let_the_worker_work()

    page.get_by_role("link", name="Noch einmal nachsehen").click()
    expect(page.locator(".prose")).to_have_text("TURN ON WI-FI CALLING.")
    page.get_by_role("link", name="Original zeigen").click()
    expect(page.get_by_text("Turn on Wi-Fi calling.")).to_be_visible()
    context.close()
    german.goto(f"/translation/answer/{answer.pk}/")
    is_fine(german)
