"""Requests as views see them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from groundswell.members.limits import MINUTE, limit_roughly
from groundswell.members.models import Member
from groundswell.members.rules import TooOften, is_member

if TYPE_CHECKING:
    from groundswell.members.rules import Viewer

SENDS_A_MINUTE = 300
READS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class Request(HttpRequest):
    """A request by anybody."""

    user: "Viewer"
    htmx: HtmxDetails


class MemberRequest(HttpRequest):
    """A request by a signed-in member."""

    user: Member
    htmx: HtmxDetails


def address_of(request: HttpRequest) -> str:
    """The network address of whoever asks, also behind the operator's proxy."""
    return str(get_adapter(request).get_client_ip(request))


def where_from(request: HttpRequest) -> str:
    """The page of ours from which this was sent, to go back to; the front page when it was none of ours."""
    came = request.headers.get("Referer", "")
    ours = came.startswith(("http://", "https://")) and url_has_allowed_host_and_scheme(came, {request.get_host()})
    return came if ours else "/"


class LimitSending:
    """Whatever is sent is counted, so that no form is without a limit; most have a closer one of their own.

    The API counts for itself (api/gate.py), and says so in headers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if request.method in READS or request.path.startswith("/api/"):
            return None
        viewer = cast(Request, request).user
        try:
            who = viewer.pk if is_member(viewer) else address_of(request)
            limit_roughly(who, "send", most=SENDS_A_MINUTE, per=MINUTE)
        except TooOften as problem:
            template = "ui/_refused.html" if request.headers.get("HX-Request") else "ui/refused.html"
            response = render(request, template, {"reason": str(problem)}, status=problem.status)
            response["Retry-After"] = str(problem.retry_after)
            return response
        return None


class WrongInput:
    """allauth answers a form that it refuses with 200; here that is 422, as everywhere. And `site` is our site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        context = response.context_data if response.context_data is not None else {}
        context.pop("site", None)
        form = context.get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response
