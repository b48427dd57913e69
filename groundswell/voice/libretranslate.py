"""A translator that speaks the API of LibreTranslate, which many self-hosted services understand.

Its address may be a private one: the operator names it, and nobody else can. It leads nowhere else, because nothing is
followed.
"""

import http.client
import json
import time
from contextlib import closing
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from groundswell.voice.reaching import NoAnswer, NotAllowed, connect, ended, left, parts_of

MOST_BYTES = 1_000_000
BUSY = {408, 425, 429}


class NotTranslated(ValueError):
    """The service answered that it cannot translate this."""


def translate(html: str, source: str, target: str) -> str:
    """Ask the service at GROUNDSWELL_LIBRETRANSLATE_URL. Raises NoAnswer, or NotTranslated with what it said."""
    until = time.monotonic() + settings.TRANSLATOR_SECONDS
    try:
        parts = _parts()
        with closing(connect(parts, until, trusted=parts.netloc)) as connection, ended(connection, until):
            response = _post(connection, parts, _asked(html, source, target))
            return _said(response.status, _read(response, until))
    except NotAllowed as problem:
        raise NoAnswer(f"GROUNDSWELL_LIBRETRANSLATE_URL cannot be used: {problem}") from None
    except (OSError, http.client.HTTPException) as problem:
        raise NoAnswer(str(problem) or "It does not answer.") from None


def _parts() -> SplitResult:
    address = settings.LIBRETRANSLATE_URL
    return parts_of(address, trusted=urlsplit(address).netloc)


def _asked(html: str, source: str, target: str) -> bytes:
    asked = {"q": html, "source": _main(source), "target": _main(target), "format": "html"}
    if settings.LIBRETRANSLATE_KEY:
        asked["api_key"] = settings.LIBRETRANSLATE_KEY
    return json.dumps(asked).encode()


def _main(language: str) -> str:
    return language.partition("-")[0]


def _post(connection: http.client.HTTPConnection, parts: SplitResult, body: bytes) -> http.client.HTTPResponse:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "User-Agent": f"Groundswell (+{settings.SITE_URL})",
        "Connection": "close",
    }
    connection.request("POST", f"{parts.path.rstrip('/')}/translate", body, headers)
    return connection.getresponse()


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    content = response.read(MOST_BYTES + 1)
    left(until)  # whoever hung up because the time was over left half an answer
    if len(content) > MOST_BYTES:
        raise NotTranslated(f"It answered more than {MOST_BYTES:,} bytes.")
    return content


def _said(status: int, content: bytes) -> str:
    if status >= 500 or status in BUSY:
        raise NoAnswer(f"It answered {status}.")
    try:
        said: Any = json.loads(content)
    except ValueError:
        said = None
    text = said.get("translatedText") if isinstance(said, dict) else None
    if status != 200 or not isinstance(text, str):
        why = str(said.get("error", ""))[:200] if isinstance(said, dict) else ""
        raise NotTranslated(f"It answered {status}. {why}".strip())
    return text
