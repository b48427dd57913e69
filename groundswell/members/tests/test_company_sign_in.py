"""The company's own sign-in (OpenID Connect), against a small server that speaks it."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell import environment
from groundswell.log.models import LogEntry
from groundswell.members.models import Member


class Company(BaseHTTPRequestHandler):
    """Says who everybody is."""

    person: ClassVar[dict[str, Any]] = {}

    def do_GET(self) -> None:
        here = f"http://{self.headers['Host']}"
        answers = {
            "/.well-known/openid-configuration": {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/userinfo": self.person,
        }
        self._say(answers[self.path])

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._say({"access_token": "secret", "token_type": "Bearer", "expires_in": 60})

    def _say(self, data: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *_args: Any) -> None:
        """Quietly."""


@pytest.fixture
def company(settings: Any, monkeypatch: Any, db: None) -> Iterator[str]:
    cache.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Company) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        for name, value in {"SERVER": address, "CLIENT_ID": "us", "CLIENT_SECRET": "s", "NAME": "Fernweh ID"}.items():
            monkeypatch.setenv(f"GROUNDSWELL_OIDC_{name}", value)
        settings.SOCIALACCOUNT_PROVIDERS = environment.sign_in_server()
        yield address
        server.shutdown()


def enter(client: Client) -> Any:
    """Press the button, agree over there, come back."""
    there = client.post("/accounts/oidc/company/login/?process=login").headers["Location"]
    query = parse_qs(urlsplit(there).query)
    assert query["code_challenge_method"] == ["S256"]
    return client.get("/accounts/oidc/company/login/callback/", {"code": "x", "state": query["state"][0]})


def test_without_a_setting_there_is_no_such_button(client: Client, db: None) -> None:
    assert environment.sign_in_server() == {}
    assert "Continue with" not in client.get("/accounts/login/").content.decode()


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
