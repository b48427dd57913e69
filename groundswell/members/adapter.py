"""Where django-allauth meets our members: sign-up through the action, our rules for names, our words, our letters."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from groundswell.members import actions, mails
from groundswell.members.barring import page_for
from groundswell.members.doors import device_name
from groundswell.members.models import Member
from groundswell.members.names import BadName, clean_handle, clean_name
from groundswell.members.preferences import remember
from groundswell.members.sealing import seal, unseal
from groundswell.members.sessions import member_with

# Said by the page that follows, so a notice would only say it twice.
SILENT = {
    "account/messages/logged_in.txt",
    "account/messages/email_confirmation_sent.txt",
    "account/messages/login_code_sent.txt",
}


class SignIn(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """By e-mail address or handle, and password. Unclaimed members have no owner yet who could sign in."""

    def _authenticate_by_username(self, username: str, password: str) -> Member | None:
        return cast(Member | None, self._check_password(Member.objects.called(username).first(), password))

    def get_user(self, user_id: int) -> Member | None:
        member = member_with(user_id)
        known = member is not None and self.user_can_authenticate(member) and not member.is_suspended
        return member if known else None

    def user_can_authenticate(self, user: Member) -> bool:
        return bool(super().user_can_authenticate(user)) and user.claimed and user.erased_at is None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """For people who sign up and in with an address of their own."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Address and password do not belong together. Check both, or get a code by mail."),
        "username_password_mismatch": _(
            "Handle and password do not belong together. Check both, or get a code by mail."
        ),
        "incorrect_code": _("This code is not the one we sent. Check it, or ask for a new one."),
        "too_many_login_attempts": _("That was tried too often. Wait a few minutes, then try again."),
    }

    def save_user(self, request: HttpRequest, user: Member, form: Form, commit: bool = True) -> Member:
        data = form.cleaned_data
        return actions.join(
            handle=data["username"],
            email=data.get("email"),
            password=data.get("password1") or None,
            language=get_language() or "",
        )

    def clean_username(self, username: str, shallow: bool = False) -> str:
        try:
            handle = clean_handle(username)
        except BadName as problem:
            raise ValidationError(str(problem)) from None
        if not shallow and Member.objects.called(handle).exists():
            raise ValidationError(_("This handle is taken, or too much like one that is."))
        return handle

    def pre_login(self, request: HttpRequest, user: Member, **more: Any) -> HttpResponse | None:
        """Who is suspended learns until when and why, by whatever way they signed in."""
        if user.is_suspended:
            return redirect(page_for(user))
        return cast(HttpResponse | None, super().pre_login(request, user, **more))

    def post_login(self, request: HttpRequest, user: Member, **more: Any) -> HttpResponse:
        return remember(cast(HttpResponse, super().post_login(request, user, **more)), user)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *more: Any, **named: Any
    ) -> None:
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *more, **named)

    def render_mail(
        self, template_prefix: str, email: str, details: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMultiAlternatives:
        return mails.message(template_prefix, email, details, headers)

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """For people who come from the company's own sign-in (OpenID Connect)."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _("An account here has this e-mail address already. Sign in to it first, then connect %s."),
        "no_password": _("Choose a password first, or you could not sign in any more."),
        "no_verified_email": _("Confirm your e-mail address first, or you could not sign in any more."),
        "disconnect_last": _("This is your only way to sign in. Add another one first."),
    }

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Form | None = None) -> Member:
        known, suggested = sociallogin.account.extra_data, sociallogin.user
        known = known.get("userinfo", known)
        # allauth has taken a handle away that somebody else has; near it is still the best.
        wishes = (str(known.get("preferred_username", "")), str(suggested.email or ""), str(known.get("name", "")))
        sociallogin.user = actions.join(
            handle=form.cleaned_data["username"] if form else free_handle(*wishes),
            name=_usable(str(known.get("name", ""))),
            email=(form.cleaned_data.get("email") if form else "") or suggested.email,
            how="oidc",
            language=get_language() or "",
        )
        sociallogin.save(request)
        return cast(Member, sociallogin.user)


class KeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """For passkeys and apps: they carry the community's name, and keys the name of the device they were made on.

    What an app and recovery codes are made from is sealed before it is stored.
    """

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("This second step cannot be switched off."),
        "cannot_generate_recovery_codes": _("Recovery codes come with a passkey or an app. Add one first."),
        "incorrect_code": _("This code is not the right one. Check it, or wait for the next."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: Member, type: str) -> str:
        return device_name(context.request.META.get("HTTP_USER_AGENT", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": settings.SITE_NAME}

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)


def free_handle(*wishes: str) -> str:
    """A handle nobody has, near the first wish that can be one."""
    for wish in (*(wish.partition("@")[0] for wish in wishes), "member"):
        try:
            base = clean_handle(wish.replace(" ", "-"))[:24].rstrip(".-_")
        except BadName:
            continue
        for number in range(1, 1000):
            handle = base if number == 1 else f"{base}-{number}"
            if not Member.objects.called(handle).exists():
                return handle
    raise ValidationError(_("Choose a handle."))


def _usable(name: str) -> str:
    try:
        return clean_name(name)
    except BadName:
        return ""
