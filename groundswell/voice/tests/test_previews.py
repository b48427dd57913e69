"""Links that become cards: asked once, by the server, and never in our own network."""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.voice import fetching, previews
from groundswell.voice.actions import rewrite, write
from groundswell.voice.headings import read_head
from groundswell.voice.jobs import show_card
from groundswell.voice.markdown import render
from groundswell.voice.models import Preview, Voice
from groundswell.voice.reaching import NoAnswer, NotAllowed, is_public

PAGE = """<!doctype html><html><head><title>Roaming &amp; more</title>
<meta name="description" content="What each plan includes outside the EU.">
<meta property="og:title" content="Roaming, country by country">
<meta property="og:site_name" content="Fernweh Mobil"></head><body><title>not this</title></body></html>"""


class Site(BaseHTTPRequestHandler):
    """A small site: each path misbehaves in its own way."""

    asked: list[tuple[str, dict[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        answer = getattr(self, self.path.strip("/").partition("?")[0].replace("-", "_") or "page", self.missing)
        answer()

    def say(self, body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def page(self) -> None:
        self.say(PAGE)

    def missing(self) -> None:
        self.say("no", status=404)

    def broken(self) -> None:
        self.say("no", status=503)

    def picture(self) -> None:
        self.say(b"\x89PNG", "image/png")

    def moved(self) -> None:
        self.say("", status=302, Location="/page")

    def loop(self) -> None:
        self.say("", status=302, Location="/loop")

    def inside(self) -> None:
        self.say("", status=302, Location="http://169.254.169.254/latest/meta-data/")

    def to_a_file(self) -> None:
        self.say("", status=302, Location="file:///etc/passwd")

    def latin(self) -> None:
        self.say("<title>Größe</title>".encode("latin-1"), "text/html; charset=iso-8859-1")

    def endless(self) -> None:
        self.say("<title>Endless</title>")
        piece = b"x" * 65_536
        for _number in range(1_000):
            self.wfile.write(piece)

    def slow(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        for number in range(200):
            self.wfile.write(f"X-{number}: y\r\n".encode())
            self.wfile.flush()
            time.sleep(0.1)

    def nameless(self) -> None:
        self.say("<p>nothing</p>")

    def handle(self) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # the other side had enough
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def site(settings: Any) -> Iterator[str]:
    """The address of a local site, the only private one that may be asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Site.asked = []
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.LINK_PREVIEWS_TRUST = f"127.0.0.1:{server.server_address[1]}"
    yield f"http://{settings.LINK_PREVIEWS_TRUST}"
    server.shutdown()
    server.server_close()


def test_a_page_says_what_it_is_called(site: str) -> None:
    about = fetching.ask(f"{site}/page?ä=1")

    assert (about.title, about.about) == ("Roaming, country by country", "What each plan includes outside the EU.")
    assert about.site == "Fernweh Mobil"
    path, headers = Site.asked[0]
    assert path == "/page?%C3%A4=1"
    assert headers["User-Agent"].startswith("Groundswell (link preview; +http")
    assert headers["Host"] == site.removeprefix("http://")
    assert "Cookie" not in headers


def test_a_redirect_is_followed_and_another_charset_read(site: str) -> None:
    assert fetching.ask(f"{site}/moved").title == "Roaming, country by country"
    assert fetching.ask(f"{site}/latin").title == "Größe"


@pytest.mark.parametrize("path", ["loop", "inside", "to-a-file", "picture", "missing"])
def test_what_is_no_page_or_leads_astray_is_not_asked_again(path: str, site: str) -> None:
    with pytest.raises(NotAllowed):
        fetching.ask(f"{site}/{path}")


def test_a_site_in_trouble_may_be_asked_later(site: str) -> None:
    with pytest.raises(NoAnswer):
        fetching.ask(f"{site}/broken")


def test_no_more_than_half_a_megabyte_is_read(site: str) -> None:
    started = time.monotonic()

    assert fetching.ask(f"{site}/endless").title == "Endless"
    assert time.monotonic() - started < 4


@pytest.mark.slow
def test_a_site_that_dribbles_is_left_after_five_seconds(site: str) -> None:
    started = time.monotonic()

    with pytest.raises(NoAnswer):
        fetching.ask(f"{site}/slow")
    assert 4 < time.monotonic() - started < 8


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0/",
        "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[fe80::1]/",
        "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://10.0.0.1/", "http://172.16.0.1/",
        "http://192.168.1.1/", "http://169.254.169.254/", "http://100.100.100.200/", "http://224.0.0.1/", "http://0.0.0.0/",
        "http://255.255.255.255/", "http://[ff02::1]/", "http://[::]/", "http://127.0.0.1:8000/", "http://example.com:22/",
        "http://user@example.com/", "http://user:pass@127.0.0.1/", "http://example.com\\@127.0.0.1/", "ftp://example.com/",
        "file:///etc/passwd", "gopher://127.0.0.1/", "http:///", "http://", "https://[::1", "//example.com", "http://a..b/",
        "http://" + "a" * 300 + ".example/", "http://example.com:99999/", "http://⑯⑨。②⑤④。⑯⑨。②⑤④/",
    ],
)  # fmt: skip
def test_private_and_odd_addresses_are_never_asked(url: str) -> None:
    with pytest.raises(NotAllowed):
        fetching.ask(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("64:ff9b::5db8:d70e", True),
        ("::ffff:93.184.215.14", True), ("198.18.0.1", False), ("192.0.2.1", False), ("240.0.0.1", False),
        ("224.0.1.1", False), ("2001:db8::1", False), ("::ffff:10.0.0.1", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_open_internet_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def test_a_name_with_one_private_address_among_public_ones_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver is the outside world here: it answers what an attacker's would."""
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in ("93.184.215.14", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: rows)

    with pytest.raises(NotAllowed, match="not public"):
        fetching.ask("http://rebinding.example/")


def test_titles_are_one_clean_line() -> None:
    about = read_head("<title>\n  A\u202e\u200b very\0 \x1b[31m long " + "title " * 99 + "</title>", site="a.example")

    assert about.title.startswith("A very")
    assert all(letter.isprintable() for letter in about.title)
    assert len(about.title) <= 200
    assert about.site == "a.example"
    assert read_head("<meta name=description><title>", site="x") == read_head("", site="x")


def card_of(voice: Voice) -> bool:
    voice.refresh_from_db()
    return 'class="preview"' in voice.html


def test_a_lone_link_becomes_a_card_once_its_page_was_asked(ada: Member, site: str) -> None:
    voice = write("answer", by=ada, source=f"All of it is here:\n{site}/page\nand **nowhere** else.").voice
    assert f'<a href="{site}/page" rel="nofollow ugc noopener">{site}/page</a>' in voice.html
    (job,) = ProcrastinateJob.objects.filter(task_name="voice.show_card")

    show_card(**job.args)

    voice.refresh_from_db()
    assert voice.html == (
        f'<p>All of it is here:<a class="preview" href="{site}/page" rel="nofollow ugc noopener">'
        "<b>Roaming, country by country</b><span>What each plan includes outside the EU.</span>"
        "<small>Fernweh Mobil</small></a>and <strong>nowhere</strong> else.</p>\n"
    )
    assert (voice.revision, voice.edited_at) == (1, None)


@pytest.mark.slow
def test_the_worker_does_it(transactional_db: None, ada: Member, site: str) -> None:
    with transaction.atomic():
        voice = write("answer", by=ada, source=f"{site}/page").voice
    assert not card_of(voice)

    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    assert card_of(voice)
    assert ProcrastinateJob.objects.get(task_name="voice.show_card").status == "succeeded"


def test_a_known_page_is_a_card_at_once_and_nobody_is_asked(ada: Member, site: str) -> None:
    Preview.objects.create(url=f"{site}/page", title="Known <b>", site="a.example", state="ready")

    voice = write("answer", by=ada, source=f"{site}/page").voice

    assert "<b>Known &lt;b&gt;</b><small>a.example</small>" in voice.html
    assert not ProcrastinateJob.objects.filter(task_name="voice.show_card").exists()
    assert Site.asked == []


@pytest.mark.parametrize(
    "source",
    [
        "Look at {0} please", "[here]({0})", "> {0}", "- {0}", "`{0}`", "    {0}", "```\n{0}\n```", "{0} {0}", "## {0}",
        "| a |\n|---|\n| {0} |", "{0}" + "x" * 500, "<{0}|",
    ],
)  # fmt: skip
def test_other_links_stay_links(source: str, ada: Member, site: str) -> None:
    write("answer", by=ada, source=source.format(f"{site}/page"))

    assert not Preview.objects.exists()


def test_links_to_ourselves_in_comments_and_beyond_five_are_not_asked(ada: Member, settings: Any) -> None:
    write("comment", by=ada, source="https://a.example/")
    write("answer", by=ada, source=f"{settings.SITE_URL}/question/1/")
    assert not Preview.objects.exists()

    write("answer", by=ada, source="\n\n".join(f"https://a.example/{n}" for n in range(9)))
    assert Preview.objects.count() == 5


def test_an_edit_asks_for_its_links_too(ada: Member, site: str) -> None:
    voice = write("answer", by=ada, source="Soon.").voice
    rewrite(voice, by=ada, source=f"{site}/page")

    show_card(voice=voice.pk, url=f"{site}/page")

    assert card_of(voice)


def test_switched_off_nothing_is_asked_or_shown(ada: Member, site: str, settings: Any) -> None:
    settings.LINK_PREVIEWS = False
    Preview.objects.create(url=f"{site}/page", title="Known", state="ready")

    assert not card_of(write("answer", by=ada, source=f"{site}/page").voice)
    assert render(f"{site}/other").lone == []


def test_a_page_that_fails_leaves_the_link_and_is_tried_thrice(ada: Member, site: str) -> None:
    voice = write("answer", by=ada, source=f"{site}/broken").voice

    for _try in range(2):
        with pytest.raises(NoAnswer):
            show_card(voice=voice.pk, url=f"{site}/broken")
    show_card(voice=voice.pk, url=f"{site}/broken")
    show_card(voice=voice.pk, url=f"{site}/broken")

    assert Preview.objects.get().state == "failed"
    assert len(Site.asked) == 3
    assert not card_of(voice)


@pytest.mark.parametrize("path", ["nameless", "picture", "inside"])
def test_a_page_without_a_title_or_out_of_bounds_stays_a_link(path: str, ada: Member, site: str) -> None:
    voice = write("answer", by=ada, source=f"{site}/{path}").voice

    show_card(voice=voice.pk, url=f"{site}/{path}")

    assert Preview.objects.get().state == "failed"
    assert not card_of(voice)


def test_what_failed_is_asked_again_after_a_week_when_somebody_links_to_it(ada: Member, site: str) -> None:
    page = Preview.objects.create(url=f"{site}/page", state="failed", tries=3, fetched=clock.now() - timedelta(days=6))
    write("answer", by=ada, source=page.url)
    assert not ProcrastinateJob.objects.filter(task_name="voice.show_card").exists()

    Preview.objects.update(fetched=clock.now() - timedelta(days=8))
    voice = write("answer", by=ada, source=page.url).voice
    show_card(voice=voice.pk, url=page.url)

    assert card_of(voice)


def test_an_erased_or_imported_text_is_left_alone(ada: Member, site: str) -> None:
    voice = write("answer", by=ada, source=f"{site}/page").voice
    Voice.objects.filter(pk=voice.pk).update(markup="html", html="<p>as it was</p>")

    show_card(voice=voice.pk, url=f"{site}/page")
    previews.render_anew(voice.pk + 1)

    assert Voice.objects.get(pk=voice.pk).html == "<p>as it was</p>"
