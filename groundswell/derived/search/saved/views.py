"""One's saved searches: listed, made, changed, removed, and what was found for each."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.derived.search import topics
from groundswell.derived.search.models import SavedSearch
from groundswell.derived.search.saved import listing, saving
from groundswell.derived.search.saved.saving import HOW, Sought
from groundswell.derived.search.views import SOUGHT, sought_of
from groundswell.members.http import MemberRequest
from groundswell.members.rules import Invalid


@login_required
@require_safe
def saved(request: MemberRequest) -> HttpResponse:
    """All of them."""
    return render(request, "search/saved.html", {"rows": listing.saved_of(request.user), "most": saving.MOST})


@login_required
@require_http_methods(["GET", "POST"])
def save(request: MemberRequest) -> HttpResponse:
    """Save the search that the query string of this page says, as on the page of results."""
    if request.method == "GET":
        return _form(request)
    try:
        made = saving.save_search(
            sought_in(request), by=request.user, name=_said(request, "name"), how=_said(request, "how")
        )
    except Invalid as problem:
        return _form(request, problem, status=422)
    messages.success(request, _("Saved. You hear of it when somebody asks what fits."))
    return redirect("search:saved_one", made.pk)


@login_required
@require_http_methods(["GET", "POST"])
def one(request: MemberRequest, pk: int) -> HttpResponse:
    """What was found for one of them, and how it is told."""
    mine = get_object_or_404(SavedSearch, pk=pk, member=request.user)
    problem = None
    if request.method == "POST":
        try:
            saving.change_search(mine, by=request.user, name=_said(request, "name"), how=_said(request, "how"))
            messages.success(request, _("Your choice is saved."))
            return redirect("search:saved_one", pk)
        except Invalid as refused:
            problem = refused
    context = {
        "row": listing.row_of(mine),
        "results": listing.finds_of(mine),
        "fragment": False,
        "places": topics.places(request.user),
        "how": list(HOW.items()),
        "name": _said(request, "name") if problem else mine.name,
        "problem": problem,
    }
    return render(request, "search/saved_one.html", context, status=422 if problem else 200)


@login_required
@require_POST
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Look for it no more."""
    saving.remove_search(get_object_or_404(SavedSearch, pk=pk, member=request.user), by=request.user)
    messages.success(request, _("That search is removed."))
    return redirect("search:saved")


def sought_in(request: MemberRequest) -> Sought:
    said = {name: request.GET.get(name, "")[:200] for name in SOUGHT}
    language = said["language"] if said["language"] in dict(settings.LANGUAGES) else ""
    return Sought(said["q"], said["topic"], [said["tag"]] if said["tag"] else [], language, said["author"])


def _said(request: MemberRequest, name: str) -> str:
    return request.POST.get(name, "")


def _form(request: MemberRequest, problem: Invalid | None = None, status: int = 200) -> HttpResponse:
    said = {name: request.GET.get(name, "")[:200] for name in SOUGHT}
    context: dict[str, Any] = {
        "said": said,
        "query": sought_of(request),
        "topic": dict(topics.choices(request.user)).get(said["topic"], "") if said["topic"] else "",
        "name": _said(request, "name") or said.get("q", "")[: saving.LONGEST_NAME],
        "chosen": _said(request, "how") or "now",
        "how": list(HOW.items()),
        "problem": problem,
    }
    return render(request, "search/save.html", context, status=status)
