"""People who can sign in, and the letters that they get."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from groundswell.members.models import Member

PASSWORD = "correct horse battery"


def with_password(member: Member) -> Member:
    """A member who confirmed the address and chose a password."""
    member.set_password(PASSWORD)
    member.save(update_fields=["password"])
    EmailAddress.objects.create(user=member, email=member.email or "", verified=True, primary=True)
    return member


@pytest.fixture
def anna(ada: Member) -> Member:
    """Ada, able to sign in."""
    return with_password(ada)


@pytest.fixture
def sign_in(client: Client) -> Callable[..., Any]:
    def enter(login: str, password: str = PASSWORD, **more: str) -> Any:
        return client.post("/accounts/login/", {"login": login, "password": password, **more})

    return enter


def code_in(mail: EmailMessage) -> str:
    """The code that a letter carries, from its subject."""
    return str(mail.subject).split(" ")[0]


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    """The real hash takes most of a second, on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
