"""Uploaded files: only what we wrote ourselves, from folders that we know."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

OURS = re.compile(r"(?:avatars|pictures)/(?:[\w-]+/)*[\w-]+\.(?P<kind>webp|png|jpg|gif)")
KINDS = {"webp": "image/webp", "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """A picture. Its name changes with what it shows, so browsers may keep it for good."""
    known = OURS.fullmatch(path)
    if known is None:
        raise Http404
    try:
        response = FileResponse(default_storage.open(path), content_type=KINDS[known["kind"]])
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
