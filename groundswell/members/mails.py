"""The letters about accounts: plain words, as text and as simple HTML, in the member's language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from groundswell.members.models import Member


@dataclass(frozen=True)
class Letter:
    """A subject, paragraphs, at most one code and one link; `stop` leads to where such letters are switched off."""

    subject: str
    lines: tuple[str, ...]
    code: str = ""
    link: str = ""
    press: str = ""
    after: tuple[str, ...] = ()
    stop: str = ""


Context = dict[str, Any]


def message(kind: str, address: str, context: Context, headers: dict[str, str] | None = None) -> EmailMultiAlternatives:
    """A mail ready to be sent; `kind` is the name that allauth gives it."""
    with translation.override(_language(address, context)):
        return written(letter_of(kind, {**context, "email": address}), address, headers)


def written(letter: Letter, address: str, headers: dict[str, str] | None = None) -> EmailMultiAlternatives:
    """A letter as a mail that is ready to be sent, in the language that is on."""
    shown = {"letter": letter, "site": settings.SITE_NAME, "address": settings.SITE_URL}
    text = render_to_string("members/letter.txt", shown)
    mail = EmailMultiAlternatives(letter.subject, text, settings.DEFAULT_FROM_EMAIL, [address], headers=headers)
    mail.attach_alternative(render_to_string("members/letter.html", shown), "text/html")
    return mail


def letter_of(kind: str, context: Context) -> Letter:
    name = kind.rsplit("/", 1)[-1]
    return LETTERS[name](context) if name in LETTERS else _change(CHANGES[name](), context)


def _language(address: str, context: Context) -> str:
    """What the member chose, else the language of the page that sends this."""
    member = context.get("user") or Member.objects.filter(email=address.lower()).first()
    return (
        (member.language if isinstance(member, Member) else "") or translation.get_language() or settings.LANGUAGE_CODE
    )


def _ignore() -> str:
    return _("If this was not you, you can leave this letter unanswered: nothing happens without the code or link.")


def _confirm(context: Context) -> Letter:
    return Letter(
        _("%(code)s is your code for %(site)s") % {"code": context["code"], "site": settings.SITE_NAME},
        (_("This code confirms that this address is yours. Enter it on the page that is open in your browser."),),
        code=context["code"],
        after=(_("It is good for 15 minutes."), _ignore()),
    )


def _sign_in(context: Context) -> Letter:
    return Letter(
        _("%(code)s is your code to sign in") % {"code": context["code"]},
        (_("Enter this code on the page that is open in your browser, or open the link in the same browser."),),
        code=context["code"],
        link=f"{settings.SITE_URL}/accounts/login/code/confirm/?code={context['code']}",
        press=_("Sign in"),
        after=(_("It is good for 10 minutes."), _ignore()),
    )


def _reset(context: Context) -> Letter:
    return Letter(
        _("Choose a new password"),
        (_("Somebody, hopefully you, asked for a new password for your account."),),
        link=context["password_reset_url"],
        press=_("Choose a new password"),
        after=(_("The link works once, for one day."), _ignore()),
    )


def _exists(context: Context) -> Letter:
    return Letter(
        _("You have an account already"),
        (
            _("Somebody, hopefully you, wanted to join with this address. It belongs to an account already."),
            _("You can sign in with a code by mail, or choose a new password:"),
        ),
        link=context["password_reset_url"],
        press=_("Choose a new password"),
        after=(_("If this was not you, there is nothing to do."),),
    )


def _unknown(context: Context) -> Letter:
    return Letter(
        _("There is no account with this address"),
        (
            _("Somebody, hopefully you, wanted to sign in with this address, but no account here has it."),
            _("Perhaps you joined with another address. Or you join now:"),
        ),
        link=context["signup_url"],
        press=_("Join"),
        after=(_("If this was not you, there is nothing to do."),),
    )


def _claim(context: Context) -> Letter:
    return Letter(
        _("Your account is waiting for you"),
        (
            _("Your account %(handle)s, with all that you wrote, has moved here.") % {"handle": context["handle"]},
            _("With this link you take it over and choose a password."),
        ),
        link=context["link"],
        press=_("Take over my account"),
        after=(_("The link works once, for seven days."),),
    )


def _leave(context: Context) -> Letter:
    return Letter(
        _("%(code)s confirms that your account is to be deleted") % {"code": context["code"]},
        (_("You asked to delete your account. If you are sure, enter this code on the page in your browser."),),
        code=context["code"],
        after=(_("It is good for 15 minutes."), _ignore()),
    )


def _key_made(context: Context) -> Letter:
    return Letter(
        _("A key for programs was made for your account"),
        (
            _("The key “%(key)s” lets a program act here in your name, as far as you allowed it.")
            % {"key": context["key"]},
        ),
        link=f"{settings.SITE_URL}/settings/keys/",
        press=_("Look at your keys"),
        after=(_("If this was not you, revoke the key there and choose a new password."),),
    )


def _change(what: str, context: Context) -> Letter:
    return Letter(
        what,
        (
            what,
            _("This was done from a browser that says it is %(browser)s.")
            % {"browser": context.get("user_agent", "?")},
        ),
        link=f"{settings.SITE_URL}/accounts/password/reset/",
        press=_("This was not me: choose a new password"),
        after=(_("If it was you, there is nothing to do."),),
    )


LETTERS: dict[str, Callable[[Context], Letter]] = {
    "email_confirmation": _confirm,
    "email_confirmation_signup": _confirm,
    "login_code": _sign_in,
    "password_reset_key": _reset,
    "account_already_exists": _exists,
    "unknown_account": _unknown,
    "claim": _claim,
    "leave": _leave,
    "key_made": _key_made,
}
CHANGES: dict[str, Callable[[], str]] = {
    "email_changed": lambda: _("The address of your account was changed"),
    "email_confirm": lambda: _("The address of your account was confirmed"),
    "email_deleted": lambda: _("An address was removed from your account"),
    "password_changed": lambda: _("Your password was changed"),
    "password_set": lambda: _("Your account has a password now"),
    "password_reset": lambda: _("Your password was changed"),
    "totp_activated": lambda: _("An authenticator app was added to your account"),
    "totp_deactivated": lambda: _("The authenticator app was removed from your account"),
    "webauthn_added": lambda: _("A passkey was added to your account"),
    "webauthn_removed": lambda: _("A passkey was removed from your account"),
    "recovery_codes_generated": lambda: _("Your account has new recovery codes"),
    "account_connected": lambda: _("Another way to sign in was connected to your account"),
    "account_disconnected": lambda: _("A way to sign in was removed from your account"),
}
