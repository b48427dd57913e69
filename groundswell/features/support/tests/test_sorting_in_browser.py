"""A whole way in a real browser: questions are sorted out, and put back."""

import pytest
from playwright.sync_api import Page, expect

from groundswell.features.support import actions
from groundswell.features.support.models import Answer
from groundswell.features.support.tests import test_browser as support
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import faults, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
browser, page = support.browser, support.page


def test_two_questions_become_one_and_an_answer_a_question_and_all_is_taken_back(
    page: Page, answer: Answer, ada: Member, ben: Member, cleo: Member
) -> None:
    again = actions.ask_question(by=ben, title="No bars in the lift", body="Every evening.", tags=["lift"])
    actions.answer_question(again, by=cleo, body="Take the stairs.")
    support.tell_everybody()
    sign_in(page.context, cleo)

    page.goto(again.get_absolute_url())
    page.locator(".post.question .menu summary").click()
    page.get_by_role("link", name="Merge").click()
    page.wait_for_load_state()  # from then on it listens to what is typed
    page.get_by_label("Which question does it go into?").press_sequentially("signal lift")
    expect(page.locator("#found")).to_contain_text("No signal in the lift")
    page.get_by_label("Which question does it go into?").fill(str(answer.question_id))
    page.get_by_label("Why?").fill("The same lift")
    wrong = faults(page)
    page.get_by_role("button", name="Merge into another question").click()
    expect(page.locator(".post.answer")).to_have_count(2)
    expect(page.locator(".state")).to_contain_text("No bars in the lift")
    wrong += faults(page)
    page.locator(".state").get_by_role("link", name="Take the merge back").click()
    page.get_by_role("button", name="Take the merge back").click()
    expect(page.locator(".post.answer")).to_have_count(1)

    page.goto(answer.get_absolute_url())
    page.locator(f"#answer-{answer.pk} .menu summary").click()
    page.get_by_role("link", name="Sort out").click()
    wrong += faults(page)
    page.get_by_role("button", name="Mark as official").click()
    expect(page.locator(f"#answer-{answer.pk}")).to_contain_text("Official answer")
    page.goto(f"/answer/{answer.pk}/sort/")
    page.get_by_role("link", name="Make it a question").click()
    page.get_by_label("The question in one sentence").fill("How do I turn on Wi-Fi calling?")
    wrong += faults(page)
    page.get_by_role("button", name="Make it a question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How do I turn on Wi-Fi calling?")
    wrong += faults(page)
    page.locator(".state").get_by_role("link", name="Take the split back").click()
    page.get_by_role("button", name="Take the split back").click()
    expect(page.locator(f"#answer-{answer.pk}")).to_contain_text("Turn on Wi-Fi calling.")

    page.goto("/tags/lift/words/")
    page.get_by_label("Another word for it").fill("elevator")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".words")).to_contain_text("elevator")
    wrong += faults(page)
    page.goto("/tags/elevator/")
    expect(page.get_by_role("heading", level=1)).to_have_text("lift")
    assert wrong == []
