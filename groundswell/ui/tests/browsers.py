"""The browser of the tests: an installed one, found in one place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from groundswell.members.models import Member
from groundswell.ui.bundle import JOINED, join

# What axe looks for, and that it fetches no stylesheet anew.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
COLOURS = {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
WIDTHS = 390, 1280
# What a page asks for once it is there has come, and nothing moves any more.
SETTLED = """() => new Promise((done) => {
  const look = () => document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling") ? setTimeout(look, 10)
    : Promise.allSettled(document.getAnimations().map((moving) => moving.finished)).then(() => requestAnimationFrame(done));
  look();
})"""
_as_it_is = StaticFilesHandler.serve
KNOWN = Path(__file__).resolve().parents[3] / ".cache" / "browser"


def path_of_browser() -> str | None:
    named = os.environ.get("GROUNDSWELL_BROWSER") or (KNOWN.read_text(encoding="utf-8") if KNOWN.exists() else "")
    return named.strip() or shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser for the tests of a module; they are skipped where there is none."""
    path = path_of_browser()
    if path is None:
        pytest.skip("no browser; see tools/browser.py")
    # Playwright runs a loop in this thread, which Django takes for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        patch.setattr(StaticFilesHandler, "serve", _joined)
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


def sign_in(context: BrowserContext, member: Member) -> None:
    """From now on this browser is theirs. The site's address has to be that of the server under test."""
    client = Client()
    client.force_login(member)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": settings.SITE_URL}])


@contextmanager
def on_a_phone(browser: Browser, server: Any, site: Any, **options: Any) -> Iterator[Page]:
    """A page as wide as a phone's, on the server under test; `site` are the settings of the test, `options` the browser's."""
    site.SITE_URL = server.url
    size = ViewportSize(width=390, height=844)
    given = {"locale": "en-GB", "reduced_motion": "reduce", "viewport": size} | options
    context = browser.new_context(base_url=server.url, **given)
    context.set_default_timeout(15_000)
    opened = context.new_page()
    yield opened
    opened.goto("about:blank")  # no request is under way when the tables are emptied
    context.close()


def _joined(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
    """Styles and scripts travel as one file each, as they do outside the tests."""
    name = handler.file_path(request.path)
    return (
        HttpResponse(_text_of(name), content_type=guess_type(name)[0])
        if name in JOINED
        else _as_it_is(handler, request)
    )


@cache
def _text_of(name: str) -> str:
    return join(name, {path: (storage, path) for finder in finders.get_finders() for path, storage in finder.list([])})


def settle(page: Page) -> None:
    """Scripts listen, what is fetched afterwards is there, and nothing moves."""
    page.wait_for_load_state("load")
    page.evaluate(SETTLED)


def faults(page: Page) -> list[str]:
    """What is wrong with the page that is open, on a phone and at a desk: what axe finds in the light, and in the dark of its
    colours, which are all that changes there; and what sticks out at the side."""
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        settle(page)
        if (reach := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{reach} pixels wide at {width}")
        wrong = Axe().run(page, options=RULES).response["violations"]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        settle(page)
        wrong += page.evaluate("(options) => axe.run(options)", COLOURS)["violations"]
        found += [f"{each['id']} at {width}: {each['nodes'][0]['html'][:160]}" for each in wrong]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found


def is_fine(page: Page) -> None:
    """Axe finds nothing, and nothing sticks out at the side."""
    settle(page)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
