"""What an app and recovery codes are made from cannot be read in the database."""

import importlib
import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.apps import apps
from django.test import Client

from groundswell.members.models import Member
from groundswell.members.sealing import SEALED, seal, unseal

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SignIn = Callable[..., Any]


def code(steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps)))


def stored() -> str:
    return str(list(Authenticator.objects.values_list("data", flat=True)))


def test_an_app_signs_ada_in_and_its_secret_is_sealed(anna: Member, client: Client, sign_in: SignIn) -> None:
    TOTP.activate(anna, SECRET)
    assert SECRET not in stored()
    assert SEALED in stored()

    assert sign_in("ada").headers["Location"].startswith("/accounts/2fa/authenticate/")
    client.post("/accounts/2fa/authenticate/", {"code": code()})

    assert client.session["_auth_user_id"] == str(anna.pk)


def test_recovery_codes_are_sealed_work_once_and_can_be_looked_at(
    anna: Member, client: Client, sign_in: SignIn
) -> None:
    TOTP.activate(anna, SECRET)
    codes = RecoveryCodes.activate(anna).get_unused_codes()
    assert not any(one in stored() for one in codes)

    for expected in (True, False):
        browser = Client()
        browser.post("/accounts/login/", {"login": "ada", "password": "correct horse battery"})
        browser.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert ("_auth_user_id" in browser.session) is expected

    assert len(RecoveryCodes.activate(anna).get_unused_codes()) == 9


def test_secrets_from_before_still_work(anna: Member, client: Client, sign_in: SignIn) -> None:
    Authenticator.objects.create(user=anna, type="totp", data={"secret": SECRET})

    sign_in("ada")
    client.post("/accounts/2fa/authenticate/", {"code": code()})

    assert client.session["_auth_user_id"] == str(anna.pk)


def test_secrets_from_before_are_sealed_by_the_migration(anna: Member) -> None:
    Authenticator.objects.create(user=anna, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(user=anna, type="recovery_codes", data={"seed": "abc123", "used_mask": 2})
    migration = importlib.import_module("groundswell.members.migrations.0007_seal_second_steps")

    migration.seal_all(apps, None)
    migration.seal_all(apps, None)

    data = dict(Authenticator.objects.values_list("type", "data"))
    assert unseal(data["totp"]["secret"]) == SECRET
    assert unseal(data["recovery_codes"]["seed"]) == "abc123"
    assert data["recovery_codes"]["used_mask"] == 2
    assert SECRET not in stored()


def test_with_another_secret_key_no_code_fits_and_nothing_breaks(
    anna: Member, client: Client, sign_in: SignIn, settings: Any
) -> None:
    TOTP.activate(anna, SECRET)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "a new one"

    sign_in("ada")
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 422
    assert "_auth_user_id" not in client.session

    settings.SECRET_KEY_FALLBACKS = [before]
    client.post("/accounts/2fa/authenticate/", {"code": code(1)})
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_sealed_twice_it_looks_different_and_says_the_same(settings: Any) -> None:
    one, two = seal("lavender"), seal("lavender")

    assert one != two
    assert unseal(one) == unseal(two) == "lavender"
    assert "lavender" not in one
