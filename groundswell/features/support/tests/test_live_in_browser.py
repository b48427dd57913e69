"""Two people at one question: what one writes, the other is told of, and nothing that they look at or write moves."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Comment
from groundswell.features.support.tests import test_browser as support
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import is_fine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
browser, page = support.browser, support.page
DRAFT = "Have you tried the other lift?"
LOOK = "document.body.dispatchEvent(new CustomEvent('wake'))"


@pytest.fixture
def stranger(browser: Browser, page: Page, live_server: Any) -> Any:
    """Somebody else's window, signed out."""
    context = browser.new_context(base_url=live_server.url, locale="de-DE", viewport={"width": 390, "height": 800})
    opened = context.new_page()
    yield opened
    opened.goto("about:blank")
    context.close()


def look(page: Page) -> None:
    """The page asks, as it does every half a minute."""
    with page.expect_response("**/live"):
        page.evaluate(LOOK)


def top_of(page: Page, what: str) -> float:
    return float(page.locator(what).evaluate("(one) => one.getBoundingClientRect().top"))


def read_on(stranger: Page, first: Answer, spam: Comment) -> None:
    """Somebody in the middle of a long answer, by keyboard: the text stays, and what was deleted goes."""
    stranger.locator(f"#answer-{first.pk} .prose p").nth(6).evaluate(
        "(one) => one.scrollIntoView({ behavior: 'instant' })"
    )
    stranger.wait_for_function("scrollY > 100")
    middle = f"#answer-{first.pk} .prose p:nth-of-type(10)"
    look(stranger)
    expect(stranger.locator("live-question")).to_contain_text("1 neue Antwort · 1 neuer Kommentar")
    before = top_of(stranger, middle)
    stranger.locator("live-question button").first.focus()
    stranger.keyboard.press("Enter")
    expect(stranger.locator(".fresh")).to_have_count(2)
    expect(stranger.locator(f"#comment-{spam.pk}")).to_have_count(0)
    assert abs(top_of(stranger, middle) - before) < 1.5
    expect(stranger.get_by_role("button", name="Dorthin")).to_be_focused()
    stranger.keyboard.press("Enter")


def test_news_of_an_open_question_come_in_without_moving_what_somebody_reads_or_writes(
    page: Page, stranger: Page, answer: Answer, ada: Member, ben: Member, dan: Member, cleo: Member
) -> None:
    question = answer.question
    first = actions.answer_question(question, by=dan, body="\n\n".join(["Or take the stairs, all of them."] * 12))
    spam = actions.comment_on(question, by=dan, body="Buy my ladder.")
    sign_in(page.context, cleo)
    page.goto(question.get_absolute_url())
    stranger.goto(question.get_absolute_url())
    look(page)
    look(stranger)
    bar = page.locator("live-question")
    expect(bar).to_be_empty()

    # Cleo writes, below all answers; the vote comes in alone, and the bar says the rest.
    field = page.locator("#id_body")
    field.fill(DRAFT)
    actions.vote(answer, by=ada, value=1)
    actions.comment_on(answer, by=ada, body="In the lift as well?")
    actions.accept_answer(answer, by=ada)
    look(page)
    expect(page.locator(f"#vote-answer-{answer.pk} .score")).to_have_text("Score: 1")
    expect(bar).to_contain_text("1 new comment · It is solved")
    expect(page.locator("body > [role=status]")).to_have_text("1 new comment · It is solved")
    actions.delete_comment(spam, by=cleo)
    third = actions.answer_question(question, by=ben, body="A third way: **wait** until you are upstairs.")
    look(page)
    expect(bar).to_contain_text("1 new answer · 1 new comment · It is solved")
    is_fine(page)

    before = top_of(page, "#id_body")
    bar.get_by_role("button", name="Show").click()
    expect(page.locator(f"#answer-{third.pk}.fresh")).to_contain_text("wait until you are upstairs")
    expect(page.locator(f"#comments-answer-{answer.pk} .comment.fresh")).to_contain_text("New")
    expect(page.locator(f"#answer-{answer.pk}.solution")).to_contain_text("chosen by the asker")
    expect(page.locator(".question-head")).to_contain_text("Solved")
    expect(page.locator("#answers-title")).to_have_text("3 answers")
    assert abs(top_of(page, "#id_body") - before) < 1.5
    assert support.focused(page) == "id_body" and field.input_value() == DRAFT
    bar.get_by_role("button", name="Go there").click()
    expect(bar).to_be_empty()
    expect(page.locator(".comment.fresh")).to_be_focused()
    read_on(stranger, first, spam)

    actions.delete_question(question, by=cleo, reason="All of it was a joke.")
    look(stranger)
    expect(stranger.locator("live-question")).to_contain_text("Diese Frage wurde verschoben oder entfernt")
    stranger.locator("live-question").get_by_role("button", name="Neu laden").click()
    expect(stranger.locator(".post")).to_have_count(0)
