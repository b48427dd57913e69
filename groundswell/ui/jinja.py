"""What every template can use."""

import os
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib.messages import get_messages
from django.forms import BoundField
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from jinja2 import Environment, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from groundswell.derived.notifications.push.devices import told_sessions
from groundswell.members.doors import device_name, sign_in_servers
from groundswell.members.models import Role
from groundswell.ui import words
from groundswell.ui.announced import announced
from groundswell.ui.charts import chart
from groundswell.ui.icons import icon, sprite
from groundswell.ui.mark import stamp
from groundswell.ui.pieces import (
    HERE,
    HOLE,
    bottom_bar,
    header,
    keeper,
    kept,
    kept_each,
    piece,
    places_nav,
)
from groundswell.ui.places import PATHS


class Plain(Environment):
    """Keeps what all templates can use in a plain dictionary: Jinja2's chain of two cost each include 20 µs."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def environment(**options: Any) -> Environment:
    """The environment of all pages, as named in settings.TEMPLATES."""
    if settings.DEBUG or "PYTEST_VERSION" in os.environ:
        options["undefined"] = StrictUndefined
    options.update(autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=settings.DEBUG)
    env = Plain(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)
    env.policies["ext.i18n.trimmed"] = True
    env.newstyle_gettext = True  # type: ignore[attr-defined]  # added by the extension
    env.globals.update(WORDS)
    env.globals.update(GLOBALS)
    env.filters.update(FILTERS)
    return env


@lru_cache(maxsize=10_000)
def _address(name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...], place: tuple[str, ...]) -> str:
    return reverse(name, args=args, kwargs=dict(kwargs))


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a named page. Kept, because reversing costs more than the rest of a row."""
    place = (get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    return _address(name, args, tuple(kwargs.items()), place)


def media(path: str) -> str:
    """The address of an uploaded file."""
    return path if path.startswith(("/", "http")) else f"{settings.MEDIA_URL}{path}"


def href_with(request: HttpRequest, **changes: Any) -> str:
    """This page with other query parameters; None takes one away, and any change goes back to the first page."""
    gone = {"after", "before", *changes}
    pairs = [(name, value) for name, values in request.GET.lists() if name not in gone for value in values]
    pairs += [(name, str(value)) for name, value in changes.items() if value is not None and value != ""]
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path


def current(request: HttpRequest, *prefixes: str, exactly: bool = False) -> Markup:
    """The attribute that marks a link as the place where the reader is."""
    here = request.path
    hit = here in prefixes if exactly else any(here.startswith(prefix) for prefix in prefixes)
    return Markup(' aria-current="page"') if hit else Markup("")


def json_ld(data: Mapping[str, Any]) -> Markup:
    """Structured data for search engines; a data block, so a strict content security policy lets it be."""
    text = htmlsafe_json_dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return Markup('<script type="application/ld+json">{}</script>').format(text)


def as_widget(bound: BoundField, css: str, attrs: Mapping[str, Any]) -> Markup:
    """The input of a form field with our class, tied to its help and its error."""
    more = {"class": css, **attrs} if css else dict(attrs)
    about = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    if bound.errors:
        more |= {"aria-invalid": "true"}
        about.append(f"{bound.auto_id}_error")
    if about:
        more.setdefault("aria-describedby", " ".join(about))
    return Markup(bound.as_widget(attrs=more))


def role_name(role: str) -> str:
    return str(Role(role).label)


@lru_cache(maxsize=10_000)
def _plain(language: str, text: str) -> Markup:
    return Markup(translation.gettext(text)) % {}


def _gettext(text: str, /, **values: object) -> Markup:
    """The text in the reader's language. Texts without values are kept: a page has two hundred of them."""
    if values:
        return Markup(translation.gettext(text)) % values
    return _plain(translation.get_language() or "", text)


def _ngettext(one: str, many: str, num: int, /, **values: object) -> Markup:
    return Markup(translation.ngettext(one, many, num)) % {"num": num, **values}


def _pgettext(context: str, text: str, /, **values: object) -> Markup:
    return Markup(translation.pgettext(context, text)) % values


def _npgettext(context: str, one: str, many: str, num: int, /, **values: object) -> Markup:
    return Markup(translation.npgettext(context, one, many, num)) % {"num": num, **values}


def one_token(request: HttpRequest) -> dict[str, Any]:
    """The forms of a page share one token: making it takes as long as three forms."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(request))}


class Site:
    """How the community calls itself; read when asked, so that a test can change it."""

    @property
    def name(self) -> str:
        return str(settings.SITE_NAME)

    @property
    def url(self) -> str:
        return str(settings.SITE_URL)

    @property
    def logo(self) -> str:
        return str(getattr(settings, "BRAND_LOGO", ""))

    @property
    def icon(self) -> str:
        """What a tab shows: the operator's own mark, else the wave."""
        return f"/icons/32.png?{stamp()}" if settings.BRAND_MARK else static("ui/icon.svg")

    @property
    def offline(self) -> bool:
        """Whether visited questions are kept on readers' devices. While somebody works on templates, nothing is."""
        return bool(settings.OFFLINE and not settings.DEBUG)

    @property
    def push(self) -> bool:
        """Whether members can be told of news on their devices; that needs the worker of the installed app."""
        return bool(settings.PUSH and self.offline)

    @property
    def links(self) -> list[dict[str, str]]:
        """The operator's own pages in the footer: imprint, privacy, terms."""
        return list(getattr(settings, "SITE_LINKS", []))

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(code, translation.get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


NOBODY = SimpleNamespace(is_authenticated=False, unread=0)


def viewer(request: HttpRequest | None) -> Any:
    """Who reads this page; nobody where there is no request, as in an error page."""
    return getattr(request, "user", NOBODY) if request else NOBODY


WORDS = {
    "_": _gettext,
    "gettext": _gettext,
    "ngettext": _ngettext,
    "pgettext": _pgettext,
    "npgettext": _npgettext,
}
GLOBALS: dict[str, Any] = {
    "kept": kept,
    "kept_each": kept_each,
    "keeper": keeper,
    "here": HERE,
    "hole": HOLE,
    "paths": PATHS,
    "url": url,
    "static": static,
    "media": media,
    "chart": chart,
    "icon": icon,
    "sprite": sprite,
    "site": Site(),
    "viewer": viewer,
    "piece": piece,
    "page_header": header,
    "places_nav": places_nav,
    "announced": announced,
    "bottom_bar": bottom_bar,
    "role_name": role_name,
    "sign_in_servers": sign_in_servers,
    "device_name": device_name,
    "told_sessions": told_sessions,
    "as_widget": as_widget,
    "messages": get_messages,
    "fresh_token": uuid4,
    "current": current,
    "href_with": href_with,
    "json_ld": json_ld,
    "language": lambda: translation.get_language() or "en",
    "direction": lambda: "rtl" if translation.get_language_bidi() else "ltr",
    "ago": words.ago,
    "ago_each": words.ago_each,
    "exact": words.exact,
    "day": words.day,
    "number": words.number,
    "compact": words.compact,
    "initials": words.initials,
    "hue": words.hue,
    "seen_as": words.seen_as,
}
FILTERS: dict[str, Any] = {
    name: GLOBALS[name] for name in ("ago", "exact", "day", "number", "compact", "initials", "hue", "seen_as")
}
