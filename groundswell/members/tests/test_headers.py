"""What browsers are told with every page, and that no page needs an exception from it."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from groundswell.features.support.actions import answer_question, ask_question
from groundswell.features.support.models import Topic
from groundswell.members.models import Member
from groundswell.members.tests.conftest import PASSWORD
from groundswell.members.tests.walk import PAGES

OURS = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self'; \
object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
DATA = {"application/json", "application/ld+json"}


class Looks(HTMLParser):
    """Notes what a page has of its own that the policy forbids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        script = tag == "script" and "src" not in known and known.get("type") not in DATA
        handlers = [name for name in known if name == "style" or name.startswith("on")]
        links = [value for value in known.values() if value.strip().lower().startswith("javascript:")]
        if script or handlers or links or tag == "style":
            self.inline.append(str(self.get_starttag_text()))


def policy(answer: Any) -> dict[str, set[str]]:
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip()]
    return {name: set(values) for name, *values in parts}


def test_every_answer_has_the_strict_policy_and_no_page_anything_inline(anna: Member, ben: Member) -> None:
    Topic.objects.create(slug="network", name={"en": "Network"})
    question = ask_question(by=anna, title="No signal in the lift", body="<b onclick=x()>Every</b> morning.")
    answer_question(question, by=ben, body="Turn on Wi-Fi calling, @ada.")
    strict = policy({"Content-Security-Policy": OURS})
    signed_in = Client()
    signed_in.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD})

    seen = 0
    for path in (*PAGES, question.get_absolute_url(), "/members/ada/", "/accounts/2fa/totp/activate/"):
        for browser in (Client(), signed_in):
            answer = browser.get(path, follow=path != "/accounts/logout/")
            assert policy(answer) == strict, path
            assert answer["X-Frame-Options"] == "DENY"
            assert answer["X-Content-Type-Options"] == "nosniff"
            if answer["Content-Type"].startswith("text/html"):
                assert Looks(answer.content.decode()).inline == [], path
                seen += answer.status_code == 200
    assert seen > 60


def test_the_test_itself_would_notice() -> None:
    for bad in ('<p style="x">', "<a onclick='x'>", "<style>", '<a href="javascript:x">', "<script>x</script>"):
        assert Looks(bad).inline
    for good in ('<script type="module" src="/x.js">', '<p title="&lt;b onclick=x" data-once="1">'):
        assert not Looks(good).inline


def test_cookies_of_a_session_are_not_for_scripts_or_other_sites(anna: Member, client: Client) -> None:
    cookies = client.post("/accounts/login/", {"login": "ada", "password": PASSWORD}).cookies

    assert cookies["sessionid"]["httponly"]
    assert cookies["sessionid"]["samesite"] == "Lax"
