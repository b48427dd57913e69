"""A real browser on the real pages."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, sync_playwright

from groundswell.ui.tests.served import HERE, answer, components_page

CHECKOUT = Path(__file__).resolve().parents[3]


def path_of_browser() -> str | None:
    known = CHECKOUT / ".cache" / "browser"
    named = os.environ.get("GROUNDSWELL_BROWSER") or (known.read_text(encoding="utf-8") if known.exists() else "")
    return named.strip() or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser(django_db_setup: None, django_db_blocker: Any) -> Iterator[Browser]:
    path = path_of_browser()
    if path is None:
        pytest.skip("no browser; see tools/browser.py")
    with django_db_blocker.unblock():
        components_page()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said against a page."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    opened = browser.new_page()
    opened.route(f"{HERE}/**", answer)
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def paths() -> dict[str, Any]:
    """Where each static file is, as collectstatic hands it to the storage."""
    return {path: (storage, path) for finder in finders.get_finders() for path, storage in finder.list([])}
