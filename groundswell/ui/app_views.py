"""The installed app: what browsers want to know of it, its icons, its worker, and the page for when there is no connection."""

import hashlib
import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from groundswell.ui import mark
from groundswell.ui.places import PATHS

# What the worker is made of, one file per purpose; each adds its own listeners. A purpose more is a line more.
WORKER_PARTS = ("ui/worker/offline.js", "ui/worker/push.js")
# What every page needs, so that a kept one looks as it did.
SHELL = (
    "ui/css/app.css",
    "ui/js/early.js",
    "ui/js/app.js",
    "ui/js/offline.js",
    "ui/js/connection.js",
    "ui/offline.css",
    "django_htmx/htmx-2.min.js",
)
LONGEST_SHARED = 4_000


@require_safe
@cache_control(max_age=3_600, public=True)
def manifest(request: HttpRequest) -> JsonResponse:
    """Name, colours and icons of the house, shortcuts, and what other apps may share with it."""
    paper = mark.hexadecimal(*mark.PAPER)
    told = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME[:30],
        "description": _("Ask, and be answered by people who know."),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": translation.get_language(),
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "theme_color": paper,
        "background_color": paper,
        "icons": [*_icons("192", "512"), *_icons("fill-192", "fill-512", purpose="maskable")],
        "shortcuts": [
            {"name": _("Ask a question"), "url": PATHS.ask, "icons": _icons("192")},
            {"name": pgettext("bottom bar", "Search"), "url": PATHS.search, "icons": _icons("192")},
            {"name": _("Notifications"), "url": PATHS.notifications, "icons": _icons("192")},
        ],
        "share_target": {
            "action": PATHS.share,
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "picture", "accept": ["image/*"]}],
            },
        },
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _icons(*names: str, purpose: str = "any") -> list[dict[str, str]]:
    sizes = {name: f"{mark.ICONS[name][0]}x{mark.ICONS[name][0]}" for name in names}
    return [
        {"src": f"/icons/{name}.png?{mark.stamp()}", "sizes": sizes[name], "type": "image/png", "purpose": purpose}
        for name in names
    ]


@require_safe
@cache_control(max_age=86_400, public=True)
def icon(request: HttpRequest, name: str) -> HttpResponse:
    if name not in mark.ICONS:
        raise Http404
    return HttpResponse(mark.drawn(name), content_type="image/png")


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script: what it must know of this version, then its parts. Switched off, it removes itself and what it kept."""
    told = {
        "shell": [*(static(file) for file in SHELL), "/brand.css", PATHS.offline],
        "offline": PATHS.offline,
        "signOut": PATHS.sign_out,
        "share": PATHS.share,
        "ask": PATHS.ask,
        "longest": LONGEST_SHARED,
        "name": settings.SITE_NAME,
        "icon": f"/icons/192.png?{mark.stamp()}",
    }
    parts = [static(part) for part in (WORKER_PARTS if settings.OFFLINE else ("ui/worker/gone.js",))]
    version = hashlib.blake2b(json.dumps([told, parts]).encode(), digest_size=6).hexdigest()
    lines = [
        f"self.HOUSE = {json.dumps({'version': version, **told})};",
        *(f"importScripts({json.dumps(part)});" for part in parts),
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/javascript")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is kept on this device. The same for every reader, because the device shows it when there is nobody to ask who reads."""
    return render(request, "ui/offline.html")


@csrf_exempt  # changes nothing: it only leads to the form, which asks
def share(request: HttpRequest) -> HttpResponse:
    """Where a phone hands over what somebody shares, when the worker did not take it. Pictures need the worker."""
    handed: Any = request.POST if request.method == "POST" else {}
    if request.FILES:
        messages.warning(request, _("The picture did not come along. Please add it below."))
    text = "\n\n".join(part for name in ("text", "url") if (part := handed.get(name, "").strip()[:LONGEST_SHARED]))
    filled = {"title": handed.get("title", "").strip()[:200], "body": text[:LONGEST_SHARED]}
    query = urlencode({name: value for name, value in filled.items() if value})
    return redirect(f"{PATHS.ask}?{query}" if query else PATHS.ask)
