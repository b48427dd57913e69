"""Previews, pictures, drafts and languages, for every form with an editor."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.members.http import MemberRequest
from groundswell.members.limits import MINUTE, limit
from groundswell.members.rules import Invalid, Refused, TooOften
from groundswell.voice import drafts, pictures
from groundswell.voice.language import detect
from groundswell.voice.markdown import render as rendered

LONGEST_PREVIEW = 40_000


def for_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A script asks: what is refused comes back as {"detail": …}, not as a page, and nobody is led to signing in."""

    @wraps(view)
    def answer(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if not request.user.is_authenticated:
                raise Refused(_("You are not signed in any more."))
            return view(request, *args, **kwargs)
        except Invalid as problem:
            return JsonResponse({"detail": str(problem)}, status=422)
        except Refused as problem:
            told = JsonResponse({"detail": str(problem)}, status=problem.status)
            if isinstance(problem, TooOften):
                told["Retry-After"] = str(problem.retry_after)
            return told

    return answer


@require_POST
@for_scripts
def preview(request: MemberRequest) -> HttpResponse:
    """The text as readers will see it."""
    limit(request.user.pk, "preview", most=120, per=MINUTE)
    return HttpResponse(rendered(request.POST.get("body", "")[:LONGEST_PREVIEW]).html)


@require_POST
@for_scripts
def upload(request: MemberRequest) -> HttpResponse:
    """Keep a picture; answers its address."""
    picture = pictures.keep(request.FILES.get("picture"), by=request.user)
    return JsonResponse({"url": picture.url, "width": picture.width, "height": picture.height}, status=201)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@for_scripts
def draft(request: MemberRequest, place: str) -> HttpResponse:
    """Read, save or forget what somebody is writing."""
    if request.method == "POST":
        drafts.save_draft(place, request.POST.dict(), by=request.user, page=_page_of(request))
    elif request.method == "DELETE":
        drafts.forget_draft(place, by=request.user)
    else:
        return JsonResponse({"text": drafts.draft_of(request.user, place)})
    return HttpResponse(status=204)


@require_safe
@for_scripts
def language(request: MemberRequest) -> HttpResponse:
    """Which of the community's languages a text seems to be in."""
    return JsonResponse({"language": detect(request.GET.get("text", ""))})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_drafts(request: MemberRequest) -> HttpResponse:
    """What I have begun and not posted; a button throws one away."""
    if request.method == "POST":
        drafts.forget_draft(request.POST.get("place", ""), by=request.user)
        return redirect("voice:drafts")
    kinds = {"ask": _("A question"), "answer": _("An answer"), "comment": _("A comment"), "edit": _("A change")}
    kinds |= {
        "discussion": _("A discussion"),
        "reply": _("A reply"),
        "blog": _("A blog post"),
        "message": _("A message"),
    }
    return render(request, "voice/drafts.html", {"drafts": drafts.drafts_of(request.user), "kinds": kinds})


def _page_of(request: MemberRequest) -> str:
    """The page of ours on which the form is."""
    came = urlsplit(request.headers.get("Referer", ""))
    return came.path if came.netloc == request.get_host() and len(came.path) <= 200 else ""
