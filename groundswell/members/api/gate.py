"""Around every call of the API: limits with their headers, ETags, and replies kept for Idempotency-Keys."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from groundswell.log import clock
from groundswell.members.api.calls import caller_id, identified
from groundswell.members.limits import MINUTE, counted
from groundswell.members.models import ApiReply
from groundswell.members.rules import is_member
from groundswell.members.sealing import seal, unseal

PREFIX = "/api/"
PER_MINUTE = {True: 600, False: 120}
LONGEST_KEY = 100
KEPT_FOR = timedelta(days=1)
Next = Callable[[HttpRequest], HttpResponse]


def api_gate(get_response: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return get_response(request)
        most, left, wait = _count(request)
        if left < 0:
            response: HttpResponse = problem(429, _("Too many requests. Go on in %d seconds.") % wait)
            response["Retry-After"] = str(wait)
        elif _too_large(request):
            response = problem(413, _("This is too large to be taken in one request."))
        elif request.method == "POST" and "Idempotency-Key" in request.headers:
            response = _once(request, get_response)
        else:
            response = _with_etag(request, _as_problem(get_response(request)))
        response["RateLimit-Limit"], response["RateLimit-Remaining"] = str(most), str(max(0, left))
        response["RateLimit-Reset"] = str(wait)
        return response

    return middleware


def problem(status: int, detail: str, title: str = "", errors: list[dict[str, str]] | None = None) -> JsonResponse:
    """An application/problem+json answer."""
    said = {"type": "about:blank", "title": title or TITLES.get(status, "Error"), "status": status, "detail": detail}
    return JsonResponse({**said, "errors": errors or []}, status=status, content_type="application/problem+json")


TITLES = {
    400: "Bad request", 401: "Not signed in", 403: "Refused", 404: "Not found", 405: "Method not allowed", 409: "Conflict",
    412: "Changed meanwhile", 413: "Too large", 422: "Invalid input", 429: "Too many requests", 503: "Not available now",
}  # fmt: skip


def _too_large(request: HttpRequest) -> bool:
    """Uploaded files have a limit of their own."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    return request.content_type != "multipart/form-data" and size.isdecimal() and int(size) > most


def _as_problem(response: HttpResponse) -> HttpResponse:
    """What is refused before it comes to a call, such as an unknown address, is said in the same form."""
    if response.status_code < 400 or response.get("Content-Type", "").startswith("application/problem+json"):
        return response
    sentences = {
        400: _("This request cannot be read."),
        404: _("There is nothing here, or nothing that you may see."),
        405: _("This address knows other methods only: see Allow."),
        500: _("That was our mistake. It has been noted."),
    }
    said = problem(response.status_code, sentences.get(response.status_code, ""))
    if "Allow" in response:
        said["Allow"] = response["Allow"]
    return said


def etag_of(content: bytes) -> str:
    return f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def _count(request: HttpRequest) -> tuple[int, int, int]:
    """The limit, what is left of it, and the seconds until it begins anew."""
    most = PER_MINUTE[is_member(identified(request).viewer)]
    now = int(clock.now().timestamp())
    count = counted(caller_id(request), "api", per=MINUTE)
    return most, most - count, MINUTE - now % MINUTE


def _with_etag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.method not in {"GET", "HEAD"} or response.status_code != 200 or response.streaming:
        return response
    response["ETag"] = etag_of(response.content)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    if request.headers.get("If-None-Match") == response["ETag"]:
        unchanged = HttpResponse(status=304)
        unchanged["ETag"] = response["ETag"]
        return unchanged
    return response


def _once(request: HttpRequest, get_response: Next) -> HttpResponse:
    """Run the request and keep its answer in one transaction; a second one waits for it and gets the same."""
    key = request.headers["Idempotency-Key"]
    if not 1 <= len(key) <= LONGEST_KEY:
        return problem(422, _("An Idempotency-Key has 1 to %d characters.") % LONGEST_KEY)
    caller = caller_id(request)
    said = hashlib.sha256(request.path.encode() + b"\n" + request.body).hexdigest()
    with transaction.atomic():
        mine = ApiReply.objects.bulk_create([ApiReply(caller=caller, key=key, request=said)], ignore_conflicts=True)
        row = ApiReply.objects.select_for_update().get(caller=caller, key=key)
        if mine and row.status is not None:
            return _again(row, said)
        response = _as_problem(get_response(request))
        if response.status_code >= 500 or response.status_code == 429:
            transaction.set_rollback(True)
        else:
            kept = seal(response.content.decode()).encode()  # it may say a key
            ApiReply.objects.filter(pk=row.pk).update(status=response.status_code, body=kept)
    return response


def _again(row: ApiReply, said: str) -> HttpResponse:
    if row.request != said:
        return problem(422, _("This Idempotency-Key was used for another request."))
    said_then = unseal(bytes(row.body or b"").decode())
    status = row.status or 200
    kind = "application/problem+json" if status >= 400 else "application/json"
    response = HttpResponse(said_then, status=status, content_type=kind)
    response["Idempotent-Replayed"] = "true"
    return response


def forget_replies() -> int:
    """Answers of yesterday: nobody sends a request again after a day."""
    count, _tables = ApiReply.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()
    return count
