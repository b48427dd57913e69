"""What a member chooses about, and what they got."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.counting import NAMES
from groundswell.features.rewards.cycles.forms import ChoiceForm
from groundswell.features.rewards.cycles.models import Payout, Prize
from groundswell.features.rewards.cycles.money import spoken
from groundswell.features.rewards.cycles.queries import Purse, catalogue, code_of, current_cycle, purse, receipts
from groundswell.features.rewards.cycles.steps import decide
from groundswell.members.http import MemberRequest
from groundswell.members.rules import Invalid, Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: MemberRequest) -> HttpResponse:
    """The one decision, and what came of those before."""
    cycle = current_cycle()
    own = purse(cycle, request.user) if cycle else None
    form = ChoiceForm(request.POST if request.method == "POST" else None, purse=own) if own else None
    if cycle and form and form.is_bound and form.is_valid():
        try:
            decide(cycle, form, by=request.user)
            messages.success(request, _("That is noted. You can change it until the time to choose is over."))
            return redirect("payouts:choose")
        except (Invalid, Refused) as problem:
            field = getattr(problem, "field", "")
            form.add_error(field if field in form.fields else None, str(problem))
    context = {"purse": own, "form": form, "receipts": receipts(request.user), "money": spoken, **_prizes(own)}
    response = render(request, "payouts/choose.html", context, status=422 if form and form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_safe
def comes_to(request: MemberRequest) -> HttpResponse:
    """What the choice that is being made would come to; nothing is noted. Never asked with an account or an address in it."""
    cycle = current_cycle()
    own = purse(cycle, request.user) if cycle else None
    if own is None or not own.open:
        raise Http404
    form = ChoiceForm(request.GET, purse=own)
    context: dict[str, Any] = {"purse": own, "money": spoken, "counted": None, "sum": 100, "over": 0}
    if form.is_valid():
        prizes = sum(prize.points for prize in form.cleaned_data["prizes"])
        split = form.split()
        context |= {"sum": sum(getattr(split, name) for name in NAMES), "over": max(0, prizes - own.due.points)}
        context["counted"] = own.of(split, prizes) if context["sum"] == 100 and not context["over"] else None
    response = render(request, "payouts/_comes_to.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _prizes(own: Purse | None) -> dict[str, Any]:
    """What can be had for the points that are there, and what is ordered already."""
    if own is None:
        return {"prizes": []}
    ordered = [order.prize for order in own.orders]
    offered = catalogue().filter(points__lte=own.due.points).exclude(pk__in=[prize.pk for prize in ordered])
    return {"prizes": [*ordered, *offered[:24]], "ordered": {prize.pk for prize in ordered},
            "ships": any(prize.kind == Prize.Kind.SHIPPED for prize in [*ordered, *offered[:24]])}  # fmt: skip


@login_required
@require_POST
def forget_account(request: MemberRequest) -> HttpResponse:
    """Forget to which bank account cash goes."""
    actions.remove_details(by=request.user)
    messages.success(request, _("Your account is forgotten."))
    return redirect("payouts:choose")


@login_required
@require_safe
def receipt(request: MemberRequest, pk: int) -> HttpResponse:
    """One payout, to keep or to print; of a voucher its code."""
    found = get_object_or_404(
        Payout.objects.select_related("cycle__charity", "order__prize"), pk=pk, member=request.user
    )
    response = render(request, "payouts/receipt.html", {"payout": found, "code": code_of(found), "money": spoken})
    response["Cache-Control"] = "no-store"
    return response
