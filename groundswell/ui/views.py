"""Pages that belong to no feature."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _(
        "This form was open for too long, or cookies are switched off. Go back and send it again; nothing you typed is lost."
    )
    return render(request, "ui/refused.html", {"reason": sentence}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/refused.html", {"reason": str(exception or "")}, status=403)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("That was a lot in a short time. Wait a minute, then try again.")
    response = render(request, "ui/refused.html", {"reason": sentence}, status=429)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/server_error.html", status=500)


@cache_control(max_age=3_600, public=True)
def brand(request: HttpRequest) -> HttpResponse:
    """The brand's accent as a stylesheet, because styles inside pages are not allowed."""
    return HttpResponse(f":root{{--brand:{settings.BRAND_ACCENT}}}", content_type="text/css")


def components(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    return render(request, "ui/components.html")
