"""The page of components as a browser gets it, with its headers but without a server."""

import mimetypes
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import RequestFactory
from playwright.sync_api import Route

from groundswell.ui.middleware import fixed_headers

HERE = "https://groundswell.test"
ADA = SimpleNamespace(
    handle="ada", name="Ada Lindqvist", is_authenticated=True, unread=3, role="member", level=1, avatar=""
)


def answer(route: Route) -> None:
    """The page of components, a static file, or not found."""
    path = route.request.url.removeprefix(HERE).split("?")[0]
    if path == "/_components/":
        route.fulfill(body=components_page(), content_type="text/html; charset=utf-8", headers=fixed_headers())
    elif path == "/brand.css":
        route.fulfill(body=f":root{{--brand:{settings.BRAND_ACCENT}}}", content_type="text/css")
    elif path.startswith("/static/") and (file := finders.find(path.removeprefix("/static/"))):
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=Path(file).read_bytes(), content_type=kind)
    else:
        route.fulfill(status=404)


@cache
def components_page() -> str:
    request = RequestFactory().get("/_components/")
    request.user = ADA  # type: ignore[assignment]
    page = cast(Jinja2, engines["jinja2"]).env.get_template("ui/components.html")
    return str(page.render(request=request, csrf_input="", messages=lambda _request: []))
