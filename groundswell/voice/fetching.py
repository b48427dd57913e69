"""Ask a page what it is called, without being led into our own network (reaching.py), at each redirect anew."""

import http.client
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import SplitResult, quote, urljoin

from django.conf import settings

from groundswell.voice.headings import About, read_head
from groundswell.voice.reaching import NoAnswer, NotAllowed, connect, ended, left, parts_of

TIME, MOST_BYTES, MOST_REDIRECTS = 5.0, 500_000, 3
AS_THEY_ARE = "%/:?#[]@!$&'()*+,;=~-._"
MOVED = {301, 302, 303, 307, 308}


def ask(url: str) -> About:
    """Title and description of a web page. Raises NotAllowed, or NoAnswer when a later try may help."""
    until = time.monotonic() + TIME
    for _hop in range(MOST_REDIRECTS + 1):
        parts = parts_of(url, trusted=_trusted())
        try:
            with closing(connect(parts, until, trusted=_trusted())) as connection, ended(connection, until):
                response = _get(connection, parts)
                if response.status in MOVED:
                    url = urljoin(url, response.getheader("Location") or "")
                    continue
                return read_head(_text(response, until), site=parts.hostname or "")
        except (OSError, http.client.HTTPException) as problem:
            raise NoAnswer(str(problem)) from None
    raise NotAllowed("It redirects too often.")


def _trusted() -> str | None:
    """The one private server that tests may name; no environment variable sets it."""
    return getattr(settings, "LINK_PREVIEWS_TRUST", None)


def _get(connection: http.client.HTTPConnection, parts: SplitResult) -> http.client.HTTPResponse:
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=AS_THEY_ARE)
    headers = {
        "Host": parts.netloc.encode("idna").decode(),
        "User-Agent": f"Groundswell (link preview; +{settings.SITE_URL})",
        "Accept": "text/html, application/xhtml+xml",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def _text(response: http.client.HTTPResponse, until: float) -> str:
    if response.status >= 500 or response.status == 429:
        raise NoAnswer(f"It answered {response.status}.")
    kind = response.headers.get_content_type()
    if response.status != 200 or kind not in {"text/html", "application/xhtml+xml"}:
        raise NotAllowed(f"It answered {response.status} with {kind}.")
    content = b"".join(_pieces(response, until))
    charset = response.headers.get_content_charset() or "utf-8"
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _pieces(response: http.client.HTTPResponse, until: float) -> Iterator[bytes]:
    """The page as far as it comes in time and within the size; its head is all we need."""
    size = 0
    while size < MOST_BYTES and (piece := response.read1(min(16_384, MOST_BYTES - size))):
        size += len(piece)
        yield piece
    left(until)
