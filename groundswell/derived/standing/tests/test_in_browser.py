"""Where one stands, in a browser: how each thing is earned and how far the next is, ranks and staying out of them, what one is told."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from groundswell.features.support import actions
from groundswell.features.support.models import Topic
from groundswell.features.support.tests.test_browser import browser, page
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import is_fine, sign_in

__all__ = ["browser", "page"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = [("light", 1280), ("dark", 390), ("light", 390), ("dark", 1280)]


@pytest.fixture
def look(page: Page) -> Any:
    """Opens a page, each in another light and width, and sees that nothing is wrong with it."""
    turn = iter(SCREENS * 3)

    def opened(path: str) -> None:
        scheme, width = next(turn)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto(path)
        is_fine(page)

    return opened


def test_ben_sees_where_he_stands_leaves_the_ranks_and_chooses_what_he_is_told(
    page: Page, look: Any, ada: Member, ben: Member, eve: Member
) -> None:
    calling = Topic.objects.create(slug="calling", name={"en": "Calls"})
    question = actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.", topic=calling)
    answer = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    actions.accept_answer(answer, by=ada)
    actions.vote(answer, by=eve, value=1)
    follow.run_all()
    sign_in(page.context, ben)

    look("/standing/")
    main = page.locator("main")
    expect(main.get_by_role("heading", name="Where you stand")).to_be_visible()
    expect(main.locator("progress, [role=progressbar], .needs, .climb").first).to_be_visible()
    expect(main.get_by_role("cell", name="your answer solves somebody’s question")).to_be_visible()
    main.get_by_role("link", name="Your reputation, entry by entry").click()
    expect(page.locator(".gain").first).to_contain_text("+")
    look("/standing/ben/")
    look("/standing/badges/")
    look("/standing/badges/solver/")

    look("/standing/ranks/?period=week")
    expect(main.locator(".ranks")).to_contain_text("Ben Okafor")
    main.get_by_role("button", name="Leave me out of the ranks").click()
    expect(main.get_by_text("You do not appear in the ranks.")).to_be_visible()
    expect(main.locator(".ranks")).to_have_count(0)
    main.get_by_role("button", name="Show me in the ranks").click()
    expect(main.locator(".ranks")).to_contain_text("Ben Okafor")

    look("/notifications/")
    expect(main.locator(".note").first).to_be_visible()
    main.get_by_role("button", name="Mark all as read").click()
    expect(main.locator(".note.fresh")).to_have_count(0)

    look("/settings/notifications/")
    box = main.get_by_role("checkbox", name="Mail").first
    before = box.is_checked()
    box.focus()
    page.keyboard.press("Space")
    main.get_by_label("How often").select_option("daily")
    main.get_by_role("button", name="Save").press("Enter")
    page.goto("/settings/notifications/")
    assert main.get_by_role("checkbox", name="Mail").first.is_checked() is not before
    expect(main.get_by_label("How often")).to_have_value("daily")
    look("/settings/")
