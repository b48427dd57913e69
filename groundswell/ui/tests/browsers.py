"""The browser of the tests: an installed one, found in one place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, sync_playwright

from groundswell.members.models import Member
from groundswell.ui.bundle import join

# What axe looks for, and that it fetches no stylesheet anew.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
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
    in_one_file(context)
    opened = context.new_page()
    yield opened
    opened.goto("about:blank")  # no request is under way when the tables are emptied
    context.close()


def in_one_file(context: BrowserContext) -> None:
    """Styles and scripts travel as one file each, as they do outside the tests, and not through the server under test."""
    for name, kind in (("ui/css/app.css", "text/css"), ("ui/js/app.js", "text/javascript")):
        context.route(f"**/{name}", partial(Route.fulfill, body=_joined(name), content_type=kind))


@cache
def _joined(name: str) -> str:
    return join(name, {path: (storage, path) for finder in finders.get_finders() for path, storage in finder.list([])})


def is_fine(page: Page) -> None:
    """Axe finds nothing, and nothing sticks out at the side."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
