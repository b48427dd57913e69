"""The company's own sign-in (OpenID Connect), against a small server that speaks it."""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell import environment
from groundswell.log.models import LogEntry
from groundswell.members.models import Member

ENDPOINTS = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}


class Company(BaseHTTPRequestHandler):
    """Says who everybody is, to whom it knows: by the authorization code flow with PKCE, and by nothing else."""

    person: ClassVar[dict[str, Any]] = {}
    codes: ClassVar[dict[str, dict[str, str]]] = {}
    tokens: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        here = f"http://{self.headers['Host']}"
        if asked.path == "/.well-known/openid-configuration":
            ways = {f"{name}_endpoint": f"{here}/{path}" for name, path in ENDPOINTS.items()}
            auth = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
            self._say({"issuer": here, "jwks_uri": f"{here}/jwks", **ways, **auth})
        elif asked.path == "/authorize":
            self._agree({name: values[0] for name, values in parse_qs(asked.query).items()})
        elif self.headers.get("Authorization", "").removeprefix("Bearer ") in self.tokens:
            self._say(self.person)
        else:
            self._say({"error": "invalid_token"}, 401)

    def _agree(self, asked: dict[str, str]) -> None:
        """Somebody signs in over there and is sent back with a code."""
        wanted = {"client_id": "us", "response_type": "code", "code_challenge_method": "S256"}
        if any(asked.get(name) != value for name, value in wanted.items()) or "openid" not in asked["scope"].split():
            self._say({"error": "invalid_request"}, 400)
            return
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        self.end_headers()

    def do_POST(self) -> None:
        """A code for a token: once, for who has the secret and began this."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        began = self.codes.pop(given.get("code", ""), {})
        proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        fits = (
            given.get("grant_type") == "authorization_code"
            and (given.get("client_id"), given.get("client_secret")) == ("us", "s")
            and given.get("redirect_uri") == began.get("redirect_uri")
            and base64.urlsafe_b64encode(proof).decode().rstrip("=") == began.get("code_challenge")
        )
        token = secrets.token_urlsafe(16)
        if fits:
            self.tokens.add(token)
            self._say({"access_token": token, "token_type": "Bearer", "expires_in": 60})
        else:
            self._say({"error": "invalid_grant"}, 400)

    def _say(self, data: dict[str, Any], status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *_args: Any) -> None:
        """Quietly."""


class Stays(HTTPRedirectHandler):
    """Looks where it is sent, and does not go."""

    def redirect_request(self, *_args: Any) -> None:
        return None


@pytest.fixture
def company(settings: Any, monkeypatch: Any, db: None) -> Iterator[str]:
    cache.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Company) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        for name, value in {"SERVER": address, "CLIENT_ID": "us", "CLIENT_SECRET": "s", "NAME": "Fernweh ID"}.items():
            monkeypatch.setenv(f"GROUNDSWELL_OIDC_{name}", value)
        settings.SOCIALACCOUNT_PROVIDERS = environment.sign_in_server()
        yield address
        server.shutdown()


def agreed(client: Client) -> str:
    """Press the button, agree over there; the address at which one comes back."""
    there = client.post("/accounts/oidc/company/login/?process=login").headers["Location"]
    with pytest.raises(HTTPError) as answer:
        build_opener(Stays).open(there)
    assert answer.value.code == 302
    return str(answer.value.headers["Location"])


def enter(client: Client) -> Any:
    back = urlsplit(agreed(client))
    assert back.path == "/accounts/oidc/company/login/callback/"
    return client.get(f"{back.path}?{back.query}")


def test_without_a_setting_there_is_no_such_button(client: Client, db: None) -> None:
    assert environment.sign_in_server() == {}
    assert "Continue with" not in client.get("/accounts/login/").content.decode()
    assert "Continue with" not in client.get("/accounts/signup/").content.decode()
    assert client.post("/accounts/oidc/company/login/").status_code == 404
    assert client.get("/accounts/oidc/company/login/callback/?code=x&state=y").status_code == 404


KIM = {"sub": "7", "email": "kim@corp.example", "email_verified": True, "name": "Kim Oh", "preferred_username": "kim"}


def test_an_answer_that_nobody_here_asked_for_opens_nothing(client: Client, company: str) -> None:
    Company.person = KIM
    stolen = urlsplit(agreed(Client()))

    answer = client.get(f"{stolen.path}?{stolen.query}")

    assert "did not work" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not Member.objects.exists()


def test_a_code_works_once(client: Client, company: str) -> None:
    Company.person = KIM
    back = urlsplit(agreed(client))
    client.get(f"{back.path}?{back.query}")
    client.post("/accounts/logout/")

    client.get(f"{back.path}?{back.query}")

    assert "_auth_user_id" not in client.session


def test_who_knows_another_secret_is_not_told_who_somebody_is(client: Client, company: str, settings: Any) -> None:
    Company.person = KIM
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["secret"] = "guessed"

    assert "did not work" in enter(client).content.decode()
    assert not Member.objects.exists()


def test_a_newcomer_from_the_company_joins_with_one_click(client: Client, company: str) -> None:
    Company.person = {
        "sub": "7",
        "email": "kim@corp.example",
        "email_verified": True,
        "name": "Kim Oh",
        "preferred_username": "kim",
    }
    assert "Continue with Fernweh ID" in client.get("/accounts/login/").content.decode()

    enter(client)

    kim = Member.objects.get(email="kim@corp.example")
    assert (kim.handle, kim.name, kim.role, kim.has_usable_password()) == ("kim", "Kim Oh", "member", False)
    assert client.session["_auth_user_id"] == str(kim.pk)
    assert LogEntry.objects.get(name="members.member_joined", by=kim.pk).data["how"] == "oidc"


def test_a_handle_that_is_taken_gets_a_number(client: Client, company: str, ben: Member) -> None:
    Company.person = {
        "sub": "8",
        "email": "b2@corp.example",
        "email_verified": True,
        "name": "\u200b",
        "preferred_username": "BEN",
    }

    enter(client)

    assert Member.objects.get(email="b2@corp.example").handle == "BEN-2"


def test_who_is_known_by_a_verified_address_is_the_same_person(client: Client, company: str, anna: Member) -> None:
    Company.person = {"sub": "9", "email": "ada@example.com", "email_verified": True, "name": "Somebody"}

    enter(client)

    assert client.session["_auth_user_id"] == str(anna.pk)
    assert Member.objects.get(pk=anna.pk).name == "Ada Lindqvist"


def test_an_address_that_is_not_verified_takes_nobodys_account_over(client: Client, company: str, anna: Member) -> None:
    Company.person = {"sub": "10", "email": "ada@example.com", "email_verified": False, "name": "Eve"}

    enter(client)

    assert client.session.get("_auth_user_id") is None
