"""The JSON API: one router for each part, and how problems are said."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema

from groundswell.derived.health.api import router as health
from groundswell.derived.notifications.api import router as notifications
from groundswell.derived.search.api import router as search
from groundswell.derived.standing.api import router as standing
from groundswell.features.announcements.api import router as announcements
from groundswell.features.conversations.api import router as conversations
from groundswell.features.discussions.api.blog import router as blog
from groundswell.features.discussions.api.discussions import router as discussions
from groundswell.features.discussions.api.translations import router as talk_translations
from groundswell.features.gatherings.api import router as gatherings
from groundswell.features.rewards.api import router as rewards
from groundswell.features.rewards.cycles.api import router as payouts
from groundswell.features.rewards.fairness.api import router as fairness
from groundswell.features.support.api.answers import router as answers
from groundswell.features.support.api.asking import router as asking
from groundswell.features.support.api.newcomers import router as newcomers
from groundswell.features.support.api.places import router as places
from groundswell.features.support.api.questions import router as questions
from groundswell.features.support.api.sorting import router as sorting
from groundswell.features.support.api.tagging import router as tagging
from groundswell.features.support.api.translations import router as translations
from groundswell.members.api.account import router as account
from groundswell.members.api.calls import Bearer
from groundswell.members.api.gate import problem
from groundswell.members.api.groups import router as groups
from groundswell.members.api.people import router as members
from groundswell.members.rules import Invalid, Refused, TooOften
from groundswell.moderation.api.calls import router as moderation
from groundswell.moderation.guard import Waits
from groundswell.voice.api import router as voice


class Docs(DocsBase):
    """A page of our own: the usual ones need scripts that a strict content security policy forbids."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        return render(request, "ui/api.html", {"schema": api.get_openapi_schema()})


class JsonApi(NinjaAPI):
    """Says in its description what errors are sent as."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        for operation in (found for methods in schema["paths"].values() for found in methods.values()):
            for status, response in operation["responses"].items():
                if int(status) >= 400 and "content" in response:
                    response["content"] = {"application/problem+json": response["content"].pop("application/json")}
        return schema


api = JsonApi(
    title="Groundswell",
    version="1",
    description="Everything that a page can do. Errors are application/problem+json (RFC 9457).",
    auth=Bearer(),
    docs=Docs(),
    urls_namespace="api",
)
for prefix, router in (
    ("", asking),
    ("", newcomers),
    ("", questions),
    ("", answers),
    ("", sorting),
    ("", tagging),
    ("", translations),
    ("", places),
    ("", members),
    ("", groups),
    ("", account),
    ("", voice),
    ("", moderation),
    ("", conversations),
    ("", announcements),
    ("", gatherings),
    ("", blog),
    ("", discussions),
    ("", talk_translations),
    ("", search),
    ("", standing),
    ("", rewards),
    ("", notifications),
    ("", health),
    ("", fairness),
    ("", payouts),
):
    api.add_router(prefix, router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, found: Refused) -> HttpResponse:
    response = problem(found.status, str(found))
    if isinstance(found, TooOften):
        response["Retry-After"] = str(found.retry_after)
    return response


@api.exception_handler(Waits)
def waits(request: HttpRequest, found: Waits) -> HttpResponse:
    """Taken, and not published yet: somebody is to look first."""
    return JsonResponse({"detail": str(found), "held": found.held.pk, "state": found.held.state}, status=202)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, found: PermissionDenied) -> HttpResponse:
    return problem(403, str(found))


@api.exception_handler(Invalid)
def invalid(request: HttpRequest, found: Invalid) -> HttpResponse:
    return problem(422, str(found), errors=[{"field": found.field, "message": str(found)}])


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, found: ValidationError) -> HttpResponse:
    errors = [{"field": ".".join(str(part) for part in e["loc"][1:]), "message": e["msg"]} for e in found.errors]
    return problem(422, _("Some of the input cannot be used."), errors=errors)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, found: Http404) -> HttpResponse:
    return problem(404, _("There is nothing here, or nothing that you may see."))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, found: AuthenticationError) -> HttpResponse:
    response = problem(401, _("Sign in, or send a valid key: Authorization: Bearer gsk_…"))
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def other(request: HttpRequest, found: HttpError) -> HttpResponse:
    return problem(found.status_code, str(found))
