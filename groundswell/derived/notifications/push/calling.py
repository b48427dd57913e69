"""Calls to push services, several over one connection to each, to public addresses only."""

import http.client
import time
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self

from django.conf import settings

from groundswell.voice.reaching import NoAnswer, connect, ended, left, parts_of

TIME = 15.0  # seconds for one call
MOST_ANSWER = 4_000  # bytes of what they say that are read, so that the connection can be used again
HTTPS = ("https",)


class Answer(NamedTuple):
    """What a push service said; `wait` is how many seconds it asks to be left alone, or 0."""

    status: int
    wait: int


def trusted() -> str | None:
    """The one private server that tests may name; no environment variable sets it."""
    return getattr(settings, "PUSH_TRUST", None)


class Lines:
    """Connections that stay open while a bundle is sent."""

    def __init__(self) -> None:
        self._open: dict[str, http.client.HTTPConnection] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for origin in list(self._open):
            self._drop(origin)

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Raises NotAllowed for an address that is never asked, and NoAnswer when a later try may help."""
        parts = parts_of(url, schemes=HTTPS, trusted=trusted())
        origin, until = f"{parts.scheme}://{parts.netloc}", time.monotonic() + TIME
        while True:
            known = self._open.get(origin)
            try:
                line = known or self._open.setdefault(origin, connect(parts, until, trusted=trusted()))
                line.sock.settimeout(left(until))
                with ended(line, until):
                    line.request(
                        "POST", f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}", body, headers
                    )
                    return self._answer(line, origin)
            except (OSError, http.client.HTTPException) as problem:
                self._drop(origin)
                if known is None:
                    raise NoAnswer(str(problem) or type(problem).__name__) from None
                # The other side had hung up meanwhile: once more, over a new one.

    def _answer(self, line: http.client.HTTPConnection, origin: str) -> Answer:
        said = line.getresponse()
        said.read(MOST_ANSWER)
        wait = said.getheader("Retry-After") or ""
        if said.will_close or not said.isclosed():
            self._drop(origin)
        return Answer(said.status, int(wait) if wait.isdecimal() and len(wait) < 7 else 0)

    def _drop(self, origin: str) -> None:
        with suppress(OSError):
            if line := self._open.pop(origin, None):
                line.close()
