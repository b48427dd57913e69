"""Who comes in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from groundswell.members.http import Request
from groundswell.members.rules import is_member, require
from groundswell.moderation.rules import may_moderate

View = Callable[..., HttpResponse]


def moderators_only(view: View) -> View:
    """Strangers do not learn that there is anything; members are told why not."""

    @wraps(view)
    def guarded(request: Request, **named: Any) -> HttpResponse:
        if not is_member(request.user):
            raise Http404
        require(may_moderate(request.user), _("Only moderators see this."))
        return view(request, **named)

    return guarded
