"""The browser of the tests: an installed one, found in one place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

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
