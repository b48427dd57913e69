"""Who calls the API, and what they may do there."""

import hashlib
import hmac
from typing import Annotated, Any, cast

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from pydantic import AfterValidator, Field

from groundswell.members import keys
from groundswell.members.api.schemas import Schema
from groundswell.members.http import address_of
from groundswell.members.models import ApiKey, Member
from groundswell.members.rules import Refused, Viewer, is_member
from groundswell.members.sealing import derived

READS = {"GET", "HEAD", "OPTIONS"}
PROVE = "/accounts/reauthenticate/"


class Call(HttpRequest):
    """A request to the API; `viewer` is whoever calls, `scopes` what they may do, `key` what they came with."""

    viewer: Viewer
    scopes: frozenset[str]
    key: ApiKey | None
    key_refused: bool


class Bearer:
    """`Authorization: Bearer gsk_…`, or the session of a browser with its CSRF token; reading works without either."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Viewer:
        call = identified(request)
        writes = request.method not in READS
        if call.key_refused or (writes and not is_member(call.viewer)):
            raise AuthenticationError(401)
        if writes and call.key is None:
            _check_csrf(request)
        needed = "write" if writes else "read"
        if is_member(call.viewer) and needed not in call.scopes:
            raise Refused(_("This key may not do that: it lacks the scope “%(scope)s”.") % {"scope": needed})
        return call.viewer


def identified(request: HttpRequest) -> Call:
    """The request with its caller, who is looked for once."""
    call = cast(Call, request)
    if not hasattr(call, "viewer"):
        scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
        call.key = keys.key_of(text.strip()) if scheme.lower() == "bearer" else None
        call.key_refused = bool(scheme) and call.key is None
        call.scopes = frozenset(call.key.scopes if call.key else keys.SCOPES)
        call.viewer = call.key.member if call.key else AnonymousUser() if scheme else request.user
    return call


def _check_csrf(request: HttpRequest) -> None:
    check = CsrfViewMiddleware(_nothing)
    check.process_request(request)
    if check.process_view(request, _nothing, (), {}) is not None:
        raise Refused(_("A browser's session needs its CSRF token; programs use a key."))


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


def in_person(call: Call) -> Member:
    """The calling member, who has shown in this browser in the last ten minutes who they are."""
    member = member_of(call)
    if not did_recently_reauthenticate(call):
        raise Refused(_("Show once more that it is you, at %(path)s, then try again.") % {"path": PROVE})
    return member


def caller_id(request: HttpRequest) -> str:
    """The same for all keys and sessions of a member, and for everybody unknown at an address; not to be turned back."""
    viewer = identified(request).viewer
    return id_of(viewer) if is_member(viewer) else _hashed(f"address {address_of(request)}")


def id_of(member: Member) -> str:
    return _hashed(f"member {member.pk}")


def _hashed(text: str) -> str:
    return hmac.digest(derived("callers"), text.encode(), hashlib.sha256).hex()


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
FAILURES: dict[Any, Any] = {frozenset({400, 401, 403, 404, 409, 412, 413, 422, 429}): Problem}


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
