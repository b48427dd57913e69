"""The language and time zone of a reader travel in cookies, so that a page need not ask the database for them."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse

from groundswell.members.models import Member

TIME_ZONE_COOKIE = "time_zone"
YEAR = 365 * 86_400
Response = TypeVar("Response", bound=HttpResponse)


def remember(response: Response, member: Member) -> Response:
    """Tell the browser what this member chose."""
    if member.language:
        remember_language(response, member.language)
    if member.time_zone:
        _set(response, TIME_ZONE_COOKIE, member.time_zone)
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    _set(response, settings.LANGUAGE_COOKIE_NAME, language)


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
