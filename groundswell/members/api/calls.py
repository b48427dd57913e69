"""Who calls the API, and what they may do there."""

import hashlib
from typing import Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import AuthenticationError
from pydantic import AfterValidator, Field

from groundswell.members import keys
from groundswell.members.models import Member
from groundswell.members.rules import Refused, Viewer, is_member


class Call(HttpRequest):
    """A request to the API; `viewer` is whoever calls, `scopes` what they may do."""

    viewer: Viewer
    scopes: frozenset[str]


class Bearer:
    """`Authorization: Bearer gsk_…`, or the session of a browser with its CSRF token; reading works without either."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Viewer:
        call = cast(Call, request)
        call.viewer, call.scopes = _who(request)
        if request.method not in {"GET", "HEAD", "OPTIONS"} and not is_member(call.viewer):
            raise AuthenticationError(401)
        needed = "read" if request.method in {"GET", "HEAD", "OPTIONS"} else "write"
        if is_member(call.viewer) and needed not in call.scopes:
            raise Refused(_("This key may not do that: it lacks the scope “%(scope)s”.") % {"scope": needed})
        return call.viewer


def _who(request: HttpRequest) -> tuple[Viewer, frozenset[str]]:
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        key = keys.key_of(text.strip()) if scheme.lower() == "bearer" else None
        if key is None:
            raise AuthenticationError(401)
        return key.member, frozenset(key.scopes)
    viewer = request.user
    if is_member(viewer) and request.method not in {"GET", "HEAD", "OPTIONS"}:
        check = CsrfViewMiddleware(_nothing)
        check.process_request(request)
        if check.process_view(request, _nothing, (), {}) is not None:
            raise Refused(_("A browser's session needs its CSRF token; programs use a key."))
    return viewer, frozenset(keys.SCOPES)


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def member_of(call: Call) -> Member:
    """The calling member. Raises 401 for anybody else."""
    if not is_member(call.viewer):
        raise AuthenticationError(401)
    return call.viewer


def moderating(call: Call) -> Member:
    """The calling member, whose key must say that it moderates."""
    member = member_of(call)
    if "moderate" not in call.scopes:
        raise Refused(_("This key may not do that: it lacks the scope “%(scope)s”.") % {"scope": "moderate"})
    return member


def caller_id(request: HttpRequest) -> str:
    """The same for the same key, session or address; not to be turned back into it."""
    known = (
        request.headers.get("Authorization") or request.COOKIES.get("sessionid") or request.META.get("REMOTE_ADDR", "")
    )
    return hashlib.sha256(known.encode()).hexdigest()


class Problem(Schema):
    """An error, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, str]] = []


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL characters cannot be stored")
    return text


Pk = Annotated[int, Field(ge=1, le=2**63 - 1)]
Word = Annotated[str, Field(max_length=200), AfterValidator(_without_nul)]
Text = Annotated[str, Field(max_length=200_000), AfterValidator(_without_nul)]
# What any call may answer instead of what it promises.
FAILURES: dict[Any, Any] = {frozenset({400, 401, 403, 404, 409, 412, 422, 429}): Problem}


class PersonOut(Schema):
    """Somebody, as a byline shows them."""

    id: int
    handle: str
    name: str
    role: str
    level: int

    @staticmethod
    def resolve_name(person: Any) -> str:
        return str(person.seen_as)
