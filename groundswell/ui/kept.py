"""Pages for people who are not signed in: rendered once, kept in the process, dropped by the event that changes them.

A view that allows it sets `response.about`, the names of what the page shows ("question:12", "member:3", "lists"). What
changes by the clock says so by `request.kept_for`, in seconds.
A listener in each web process hears every committed event (NOTIFY) and drops the pages about it. While the listener
cannot reach the database, nothing kept is served: no page is ever older than a second.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from groundswell.log.forgetting import forget
from groundswell.ui.changes import Listener
from groundswell.ui.middleware import fixed_headers, language_of

Next = Callable[[HttpRequest], HttpResponse]
Key = tuple[str, str]
MOST_BYTES = 24_000_000
QUALITY = 4  # a page of 60 kB is packed to 11 in half a millisecond, and unpacked in a tenth of one
LONGEST_KEPT = 600.0


@dataclass(slots=True)
class Page:
    """A rendered page, packed as browsers take it, with what it is about."""

    packed: bytes
    headers: dict[str, str]
    about: frozenset[str]
    until: float


class Shelf:
    """The kept pages of this process, the least used of them dropped first. Safe between threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes, self.bytes, self.turn = most_bytes, 0, 0
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.keys: dict[str, set[Key]] = {}
        self.dropped: dict[str, int] = {}
        self.all_dropped = 0
        self.lock = threading.Lock()

    def get(self, key: Key) -> Page | None:
        page = self.pages.get(key)
        if page is None or page.until < time.monotonic():
            return None
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
        return page

    def put(self, key: Key, page: Page, since: int) -> None:
        """Keep a page whose rendering began at turn `since`, unless what it is about changed meanwhile."""
        with self.lock:
            if self.all_dropped > since or any(self.dropped.get(name, 0) > since for name in page.about):
                return
            self._forget(key)
            self.pages[key] = page
            self.bytes += len(page.packed)
            for name in page.about:
                self.keys.setdefault(name, set()).add(key)
            while self.bytes > self.most_bytes:
                self._forget(next(iter(self.pages)))

    def drop(self, names: Iterable[str]) -> None:
        with self.lock:
            self.turn += 1
            for name in names:
                self.dropped[name] = self.turn
                for key in list(self.keys.get(name, ())):
                    self._forget(key)
            if len(self.dropped) > 50_000:
                self.all_dropped, self.dropped = self.turn, {}

    def clear(self) -> None:
        with self.lock:
            self.turn += 1
            self.all_dropped = self.turn
            self.pages.clear()
            self.keys.clear()
            self.bytes = 0

    def _forget(self, key: Key) -> None:
        page = self.pages.pop(key, None)
        if page is not None:
            self.bytes -= len(page.packed)
            for name in page.about:
                self.keys[name].discard(key)
                if not self.keys[name]:
                    del self.keys[name]


class Asked:
    """Addresses that were asked for not long ago, as hashes; some five thousand of them, the older half dropped at once."""

    def __init__(self, most: int = 5_000) -> None:
        self.most = most
        self.newer: set[int] = set()
        self.older: set[int] = set()

    def before(self, key: Key) -> bool:
        number = hash(key)
        if number in self.newer or number in self.older:
            return True
        self.newer.add(number)
        if len(self.newer) > self.most // 2:
            self.older, self.newer = self.newer, set()
        return False


class KeptPages:
    """The middleware: answers anonymous GETs from the shelf.

    An address with a question mark is kept once it was asked for twice: most searches are made once, and whatever
    somebody appends to an address must not push out the pages that are read all the time.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.shelf = Shelf()
        self.asked = Asked()
        self.listener = Listener(self.shelf.drop, self._clear)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.KEEP_PAGES or request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        if not self.listener.hears():
            return self.get_response(request)
        kind = "fragment" if request.headers.get("HX-Request") else "page"
        key = (f"{request.get_host()}{request.get_full_path()}", f"{language_of(request)} {kind}")
        page = self.shelf.get(key)
        if page is None:
            since = self.shelf.turn
            response = self.get_response(request)
            headers, about = self._headers(response), getattr(response, "about", ())
            if headers is None:
                return response
            content = response.content
            if request.META.get("QUERY_STRING") and not self.asked.before(key):
                return _answer(request, content, headers)
            kept_for = min(LONGEST_KEPT, getattr(request, "kept_for", LONGEST_KEPT))
            page = Page(_packed(content), headers, frozenset(about), time.monotonic() + kept_for)
            self.shelf.put(key, page, since)
        return _answer(request, page.packed, page.headers, is_packed=True)

    def _clear(self) -> None:
        """What pages are made of goes first: a page that begins after this shows nothing of before."""
        forget()
        self.shelf.clear()

    def _headers(self, response: HttpResponse) -> dict[str, str] | None:
        """Those of a page that may be kept."""
        about = getattr(response, "about", None)
        if about is None or response.status_code != 200 or response.cookies or response.streaming:
            return None
        headers = {**fixed_headers(), **dict(response.headers)}
        headers |= {"Vary": "Cookie, Accept-Language, Accept-Encoding, HX-Request", "Cache-Control": "no-cache"}
        headers.pop("Content-Length", None)
        headers["ETag"] = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        return headers


def _packed(content: bytes) -> bytes:
    return bytes(brotli.compress(content, quality=QUALITY))


def _answer(request: HttpRequest, content: bytes, headers: dict[str, str], is_packed: bool = False) -> HttpResponse:
    """Packed for those who take it so; packing a page costs as much as rendering three rows, so nobody else waits for it."""
    if request.META.get("HTTP_IF_NONE_MATCH") == headers["ETag"]:
        response = HttpResponse(status=304)
        response["ETag"] = headers["ETag"]
    elif "br" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(content if is_packed else _packed(content), headers=headers)
        response["Content-Encoding"] = "br"
    else:
        response = HttpResponse(brotli.decompress(content) if is_packed else content, headers=headers)
    response["Content-Length"] = str(len(response.content))
    return response
