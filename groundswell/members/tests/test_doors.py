"""Joining, signing in, and what strangers can find out or break there."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.tests.conftest import PASSWORD, code_in, with_password

SignIn = Callable[..., Any]
NEW = {"email": "zoe@example.com", "username": "zoe", "password1": PASSWORD}
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "\t//evil.example",
]


def signed_in(client: Client) -> Member | None:
    return Member.objects.filter(pk=client.session.get("_auth_user_id", 0)).first()


@pytest.mark.django_db
def test_a_newcomer_joins_and_confirms_the_address_by_a_code(client: Client) -> None:
    answer = client.post("/accounts/signup/", {**NEW, "next": "/members/"})
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert signed_in(client) is None

    done = client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[0])})

    zoe = Member.objects.get(handle="zoe")
    assert signed_in(client) == zoe
    assert done.status_code == 302
    assert LogEntry.objects.filter(
        name="members.member_joined", by=zoe.pk, data={"member": zoe.pk, "how": "form"}
    ).exists()


@pytest.mark.django_db
def test_who_did_not_confirm_is_not_shown_and_not_let_in(client: Client, sign_in: SignIn) -> None:
    client.post("/accounts/signup/", NEW)

    assert Client().get("/members/zoe/").status_code == 404
    assert b"zoe" not in Client().get("/members/").content
    Client().post("/accounts/login/", {"login": "zoe", "password": PASSWORD})
    assert not UserSession.objects.exists()


def test_joining_with_a_known_address_looks_the_same_and_tells_its_owner(anna: Member) -> None:
    new, known = Client(), Client()

    one = new.post("/accounts/signup/", NEW)
    two = known.post("/accounts/signup/", {**NEW, "email": anna.email, "username": "zoe2"})

    assert (one.status_code, one.headers["Location"]) == (two.status_code, two.headers["Location"])
    pages = [client.get("/accounts/confirm-email/").content.decode() for client in (new, known)]
    assert _masked(pages[0], NEW["email"]) == _masked(pages[1], str(anna.email))
    assert "account already" in str(mail.outbox[1].subject)
    assert not Member.objects.called("zoe2").exists()


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_asking_for_a_code_or_link_does_not_tell_who_has_an_account(anna: Member, path: str) -> None:
    known, unknown = Client(), Client()

    one = known.post(path, {"email": anna.email}, follow=True)
    two = unknown.post(path, {"email": "nobody@example.com"}, follow=True)

    assert one.redirect_chain == two.redirect_chain
    assert _masked(one.content.decode(), str(anna.email)) == _masked(two.content.decode(), "nobody@example.com")
    assert len(mail.outbox) == 2


def test_a_wrong_password_and_an_unknown_member_are_refused_alike(anna: Member, sign_in: SignIn) -> None:
    wrong, unknown = sign_in("ada", "wrong password"), sign_in("nobody", "wrong password")

    assert wrong.status_code == unknown.status_code == 422
    assert _masked(wrong.content.decode(), "ada") == _masked(unknown.content.decode(), "nobody")


def test_an_unknown_member_costs_as_much_hashing_as_a_known_one(anna: Member, client: Client, monkeypatch: Any) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[int] = []
    encode = MD5PasswordHasher.encode

    def counted(*args: Any, **more: Any) -> str:
        hashed.append(1)
        return str(encode(*args, **more))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    def cost(path: str, data: dict[str, Any]) -> int:
        hashed.clear()
        Client().post(path, data)
        return len(hashed)

    login = "/accounts/login/"
    assert (
        cost(login, {"login": "ada", "password": "wrong"}) == cost(login, {"login": "nobody", "password": "wrong"}) == 1
    )
    known = cost("/accounts/signup/", {**NEW, "email": anna.email})
    assert known == cost("/accounts/signup/", {**NEW, "email": "new@example.com"}) == 1


@pytest.mark.parametrize("login", ["ada", "ADA", "ada@example.com", "Ada@Example.com"])
def test_ada_signs_in_by_handle_or_address(anna: Member, client: Client, sign_in: SignIn, login: str) -> None:
    assert sign_in(login).status_code == 302
    assert signed_in(client) == anna


def test_ada_signs_in_with_a_code_and_the_link_in_the_letter_brings_it_along(anna: Member, client: Client) -> None:
    client.post("/accounts/login/code/", {"email": anna.email, "next": "/members/"})
    letter = str(mail.outbox[0].body)
    link = re.search(r"http://\S+(/accounts/login/code/confirm/\S+)", letter)

    assert link is not None
    assert code_in(mail.outbox[0]) in client.get(link[1]).content.decode()
    client.post("/accounts/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert signed_in(client) == anna


def test_a_code_can_be_guessed_three_times_only(anna: Member, client: Client) -> None:
    client.post("/accounts/login/code/", {"email": anna.email})
    for _try in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})

    client.post("/accounts/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert signed_in(client) is None


def test_letters_are_in_the_language_of_the_member(anna: Member, client: Client) -> None:
    Member.objects.filter(pk=anna.pk).update(language="de")

    client.post("/accounts/login/code/", {"email": anna.email})

    html = str(mail.outbox[0].alternatives[0].content)  # type: ignore[union-attr]
    assert '<html lang="de">' in html
    assert code_in(mail.outbox[0]) in html
    assert "style=" not in html


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_elsewhere_by_next(anna: Member, target: str) -> None:
    def goes(response: Any) -> str:
        return str(response.headers["Location"])

    client = Client()
    assert goes(client.post("/accounts/login/", {"login": "ada", "password": PASSWORD, "next": target})) == "/"
    assert goes(client.get("/accounts/login/", {"next": target})) == "/"
    assert goes(client.get("/language/", {"language": "de", "next": target})) == "/"
    assert goes(client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": target})) == "/"
    assert goes(client.post("/accounts/logout/", {"next": target})) == "/"


def test_next_leads_back_to_a_page_here(anna: Member, sign_in: SignIn) -> None:
    assert sign_in("ada", next="/members/?order=newest").headers["Location"] == "/members/?order=newest"


def test_forms_from_elsewhere_are_refused(anna: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)

    for path in (
        "/settings/",
        "/settings/picture/",
        "/settings/reading/",
        "/settings/data/",
        "/settings/leave/",
        "/accounts/logout/",
    ):
        assert client.post(path, {"name": "Eve"}).status_code == 403
    assert (
        Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "ada", "password": PASSWORD}).status_code
        == 403
    )


def test_guessing_a_password_is_stopped(anna: Member, client: Client, sign_in: SignIn) -> None:
    for _guess in range(5):
        sign_in("ada", "wrong password")

    assert "too often" in sign_in("ada").content.decode()
    assert signed_in(client) is None


@pytest.mark.django_db
def test_one_address_cannot_open_accounts_in_a_row(client: Client) -> None:
    answers = [
        Client().post("/accounts/signup/", {**NEW, "email": f"z{n}@example.com", "username": f"zed-{n}-x"}).status_code
        for n in range(11)
    ]

    assert answers == [302] * 10 + [429]
    assert Client(REMOTE_ADDR="203.0.113.7").post("/accounts/signup/", NEW).status_code == 302


def test_a_link_to_a_new_password_works_once(anna: Member, client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": anna.email})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert link is not None
    form = client.get(link[1], follow=True).redirect_chain[-1][0]

    done = client.post(form, {"password1": "another fine phrase", "password2": "another fine phrase"})

    assert done.headers["Location"] == "/accounts/password/reset/key/done/"
    assert Member.objects.get(pk=anna.pk).check_password("another fine phrase")
    again = Client().get(link[1], follow=True)
    assert "does not work any more" in again.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("username", "z\u200boe", "invisible"),
        ("username", "z\u043ee", "alphabets"),
        ("username", "admin", "team"),
        ("username", "x" * 1_000_000, "characters"),
        ("password1", "short", "short"),
        ("password1", "1234567890", "common"),
        ("email", "not an address", "valid"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_is_kept(client: Client, field: str, value: str, said: str) -> None:
    answer = client.post("/accounts/signup/", {**NEW, field: value})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert all(kept in page for name, kept in NEW.items() if name not in (field, "password1"))
    assert not Member.objects.exists()


def test_roles_and_reputation_cannot_be_sent_along(client: Client, db: None) -> None:
    client.post(
        "/accounts/signup/",
        {**NEW, "role": "admin", "reputation": "9000", "is_active": "1", "claimed": "0", "level": "4"},
    )

    zoe = Member.objects.get(handle="zoe")
    assert (zoe.role, zoe.reputation, zoe.level, zoe.claimed) == ("member", 0, 0, True)


def test_ada_sees_her_devices_and_signs_one_out(anna: Member, client: Client, sign_in: SignIn) -> None:
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Version/18.0 Safari/605")
    phone.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    sign_in("ada")
    page = client.get("/accounts/sessions/").content.decode()
    assert "Safari on iPhone" in page
    assert "This device" in page

    theirs = UserSession.objects.exclude(session_key=client.session.session_key).get()
    client.post(f"/settings/devices/{theirs.pk}/")

    assert phone.get("/settings/").status_code == 302
    assert client.get("/settings/").status_code == 200


def test_nobody_signs_out_the_device_of_another(anna: Member, ben: Member, client: Client, sign_in: SignIn) -> None:
    sign_in("ada")
    stranger = Client()
    stranger.force_login(ben)

    assert stranger.post(f"/settings/devices/{UserSession.objects.get().pk}/").status_code == 404
    assert client.get("/settings/").status_code == 200


def test_a_new_password_signs_other_devices_out_and_is_told_by_mail(
    anna: Member, client: Client, sign_in: SignIn
) -> None:
    other = Client()
    other.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    sign_in("ada")

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "a new fine phrase", "password2": "a new fine phrase"},
    )

    assert other.get("/settings/").status_code == 302
    assert client.get("/settings/").status_code == 200
    assert str(mail.outbox[-1].subject) == "Your password was changed"


def test_adding_a_key_asks_once_more_who_it_is(anna: Member, client: Client, sign_in: SignIn) -> None:
    sign_in("ada")

    assert client.get("/accounts/2fa/webauthn/add/").headers["Location"].startswith("/accounts/reauthenticate/")
    assert client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")


def test_somebody_erased_or_switched_off_cannot_sign_in(
    anna: Member, ben: Member, client: Client, sign_in: SignIn
) -> None:
    with_password(ben)
    Member.objects.filter(pk=ben.pk).update(is_active=False)

    sign_in("ben")
    assert signed_in(client) is None
    client.post("/accounts/login/code/", {"email": ben.email})
    assert "no account" in str(mail.outbox[-1].subject)


def test_an_address_changes_only_after_the_code(anna: Member, client: Client, sign_in: SignIn) -> None:
    sign_in("ada")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": "ada@new.example.com", "action_add": "1"})
    assert Member.objects.get(pk=anna.pk).email == "ada@example.com"

    client.post(
        "/accounts/confirm-email/", {"code": code_in(next(m for m in mail.outbox if m.to == ["ada@new.example.com"]))}
    )

    assert Member.objects.get(pk=anna.pk).email == "ada@new.example.com"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("ada@new.example.com", True, True)
    ]


def _masked(page: str, who: str) -> str:
    """A page without what differs by chance or by what was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    return page.replace(who, "…")
