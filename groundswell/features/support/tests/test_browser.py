"""Asking, answering and sorting out in a real browser: by mouse, by keyboard, and without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Page, expect

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, ShareLink, Tag, Topic
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import faults, launched, on_a_phone, sign_in
from groundswell.voice.drafts import save_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel geht nicht"
BODY = "Every morning.\n\n| | before |\n|--|--:|\n| calls | none |\n\n```\nIMS registered: a line wider than any phone is\n```"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, live_server: Any, settings: Any) -> Iterator[Page]:
    with on_a_phone(browser, live_server, settings, viewport={"width": 1280, "height": 900}) as opened:
        yield opened


def open_as(page: Page, member: Member, question: Question) -> None:
    sign_in(page.context, member)
    page.goto(question.get_absolute_url())


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def tell_everybody() -> None:
    """Search, standing and notifications have read the log."""
    follow.run_all()


def test_a_stranger_searches_reads_and_is_shown_the_way_to_vote(page: Page, answer: Answer) -> None:
    tell_everybody()
    page.goto("/")
    page.locator("#home-search").press_sequentially("lift")
    expect(page.locator("[role=option]").first).to_contain_text("No signal in the lift")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="No signal in the lift").click()

    expect(page.get_by_text("Turn on Wi-Fi calling.")).to_be_visible()
    page.locator(".post.question .vote").click()
    expect(page).to_have_url(f"{django_settings.SITE_URL}/accounts/login/?next={answer.question.get_absolute_url()}")


def test_a_vote_is_cast_and_taken_back_with_the_focus_on_its_button(page: Page, answer: Answer, ada: Member) -> None:
    open_as(page, ada, answer.question)
    up, score = page.locator(f"#up-answer-{answer.pk}"), page.locator(f"#vote-answer-{answer.pk} .score")

    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(score).to_have_text("Score: 1")
    expect(page.locator("body > [role=status]")).to_have_text("Score: 1")
    assert focused(page) == f"up-answer-{answer.pk}"

    page.keyboard.press("Enter")
    expect(up).to_have_attribute("aria-pressed", "false")
    expect(page.locator("body > [role=status]")).to_have_text("Score: 0")
    assert focused(page) == f"up-answer-{answer.pk}"
    answer.refresh_from_db()
    assert answer.ups == 0


def test_thanks_and_following_turn_in_place(page: Page, answer: Answer, cleo: Member) -> None:
    open_as(page, cleo, answer.question)
    for name, done in ((f"thanks-{answer.pk}", "Thanked 1"), ("follow-question", "Following")):
        page.locator(f"#{name}").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#{name}")).to_have_text(done)
        expect(page.locator(f"#{name}")).to_have_attribute("aria-pressed", "true")
        assert focused(page) == name


def test_the_asker_says_what_solved_it(page: Page, answer: Answer, ada: Member) -> None:
    open_as(page, ada, answer.question)

    page.get_by_role("button", name="This solved it").click()

    expect(page.locator(f"#answer-{answer.pk}.solution")).to_contain_text("chosen by the asker")
    expect(page.locator(".question-head")).to_contain_text("Solved")


def test_a_comment_is_written_where_it_stands(page: Page, answer: Answer, ada: Member) -> None:
    open_as(page, ada, answer.question)
    opener = page.locator(f"#answer-{answer.pk} [data-comment]")
    opener.click()
    field = page.get_by_role("textbox", name="Your comment")
    expect(field).to_be_focused()
    opener.click()
    expect(field).to_have_count(1)
    page.get_by_role("link", name="Cancel").click()
    expect(opener).to_be_focused()

    opener.click()
    field.fill("x")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment-form .field-error")).to_be_visible()
    expect(field).to_have_value("x")
    field.fill("In the lift as well?")
    page.keyboard.press("Control+Enter")

    written = page.locator(f"#comments-answer-{answer.pk} .comment")
    expect(written).to_contain_text("In the lift as well?")
    expect(written).to_be_focused()
    expect(page.locator(".comment-form")).to_have_count(0)


@pytest.mark.parametrize(("status", "says"), [(429, "That was a lot."), (403, "This question is locked.")])
def test_a_refusal_floats_above_the_page_and_changes_nothing(
    page: Page, answer: Answer, ada: Member, status: int, says: str
) -> None:
    toast = f'<div class="toast bad" role="alert"><p>{says}</p></div>'
    page.route("**/do/**", lambda route: route.fulfill(status=status, body=toast, content_type="text/html"))
    open_as(page, ada, answer.question)

    page.locator(f"#up-answer-{answer.pk}").click()

    expect(page.locator("#toasts .toast.bad")).to_contain_text(says)
    expect(page.locator(f"#up-answer-{answer.pk}")).to_have_attribute("aria-pressed", "false")
    page.locator("#toasts .toast-close").click()
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_a_question_is_asked_beside_similar_ones_and_a_draft_comes_back(
    page: Page, question: Question, ben: Member
) -> None:
    tell_everybody()
    save_draft("ask", {"title": "No signal in the cellar", "body": "Since the update."}, by=ben)
    sign_in(page.context, ben)
    page.goto("/questions/ask/")
    expect(page.get_by_label("What exactly happens?")).to_have_value("Since the update.")

    title = page.get_by_label("Your question in one sentence")
    title.fill("")
    title.press_sequentially("No signal in the lift")
    expect(page.locator("#similar a")).to_have_text("No signal in the lift")
    page.get_by_role("button", name="Ask the community").click()
    expect(page.locator("[name=topic]:focus")).to_be_attached()  # none is chosen for anybody
    page.get_by_label("Where does it belong?").select_option("calling")
    page.get_by_role("button", name="Ask the community").click()

    expect(page.locator("#toasts")).to_contain_text("You will hear of every answer.")
    expect(page.get_by_text("Since the update.")).to_be_visible()


def test_an_answer_that_is_too_short_keeps_its_text_and_then_is_posted(
    page: Page, question: Question, ben: Member
) -> None:
    open_as(page, ben, question)
    page.keyboard.press("a")
    page.keyboard.type("x")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#id_body_error")).to_be_visible()
    expect(page.get_by_label("Your answer").last).to_have_value("x")

    page.locator("#id_body").fill("Turn on **Wi-Fi calling**.")
    page.get_by_role("button", name="Post your answer").click()

    expect(page.locator(".post.answer .prose strong")).to_have_text("Wi-Fi calling")
    expect(page.locator("#id_body")).to_have_value("")


def test_an_edit_shows_in_the_history(page: Page, answer: Answer, ben: Member) -> None:
    sign_in(page.context, ben)
    page.goto(f"/answer/{answer.pk}/edit/")
    page.locator("#id_body").fill("Turn on Wi-Fi calling, then restart.")
    page.get_by_label("What did you change?").fill("One step more")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="edited").click()

    expect(page.locator(".diff ins")).to_have_text(", then restart")
    expect(page.get_by_text("One step more")).to_be_visible()


def test_a_moderator_closes_what_was_asked_before(page: Page, question: Question, ben: Member, cleo: Member) -> None:
    later = actions.ask_question(by=ben, title="Lift without signal", body="The same here.", topic=question.topic)
    open_as(page, cleo, later)
    page.locator(".post.question .menu summary").click()
    page.get_by_role("link", name="Close").click()
    page.get_by_label("The older question").fill(str(question.pk))
    page.get_by_label("In your own words").fill("Two lifts, one answer.")
    page.get_by_role("button", name="Close the question").click()

    expect(page.locator(".state")).to_contain_text("This was asked before: No signal in the lift")
    expect(page.locator(".decided")).to_contain_text("Two lifts, one answer.")


def test_the_bell_counts_what_is_new_and_is_quiet_once_it_was_read(page: Page, question: Question, ada: Member) -> None:
    sign_in(page.context, ada)
    page.goto("/")
    actions.answer_question(question, by=_ben(), body="Turn on Wi-Fi calling.")
    tell_everybody()
    page.evaluate("document.body.dispatchEvent(new CustomEvent('wake'))")
    expect(page.locator("#bell-count")).to_contain_text("1")

    page.get_by_role("link", name="Notifications").first.click()
    page.get_by_role("link", name="No signal in the lift").click()
    expect(page.get_by_text("Turn on Wi-Fi calling.")).to_be_visible()
    page.goto("/notifications/?show=unread")

    expect(page.get_by_role("heading", name="You have read everything")).to_be_visible()


def _ben() -> Member:
    from conftest import person

    return person("ben", "Ben Okafor")


def test_showing_more_keeps_the_way_back(page: Page) -> None:
    from conftest import person

    for rider in ("rida", "ridb", "ridc"):  # nobody may ask that much alone
        by = person(rider, "Rider")
        for number in range(8):
            actions.ask_question(by=by, title=f"Is lift {rider} {number} out of reach?", body="Nothing at all.")
    page.goto("/questions/")
    first = page.locator(".row").count()
    page.locator("#more").click()
    expect(page.locator(".row-title a").nth(first)).to_be_focused()

    page.locator(".row-title a").first.click()
    page.wait_for_url("**/question/**")
    page.go_back()
    expect(page.get_by_role("heading", name="All questions")).to_be_visible()


def test_without_scripts_everything_is_a_form(browser: Browser, page: Page, answer: Answer, ada: Member) -> None:
    sign_in(page.context, ada)
    bare = browser.new_context(
        base_url=django_settings.SITE_URL, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = bare.new_page()
    plain.goto(answer.question.get_absolute_url())

    plain.locator(f"#up-answer-{answer.pk}").click()
    expect(plain.locator(f"#vote-answer-{answer.pk} .score")).to_have_text("Score: 1")
    plain.locator(f"#thanks-{answer.pk}").click()
    expect(plain.locator(f"#thanks-{answer.pk}")).to_have_text("Thanked 1")
    plain.locator(f"#answer-{answer.pk} [data-comment]").click()
    plain.locator("textarea").fill("In the lift as well?")
    plain.get_by_role("button", name="Comment").click()
    expect(plain.locator(".comment")).to_contain_text("In the lift as well?")
    plain.get_by_role("button", name="This solved it").click()
    expect(plain.locator(".solution")).to_have_count(1)
    plain.goto("about:blank")
    bare.close()


OPEN = (
    "/", "/questions/", "/questions/?shown=unanswered", "/topics/calling/", "/topics/lifts/", "/tags/", "/tags/lift/",
    "/search/", "/search/?q=lift", "/search/?q=xylophone", "/members/", "/members/ben/", "/standing/", "/standing/badges/",
    "/standing/ranks/", "/standing/ben/", "/question/{busy}/", "/question/{closed}/", "/answer/{answer}/history/",
    "/api/v1/docs", "/nothing/here/",
)  # fmt: skip
OWN = (
    "/", "/questions/mine/", "/questions/ask/", "/notifications/", "/question/{busy}/", "/question/{closed}/",
    "/question/{deleted}/", "/question/{busy}/edit/", "/question/{busy}/comment/", "/do/close/question/{busy}/",
    "/do/move/question/{busy}/", "/do/delete/question/{busy}/", "/questions/by/ben/",
)  # fmt: skip


@pytest.fixture
def world(question: Question, answer: Answer, ben: Member, cleo: Member, calling: Topic) -> dict[str, int]:
    """A question with everything, a closed one and a deleted one."""
    Topic.objects.create(slug="lifts", name={"en": "Lifts"}, parent=calling)
    busy = actions.ask_question(by=question.asker, title=LONG, body=BODY, tags=["lift", "cellar"])
    for number in range(3):
        posted = actions.answer_question(busy, by=ben, body=f"{BODY}\n\nIdea {number}")
        actions.comment_on(posted, by=cleo, body="And then?")
    actions.accept_answer(posted, by=question.asker)
    actions.edit_answer(answer, by=ben, body="Turn on Wi-Fi calling, then restart.")
    closed = actions.ask_question(by=ben, title="Lift without signal", body="The same here.", tags=["lift"])
    actions.close_question(closed, by=cleo, cause="duplicate", reason="Two lifts, one answer.", duplicate_of=question)
    deleted = actions.ask_question(by=ben, title="Cheap recharge for all", body="See https://recharge.example now.")
    actions.delete_question(deleted, by=cleo, reason="Spam")
    Tag.objects.update(uses=2)
    tell_everybody()
    return {"busy": busy.pk, "closed": closed.pk, "deleted": deleted.pk, "answer": answer.pk}


@pytest.mark.slow
@pytest.mark.parametrize(("reader", "addresses"), [("nobody", OPEN), ("cleo", OWN)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    page: Page, world: dict[str, int], cleo: Member, reader: str, addresses: tuple[str, ...]
) -> None:
    if reader == "cleo":
        sign_in(page.context, cleo)
    wrong: list[str] = []
    for address in addresses:
        page.goto(address.format(**world))
        wrong += [f"{address}: {fault}" for fault in faults(page)]

    assert wrong == []


def test_a_member_shares_a_link_of_their_own(page: Page, answer: Answer, ben: Member) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_as(page, ben, answer.question)

    page.get_by_role("button", name="Share").click()

    expect(page.get_by_text("Link copied")).to_be_visible()
    link = ShareLink.objects.get(member=ben)
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/s/{link.code}/")
