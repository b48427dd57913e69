"""A real browser on the real pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page

from groundswell.ui.tests.browsers import launched
from groundswell.ui.tests.served import HERE, answer, components_page


@pytest.fixture(scope="module")
def browser(django_db_setup: None, django_db_blocker: Any) -> Iterator[Browser]:
    with django_db_blocker.unblock():
        components_page()
    with launched() as opened:
        yield opened


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
