"""A member's own settings."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.members import actions
from groundswell.members.forms import ProfileForm, ReadingForm, languages
from groundswell.members.http import MemberRequest, Request
from groundswell.members.models import ApiKey, Member
from groundswell.members.preferences import remember, remember_language
from groundswell.members.refused import refused_into
from groundswell.members.rules import Invalid, is_member


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    """All settings; the form of the profile is sent here."""
    if request.method == "GET":
        return _settings(request)
    form = ProfileForm(request.POST)
    if form.is_valid() and _done(
        form, lambda: actions.edit_profile(request.user, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Your profile is saved."))
        return redirect("members:settings")
    return _settings(request, status=422, profile=form)


@login_required
@require_POST
def picture(request: MemberRequest) -> HttpResponse:
    """Show another picture of oneself, or none."""
    upload = None if "remove" in request.POST else request.FILES.get("picture")
    try:
        if upload or "remove" in request.POST:
            actions.change_picture(request.user, by=request.user, upload=upload)
        return redirect("members:settings")
    except Invalid as problem:
        return _settings(request, status=422, picture_problem=str(problem))


@login_required
@require_POST
def reading(request: MemberRequest) -> HttpResponse:
    """Read in another language, or at another time."""
    form = ReadingForm(request.POST)
    if form.is_valid() and _done(form, lambda: actions.choose_language(request.user, **form.cleaned_data)):
        return remember(redirect("members:settings"), request.user)
    return _settings(request, status=422, reading=form)


@login_required
@require_POST
def device(request: MemberRequest, pk: int) -> HttpResponse:
    """Sign another device out."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@require_GET
def language(request: Request) -> HttpResponse:
    """Read in another language, and go back to where one was."""
    wanted, back = request.GET.get("language", ""), request.GET.get("next") or request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if here else "/")
    if wanted in dict(settings.LANGUAGES):
        remember_language(response, wanted)
        if is_member(request.user):
            actions.choose_language(request.user, language=wanted, time_zone=request.user.time_zone)
    return response


def _settings(request: MemberRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    member = request.user
    reading_now = {"language": member.language or get_language(), "time_zone": member.time_zone}
    context = {
        "member": member,
        "spoken": [name for code, name in languages() if code in member.languages],
        "profile": ProfileForm.of(member),
        "reading": ReadingForm(initial=reading_now),
        "picture_problem": "",
        **ways_in(member),
        **forms,
    }
    return render(request, "members/settings.html", context, status=status)


def ways_in(member: Member) -> dict[str, Any]:
    """How a member and their programs can come in, counted."""
    kinds = list(Authenticator.objects.filter(user=member).values_list("type", flat=True))
    return {
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in kinds,
        "devices": UserSession.objects.filter(user=member).count(),
        "connections": SocialAccount.objects.filter(user=member).count(),
        "keys": ApiKey.objects.filter(member=member).count(),
        "company_sign_in": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Whether the action took it; else its refusal stands beside the field that it is about."""
    return refused_into(form, act) is not False
