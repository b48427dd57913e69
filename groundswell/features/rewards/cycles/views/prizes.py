"""The catalogue, for those who fill it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.forms import CodesForm, PrizeChangeForm, PrizeForm
from groundswell.features.rewards.cycles.queries import catalogue
from groundswell.features.rewards.cycles.views.gate import payers_only
from groundswell.members.http import MemberRequest
from groundswell.members.refused import say
from groundswell.members.rules import Invalid, Refused


@payers_only
@require_http_methods(["GET", "HEAD", "POST"])
def prizes(request: MemberRequest) -> HttpResponse:
    """All prizes with what is left of them, and a new one."""
    form = PrizeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            prize = actions.add_prize(
                by=request.user, **{**form.cleaned_data, "stock": form.cleaned_data["stock"] or 0}
            )
            return redirect("payouts:prize", pk=prize.pk)
        except Invalid as problem:
            say(form, problem)
    context = {"prizes": catalogue(everything=True), "form": form}
    return render(request, "payouts/prizes.html", context, status=422 if form.errors else 200)


@payers_only
@require_http_methods(["GET", "HEAD", "POST"])
def prize(request: MemberRequest, pk: int) -> HttpResponse:
    """One prize: change it, withdraw it, add codes."""
    found = get_object_or_404(catalogue(everything=True), pk=pk)
    coding = request.POST.get("part") == "codes"
    codes = CodesForm(request.POST if coding else None, request.FILES if coding else None)
    change = PrizeChangeForm(request.POST if request.method == "POST" and not coding else None, initial=vars(found))
    try:
        if coding and codes.is_valid():
            added = actions.add_codes(found, codes.text(), by=request.user)
            messages.success(request, ngettext("%(n)s code added.", "%(n)s codes added.", added) % {"n": added})
            return redirect("payouts:prize", pk=pk)
        if change.is_bound and change.is_valid():
            actions.change_prize(
                found, by=request.user, **{**change.cleaned_data, "stock": change.cleaned_data["stock"] or 0}
            )
            messages.success(request, _("Saved."))
            return redirect("payouts:prize", pk=pk)
    except (Invalid, Refused) as problem:
        (codes if coding else change).add_error(None, str(problem))
    context = {"prize": found, "codes": codes, "form": change}
    return render(request, "payouts/prize.html", context, status=422 if codes.errors or change.errors else 200)
