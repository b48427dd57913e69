"""Who comes in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from groundswell.features.rewards.rules import may_manage_rewards
from groundswell.members.http import Request
from groundswell.members.rules import is_member, require

View = Callable[..., HttpResponse]


def managers_only(view: View) -> View:
    """Strangers do not learn that there is anything; members are told why not."""

    @wraps(view)
    def guarded(request: Request, **named: Any) -> HttpResponse:
        if not is_member(request.user):
            raise Http404
        require(may_manage_rewards(request.user), _("Only managers and admins see what rewards cost."))
        response = view(request, **named)
        response["Cache-Control"] = "no-store"
        return response

    return guarded
