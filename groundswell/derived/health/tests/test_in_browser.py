"""The page of health in a browser: axe finds nothing, nothing sticks out, and nothing is refused by the policy."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from groundswell.derived.health.tests.conftest import at
from groundswell.features.support.models import Question
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.ui.middleware import fixed_headers
from groundswell.ui.tests.browsers import faults, settle
from groundswell.ui.tests.conftest import browser, complaints, page
from groundswell.ui.tests.served import HERE

__all__ = ["browser", "complaints", "page"]
pytestmark = pytest.mark.browser
PATH = "/health/"


@pytest.fixture(scope="module", autouse=True)
def beside_a_loop() -> Iterator[None]:
    """Playwright runs one in this thread, which Django takes for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def shown(browser: Browser, page: Page, client: Client, mia: Member, february: dict[str, Question]) -> Page:
    follow.run_all()
    client.force_login(mia)
    with at(15, month=3):
        html = client.get(f"{PATH}?from=2030-02-01&to=2030-02-28").content
    page.route(
        f"{HERE}{PATH}",
        lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=fixed_headers()),
    )
    page.goto(f"{HERE}{PATH}")
    return page


def test_axe_finds_nothing_and_nothing_sticks_out(shown: Page, complaints: list[str]) -> None:
    for details in shown.locator("main details").all():
        details.evaluate("one => { one.open = true }")
    settle(shown)

    assert [said for said in complaints if "404" not in said] == []  # of the bell and the misses, which nobody has here
    assert faults(shown) == []


def test_every_chart_has_its_colours_from_the_theme(shown: Page) -> None:
    shown.emulate_media(color_scheme="light")
    light = shown.locator(".chart .line").first.evaluate("one => getComputedStyle(one).stroke")
    shown.emulate_media(color_scheme="dark")
    dark = shown.locator(".chart .line").first.evaluate("one => getComputedStyle(one).stroke")

    assert light != dark
    assert "none" not in (light, dark)
