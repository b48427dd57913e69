"""What a member is told: the page, the bell, and what they want to hear of."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.derived.notifications import choosing, reading, stopping
from groundswell.derived.notifications.kinds import ALL
from groundswell.derived.notifications.listing import address, notifications_of, readable
from groundswell.members.http import MemberRequest, Request
from groundswell.members.rules import Invalid, is_member


@login_required
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """All that a member is told, or what of it is unread."""
    unread = request.GET.get("show") == "unread"
    found = notifications_of(request.user, unread=unread, after=request.GET.get("after", ""))
    return render(request, "notifications/page.html", {"page": found, "unread": unread})


@login_required
@require_safe
def open_one(request: MemberRequest, entry: int) -> HttpResponse:
    """Go to what a notification is about; from then on it is read."""
    note = readable(request.user).filter(entry=entry).first()
    if note is None:
        return redirect("notifications:page")
    reading.mark_read(note, by=request.user)
    return redirect(address(note))


@login_required
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    """Mark all as read."""
    reading.mark_all_read(by=request.user)
    return redirect("notifications:page")


@require_safe
def bell(request: Request) -> HttpResponse:
    """How much is unread, for pages that stay open: asked every 30 seconds, answered with 304 while nothing changes."""
    if not is_member(request.user):
        return HttpResponse(status=204)
    tag = f'"{request.user.unread}-{get_language()}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = render(request, "notifications/_bell.html", {"count": request.user.unread})
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def wishes(request: MemberRequest) -> HttpResponse:
    """What a member wants to be told."""
    if request.method == "GET":
        return render(request, "notifications/wishes.html", choosing.shown(request.user))
    try:
        reading.choose_how(choosing.wishes_in(request.POST, request.user), by=request.user)
        reading.choose({choice.key: choice.key in request.POST for choice in ALL}, by=request.user)
    except Invalid as problem:
        context = choosing.shown(request.user, problem=str(problem))
        return render(request, "notifications/wishes.html", context, status=422)
    messages.success(request, _("Your choice is saved."))
    return redirect("notifications:wishes")


@csrf_exempt  # mail programs send this without ever having been here; the token is the authority
@require_http_methods(["GET", "POST"])
def stop_letters(request: Request, token: str) -> HttpResponse:
    """Switch off the kind of letter that this link came with; asks first, because mail programs look at links."""
    found = stopping.read(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        stopping.stop(found)
    return render(request, "notifications/stop.html", {"stopped": request.method == "POST", "choice": found.choice})
