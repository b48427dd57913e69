"""Previews, pictures and drafts, for every form with an editor."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.members.http import MemberRequest
from groundswell.voice import drafts, pictures
from groundswell.voice.markdown import render


@login_required
@require_POST
def preview(request: MemberRequest) -> HttpResponse:
    """The text as readers will see it."""
    return HttpResponse(render(request.POST.get("body", "")[:40_000]).html)


@login_required
@require_POST
def upload(request: MemberRequest) -> HttpResponse:
    """Keep a picture; answers its address."""
    picture = pictures.keep(request.FILES.get("picture"), by=request.user)
    return JsonResponse({"url": picture.url, "width": picture.width, "height": picture.height}, status=201)


@login_required
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request: MemberRequest, place: str) -> HttpResponse:
    """Read, save or forget what somebody is writing."""
    return drafts.answer(request, place)
