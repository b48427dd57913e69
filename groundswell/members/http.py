"""Requests as views see them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django_htmx.middleware import HtmxDetails

from groundswell.members.models import Member

if TYPE_CHECKING:
    from groundswell.members.rules import Viewer


class Request(HttpRequest):
    """A request by anybody."""

    user: "Viewer"
    htmx: HtmxDetails


class MemberRequest(HttpRequest):
    """A request by a signed-in member."""

    user: Member
    htmx: HtmxDetails


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
