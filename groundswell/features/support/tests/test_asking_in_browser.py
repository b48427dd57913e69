"""Asking well, walked in a real browser: fields of the topic, similar questions, hints, the warning, and "this solved it"."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Attempt, Question
from groundswell.features.support.tests import test_browser as support
from groundswell.features.support.tests.test_asking_well import FIELDS
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import faults, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
browser, page = support.browser, support.page


def test_somebody_asks_well_and_somebody_need_not_ask(page: Page, answer: Answer, ada: Member, eve: Member, cleo: Member) -> None:  # fmt: skip
    wrong: list[Any] = []
    actions.set_topic_form(answer.question.topic, FIELDS, by=cleo)
    actions.accept_answer(answer, by=ada)
    support.tell_everybody()
    sign_in(page.context, eve)

    # Nobody's topic is chosen, the title is poor, the text says nothing that was tried, and has a number of one's own.
    page.goto("/questions/ask/")
    page.get_by_label("Your question in one sentence").press_sequentially("No bars here")
    page.locator("#id_body").press_sequentially("Call me: +49 171 2345678")
    expect(page.locator("#hints .hints")).to_contain_text("You will get better answers sooner")
    expect(page.locator("#topic-fields")).to_be_empty()
    page.get_by_label("Where does it belong?").select_option("calling")
    page.locator("[name=field_device]").select_option("Pixel 8")
    page.get_by_label("Order number").fill("A-77001")
    wrong += faults(page)
    page.get_by_role("button", name="Ask the community").click()

    warning = page.locator("form .notice.bad")
    expect(warning).to_contain_text("phone number")
    expect(warning).to_be_in_viewport()
    expect(page.get_by_role("button", name="Post it anyway")).to_be_visible()
    assert not Question.objects.filter(asker=eve).exists()
    expect(page.get_by_label("Your question in one sentence")).to_have_value("No bars here")
    expect(page.get_by_label("Order number")).to_have_value("A-77001")
    wrong += faults(page)
    page.locator("#id_body").fill("It shows no bars since Monday. I restarted it twice.")
    page.get_by_role("button", name="Post it anyway").click()
    expect(page.locator("#asking")).to_contain_text("Pixel 8")
    wrong += faults(page)

    # What is there already spares the next one: read beside what is being written, and it is the end of it.
    page.goto("/questions/ask/")
    page.get_by_label("Your question in one sentence").press_sequentially("No signal in the lift")
    similar = page.locator("#similar a", has_text="No signal in the lift").first
    expect(similar).to_be_visible()
    with page.expect_popup() as opened:
        similar.click()
    expect(opened.value.locator(".post.solution")).to_contain_text("Turn on Wi-Fi calling.")
    opened.value.close()
    page.get_by_role("button", name="Yes, this solved it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Good that it was there already")
    wrong += faults(page)
    page.get_by_role("link", name="Say thanks for the answer").click()
    expect(page.locator(f"#thanks-{answer.pk}")).to_be_visible()
    assert Attempt.objects.filter(member=eve, solved_by=answer.question).exists()
    assert wrong == []
