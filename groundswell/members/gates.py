"""Pages for some people only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.functional import Promise

from groundswell.members.http import Request
from groundswell.members.rules import Viewer, is_member, require

View = Callable[..., HttpResponse]


def only(may: Callable[[Viewer], bool], why: Promise, *, stored: bool = True) -> Callable[[View], View]:
    """Strangers do not learn that there is anything; members who may not are told why. What is not `stored` stays in no browser."""

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, **named: Any) -> HttpResponse:
            if not is_member(request.user):
                raise Http404
            require(may(request.user), why)
            response = view(request, **named)
            if not stored:
                response["Cache-Control"] = "no-store"
            return response

        return guarded

    return gate
