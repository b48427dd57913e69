"""A browser says that it takes news; its member removes it, or tries whether it works."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.derived.notifications.push import devices
from groundswell.members.http import MemberRequest
from groundswell.members.rules import Invalid

LONGEST = 4_000
DEVICES = "/settings/notifications/#devices"


@login_required
@require_POST
def subscribe(request: MemberRequest) -> HttpResponse:
    """A press in the page switched news on for this browser; or, with `?still`, it says that it takes them still."""
    try:
        said = devices.Subscription.read(_json(request))
        session = str(request.session.session_key)
        if "still" in request.GET:
            known = devices.renew_device(said, by=request.user, session=session)
            return HttpResponse(status=204 if known else 404)
        devices.add_device(said, by=request.user, session=session, agent=request.headers.get("User-Agent", ""))
    except Invalid as problem:
        return JsonResponse({"detail": str(problem)}, status=422)
    messages.success(request, _("News for you come to this device now."))
    return HttpResponse(status=204)


@login_required
@require_POST
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Send nothing more there."""
    devices.remove_device(get_object_or_404(devices.of(request.user), pk=pk))
    messages.success(request, _("That device is told of nothing more."))
    return redirect("usersessions_list" if request.GET.get("back") == "sessions" else DEVICES)


@login_required
@require_POST
def attempt(request: MemberRequest, pk: int) -> HttpResponse:
    """Send a word there."""
    devices.try_device(get_object_or_404(devices.of(request.user), pk=pk), by=request.user)
    messages.success(
        request, _("A word is on its way. If it does not come, look whether the device lets this page show news.")
    )
    return redirect(DEVICES)


def _json(request: MemberRequest) -> Any:
    """Raises Invalid for what is none, or is too long."""
    if len(request.body) > LONGEST:
        raise Invalid(_("This browser did not say where it takes news."), "endpoint")
    try:
        return json.loads(request.body)
    except ValueError:
        raise Invalid(_("This browser did not say where it takes news."), "endpoint") from None
