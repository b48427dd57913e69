"""The page of operations in a browser: when all is well, and when much is wrong."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.ui.middleware import fixed_headers
from groundswell.ui.tests.browsers import faults
from groundswell.ui.tests.served import HERE
from groundswell.ui.tests.test_operations import NAME, fail_job, machine, mended, nora, pull, unsent

__all__ = ["machine", "mended", "nora"]
pytestmark = pytest.mark.browser
Open = Callable[[str], Page]


@pytest.fixture(scope="module", autouse=True)
def beside_a_loop() -> Iterator[None]:
    """Playwright runs one in this thread, which Django takes for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def show(page: Page, client: Client, nora: Member) -> Open:
    """Opens a page as the server gives it to an admin, without a server."""
    client.force_login(nora)

    def opened(path: str) -> Page:
        html = client.get(path).content
        page.route(
            f"{HERE}{path}",
            lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=fixed_headers()),
        )
        page.goto(f"{HERE}{path}")
        return page

    return opened


@pytest.fixture
def trouble(machine: None, ben: Member) -> None:
    """Something of everything."""
    pull(hard=True)
    follow.run_all()
    for state in ("dead", "dead", "waiting"):
        unsent(ben, state)
    fail_job()


@pytest.mark.parametrize("path", ["/operations/", f"/operations/consumers/{NAME}/skip/"])
def test_axe_finds_nothing_and_nothing_sticks_out(trouble: None, show: Open, path: str) -> None:
    assert faults(show(path)) == []


def test_trying_again_asks_first(trouble: None, show: Open) -> None:
    page = show("/operations/")

    page.get_by_role("button", name="Try again").first.click()

    expect(page.locator("#confirm")).to_contain_text("Give it this event once more?")


def test_when_all_is_well_nothing_is_to_be_done(show: Open, complaints: list[str]) -> None:
    follow.run_all()

    page = show("/operations/")

    assert [said for said in complaints if "404" not in said] == []  # of the bell, which nobody answers here

    expect(page.get_by_role("heading", level=1)).to_have_text("Everything is up to date")
    expect(page.locator("main button")).to_have_count(0)
    assert faults(page) == []
