"""The API of LibreTranslate, spoken to a service on this machine, and what is done when it does not answer as it should."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from groundswell.voice.libretranslate import NotTranslated, translate
from groundswell.voice.reaching import NoAnswer
from groundswell.voice.tests.translators import WORDS
from groundswell.voice.translators import translated
from groundswell.work import health


class Service(BaseHTTPRequestHandler):
    """Answers as LibreTranslate does, or as `how` says."""

    asked: list[tuple[str, dict[str, Any], Any]] = []
    how = "well"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Service.asked.append((self.path, body, self.headers))
        getattr(self, Service.how)(body)

    def say(self, status: int, text: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def well(self, asked: dict[str, Any]) -> None:
        said = WORDS.sub(lambda found: found[1] or found[2].upper(), asked["q"])
        self.say(200, json.dumps({"translatedText": said}).encode())

    def no_such_language(self, _asked: dict[str, Any]) -> None:
        self.say(400, json.dumps({"error": "tlh is not supported"}).encode())

    def broken(self, _asked: dict[str, Any]) -> None:
        self.say(500, b"oh no")

    def too_often(self, _asked: dict[str, Any]) -> None:
        self.say(429, json.dumps({"error": "Slow down"}).encode())

    def moved(self, _asked: dict[str, Any]) -> None:
        self.say(302, b"", Location="http://169.254.169.254/")

    def another_thing(self, _asked: dict[str, Any]) -> None:
        self.say(200, b"<html>Welcome to nginx</html>")

    def a_list(self, _asked: dict[str, Any]) -> None:
        self.say(200, b'["x"]')

    def huge(self, _asked: dict[str, Any]) -> None:
        self.say(200, json.dumps({"translatedText": "x" * 1_100_000}).encode())

    def slow(self, _asked: dict[str, Any]) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        for _piece in range(100):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def handle(self) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # the other side had enough
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def service(settings: Any) -> Iterator[str]:
    """The address of a service on this machine, which the operator named."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    Service.asked, Service.how = [], "well"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.TRANSLATOR = "groundswell.voice.libretranslate.translate"
    settings.LIBRETRANSLATE_URL = f"http://127.0.0.1:{server.server_address[1]}"
    yield settings.LIBRETRANSLATE_URL
    server.shutdown()
    server.server_close()


def test_a_text_comes_back_translated(service: str, settings: Any) -> None:
    settings.LIBRETRANSLATE_KEY = "secret"

    assert translate("<p>Grüße</p>", "de-ch", "en") == "<p>GRÜSSE</p>"

    ((path, asked, headers),) = Service.asked
    assert path == "/translate"
    assert asked == {"q": "<p>Grüße</p>", "source": "de", "target": "en", "format": "html", "api_key": "secret"}
    assert headers["Host"] == service.removeprefix("http://")


def test_without_a_key_none_is_sent_and_a_path_stays_before_the_call(service: str, settings: Any) -> None:
    settings.LIBRETRANSLATE_URL = f"{service}/mt/"

    translate("<p>Hi</p>", "en", "de")

    assert Service.asked[0][0] == "/mt/translate"
    assert "api_key" not in Service.asked[0][1]


def test_it_is_what_the_setting_names(service: str) -> None:
    assert translated("Hi", "<p>There, <code>x</code></p>", "en", "de") == ("HI", "<p>THERE, <code>x</code></p>")


@pytest.mark.parametrize(("how", "why"), [("broken", "It answered 500"), ("too_often", "It answered 429")])
def test_a_service_in_trouble_may_be_asked_later(how: str, why: str, service: str) -> None:
    Service.how = how

    with pytest.raises(NoAnswer, match=why):
        translate("<p>Hi</p>", "en", "de")


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("no_such_language", "It answered 400. tlh is not supported"),
        ("moved", "It answered 302"),
        ("another_thing", "It answered 200"),
        ("a_list", "It answered 200"),
        ("huge", "more than 1,000,000 bytes"),
    ],
)
def test_an_answer_that_is_no_translation_is_told_as_such(how: str, why: str, service: str) -> None:
    Service.how = how

    with pytest.raises(NotTranslated, match=why):
        translate("<p>Hi</p>", "en", "de")
    assert len(Service.asked) == 1


@pytest.mark.slow
def test_a_service_that_dribbles_is_left_when_the_time_is_over(service: str, settings: Any) -> None:
    Service.how, settings.TRANSLATOR_SECONDS = "slow", 1
    started = time.monotonic()

    with pytest.raises(NoAnswer):
        translate("<p>Hi</p>", "en", "de")
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "file:///etc/passwd", "nonsense", "", "http://a..b/"])
def test_nobody_there_and_an_address_that_is_none_are_the_same_trouble(address: str, settings: Any) -> None:
    settings.LIBRETRANSLATE_URL = address

    with pytest.raises(NoAnswer):
        translate("<p>Hi</p>", "en", "de")


def test_the_doctor_says_whether_it_answers(service: str, settings: Any) -> None:
    assert health.translator().state == health.OK
    assert "answered in" in health.translator().found

    Service.how = "broken"
    found = health.translator()
    assert (found.state, found.found) == (health.WARN, f"{settings.TRANSLATOR}: It answered 500.")
    assert "docs/guide/translation.md" in found.do

    settings.TRANSLATOR = "nowhere.at.all"
    assert health.translator().state == health.WARN
    settings.TRANSLATOR = ""
    assert health.translator() == health.Finding("Translator", health.OK, "switched off")
