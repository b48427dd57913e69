"""What every answer goes through: security headers, the reader's language, refusals said in words."""

from collections.abc import Callable
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from csp.utils import build_policy
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from groundswell.members.api.gate import problem
from groundswell.members.models import Member
from groundswell.members.preferences import TIME_ZONE_COOKIE
from groundswell.members.rules import Invalid, Refused, TooOften
from groundswell.moderation.guard import Waits

Next = Callable[[HttpRequest], HttpResponse]


@cache
def fixed_headers() -> dict[str, str]:
    """Headers that are the same on every answer, built once; django-csp's middleware would build them each time."""
    headers = {
        "Content-Security-Policy": build_policy(),
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
    return headers


def security_headers(get_response: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            response: HttpResponse = problem(400, "This address holds a character that cannot be.")
        else:
            response = get_response(request)
        for name, value in fixed_headers().items():
            response.headers.setdefault(name, value)
        if response.headers.get("Content-Type", "").startswith("text/html") and (reader := _reader(request)):
            response.headers["Groundswell-Reader"] = reader
        return response

    return middleware


def _reader(request: HttpRequest) -> str:
    """Tells pages of one reader from those of another, so that a device keeps none for somebody else; empty when nobody asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return "none"
    who = request.__dict__.get("user")
    if isinstance(who, Member):
        return _name_of(who.pk)
    return "none" if isinstance(who, AnonymousUser) else ""


@lru_cache(maxsize=10_000)
def _name_of(member: int) -> str:
    return salted_hmac("groundswell.reader", str(member)).hexdigest()[:16]


def choose_language(get_response: Next) -> Next:
    """The language in the cookie (set when a person chooses one), else what the browser asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def choose_time_zone(get_response: Next) -> Next:
    """The time zone that a member chose. Signed-out pages are kept for all readers, so they show the site's own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(TIME_ZONE_COOKIE, "") if settings.SESSION_COOKIE_NAME in request.COOKIES else ""
        if wanted not in available():
            return get_response(request)
        with timezone.override(ZoneInfo(wanted)):
            return get_response(request)

    return middleware


@cache
def available() -> set[str]:
    return available_timezones()


def language_of(request: HttpRequest) -> str:
    return best_language(
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    )


@lru_cache(maxsize=1_000)
def best_language(chosen: str, accepted: str) -> str:
    for code in (chosen, *(code for code, _quality in parse_accept_lang_header(accepted))):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


class ShowRefusals:
    """A refusal raised by an action becomes a page, or a fragment for htmx, with the same sentence."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Invalid):
            return self._say(request, str(problem), 422)
        if isinstance(problem, Waits):
            return self._waits(request, problem)
        if isinstance(problem, Refused):
            response = self._say(request, str(problem), problem.status)
            if isinstance(problem, TooOften):
                response["Retry-After"] = str(problem.retry_after)
            return response
        return None

    def _waits(self, request: HttpRequest, problem: Waits) -> HttpResponse:
        """What was written is kept; the page that lists it says so."""
        messages.info(request, str(problem))
        there = redirect("moderation:mine")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": there["Location"]})
        return there

    def _say(self, request: HttpRequest, reason: str, status: int) -> HttpResponse:
        template = "ui/_refused.html" if request.headers.get("HX-Request") else "ui/refused.html"
        return render(request, template, {"reason": reason}, status=status)
