"""Every address there is, so that a test can try them all, and those that come later too."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from groundswell.api import api

SAMPLES = {
    "uidb36": "1",
    "key": "set-password",
    "token": "x",
    "on": "question",
    "what": "lock",
    "kind": "question",
    "form": "csv",
    "first": "2026",
}


def addresses(inside: URLResolver | None = None, prefix: str = "/") -> Iterator[str]:
    """One address for every page, with something in the place of its parameters."""
    for found in (inside or get_resolver()).url_patterns:
        form, names = normalize(str(found.pattern.regex.pattern))[0]
        path = prefix + (form % {name: SAMPLES.get(name, "1") for name in names}).removeprefix("/")
        if isinstance(found, URLResolver):
            yield from addresses(found, path)
        elif isinstance(found, URLPattern):
            yield path


PAGES = sorted({path for path in addresses() if not path.startswith("/api/")})
CALLS = [
    (method.upper(), path)
    for path, methods in sorted(api.get_openapi_schema()["paths"].items())
    for method in methods
    if method != "get"
]
