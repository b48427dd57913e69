"""The doors and settings in a real browser: what scripts, cookies and keys have to do with each other."""

import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from groundswell.members.models import Member
from groundswell.members.tests.conftest import PASSWORD, code_in, with_password
from groundswell.ui.tests.browsers import faults, launched, on_a_phone, settle
from groundswell.voice.drafts import save_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WATCH = """
window.refused = [];
const note = (event) => refused.push(`${event.violatedDirective} ${event.blockedURI}`);
document.addEventListener("securitypolicyviolation", note);
"""
OPEN = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/members/",
    "/members/ada/",
    "/groups/",
)
OWN = (
    "/settings/", "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/", "/accounts/sessions/", "/accounts/3rdparty/",
    "/accounts/logout/", "/settings/leave/", "/settings/keys/", "/settings/keys/new/", "/settings/notifications/",
    "/voice/drafts/", "/questions/mine/",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, live_server: Any, settings: Any, tmp_path: Path) -> Iterator[Page]:
    settings.MEDIA_ROOT = tmp_path
    with on_a_phone(browser, live_server, settings) as opened:
        yield opened


@pytest.fixture
def anna(transactional_db: None) -> Member:
    from conftest import person

    return with_password(person("ada", "Ada Lindqvist"))


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail or handle").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove(page: Page) -> None:
    """Show the password once more, when a page asks."""
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")


def test_a_newcomer_joins_and_shows_a_face(page: Page, transactional_db: None) -> None:
    page.goto("/accounts/signup/?next=/settings/")
    page.get_by_label("E-mail").fill("zoe@example.com")
    page.get_by_label("Handle").fill("zoe")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.get_by_label("Code").fill(code_in(mail.outbox[0]))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/settings/")

    page.get_by_label("Name", exact=True).fill("Zoë Krähenbühl")
    page.get_by_label("About you").fill("Sails, mostly.")
    page.get_by_text("Languages you help in").first.click()
    page.get_by_label("Deutsch").check()
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url("**/settings/")
    face = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(face, "PNG")
    page.set_input_files("[name=picture]", {"name": "z.png", "mimeType": "image/png", "buffer": face.getvalue()})
    page.get_by_role("button", name="Use this picture").click()
    page.wait_for_url("**/settings/")
    page.goto("/members/zoe/")

    expect(page.get_by_role("heading", name="Zoë Krähenbühl")).to_be_visible()
    expect(page.get_by_text("Sails, mostly.")).to_be_visible()
    assert (
        page.locator("main .avatar img").first.evaluate("(image) => image.decode().then(() => image.naturalWidth)")
        == 256
    )


def test_ada_signs_in_with_a_code_and_then_with_a_passkey(page: Page, anna: Member) -> None:
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True}})

    page.goto("/accounts/login/")
    page.get_by_role("link", name="Send me a code by mail").click()
    page.get_by_label("E-mail").fill("ada@example.com")
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill(code_in(mail.outbox[0]))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/")
    page.goto("/accounts/2fa/webauthn/add/")
    prove(page)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    sign_out(page)

    page.goto("/accounts/login/?next=/settings/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url("**/settings/")
    expect(page.get_by_text("1 passkey")).to_be_visible()


def test_after_the_password_comes_the_code_of_the_app(page: Page, anna: Member) -> None:
    sign_in(page)
    page.wait_for_url("**/")
    page.goto("/accounts/2fa/totp/activate/")
    prove(page)
    secret = page.get_by_label("Key to type in instead").input_value()
    now = int(time.time()) // 30
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, now)))
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    sign_out(page)

    sign_in(page)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#id_code_error, .notice.bad").first).to_be_visible()
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, now + 1)))
    page.get_by_role("button", name="Sign in").click()

    page.wait_for_url("**/")
    page.goto("/settings/")
    expect(page.get_by_text("app on")).to_be_visible()


def test_ada_makes_a_key_copies_it_and_takes_it_back(page: Page, anna: Member) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page)
    page.wait_for_url("**/")
    page.goto("/settings/")
    page.get_by_role("link", name="Look: API keys").click()
    page.get_by_role("link", name="Make a key").click()
    prove(page)
    page.get_by_label("What is it for?").fill("Till in Kiel")
    page.get_by_label("Write in your name").check()
    page.get_by_role("button", name="Make the key").click()
    page.wait_for_url("**/settings/keys/")

    shown = page.get_by_label("Your new key").inner_text()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == shown
    page.reload()
    expect(page.get_by_text(shown)).to_have_count(0)

    page.get_by_role("link", name="Revoke Till in Kiel").click()
    page.get_by_role("button", name="Revoke").click()
    page.wait_for_url("**/settings/keys/")
    expect(page.get_by_text("No keys yet")).to_be_visible()


def test_a_half_written_answer_is_found_again_by_way_of_the_menu(page: Page, anna: Member) -> None:
    save_draft("answer:12", {"body": "Have you tried the other mast?"}, by=anna, page="/members/ada/")
    sign_in(page)
    page.wait_for_url("**/")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_label("Your account").click()
    page.get_by_role("link", name="Your drafts").click()
    expect(page.get_by_text("Have you tried the other mast?")).to_be_visible()
    page.get_by_role("link", name="Go on writing").click()
    page.wait_for_url("**/members/ada/")

    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("main").get_by_role("link", name="Your drafts").click()
    settle(page)
    page.get_by_role("button", name="Throw away").click()
    page.get_by_role("button", name="Yes, do it").click()
    expect(page.get_by_text("Nothing unfinished")).to_be_visible()


def test_ada_leaves_for_good(page: Page, anna: Member) -> None:
    sign_in(page)
    page.wait_for_url("**/")
    page.goto("/settings/")
    with page.expect_download() as data:
        page.get_by_role("button", name="Download my data").click()
    assert data.value.suggested_filename.endswith(".zip")
    page.get_by_role("link", name="Delete my account").click()
    prove(page)
    page.get_by_label("Empty my questions and answers too").check()
    page.get_by_role("button", name="Delete my account").click()
    page.get_by_role("button", name="Yes, do it").click()
    page.wait_for_url("**/")

    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert Member.objects.get(pk=anna.pk).erased_at is not None


@pytest.mark.slow
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, anna: Member) -> None:
    found = complaints(page, OPEN)
    sign_in(page)
    page.wait_for_url("**/")
    page.goto("/settings/leave/")
    prove(page)
    page.wait_for_url("**/settings/leave/")

    assert found + complaints(page, OWN) == []


def complaints(page: Page, paths: tuple[str, ...]) -> list[str]:
    """What is wrong with pages by their content security policy, by their width, and by axe."""
    found = []
    page.add_init_script(WATCH)
    for path in paths:
        assert page.goto(path).status == 200  # type: ignore[union-attr]
        settle(page)
        found += [f"{path}: {what}" for what in page.evaluate("refused")]  # axe adds its own, so it comes after
        found += [f"{path}: {fault}" for fault in faults(page)]
    return found
