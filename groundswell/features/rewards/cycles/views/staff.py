"""The cockpit: where a cycle stands, what is next and who may do it."""

import io
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.bank import file_bytes
from groundswell.features.rewards.cycles.billing import write_csv
from groundswell.features.rewards.cycles.forms import CycleForm, NoteForm
from groundswell.features.rewards.cycles.models import Cycle, PaymentFile, Payout, State
from groundswell.features.rewards.cycles.money import spoken
from groundswell.features.rewards.cycles.queries import address_of, cockpit
from groundswell.features.rewards.cycles.rules import may_approve
from groundswell.features.rewards.cycles.steps import drive, settle
from groundswell.features.rewards.cycles.views.gate import payers_only
from groundswell.members.http import MemberRequest
from groundswell.members.refused import say
from groundswell.members.rules import Invalid, Refused


@payers_only
@require_http_methods(["GET", "HEAD", "POST"])
def cycles(request: MemberRequest) -> HttpResponse:
    """All cycles, and the plan of another one."""
    form = CycleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            window = timedelta(days=said.pop("window_days"))
            cycle = actions.open_cycle(by=request.user, window=window, **said)
            return redirect("payouts:cycle", name=cycle.name)
        except Invalid as problem:
            say(form, problem)
    found = Cycle.objects.select_related("charity")
    context = {
        "cycles": found,
        "form": form,
        "earning": any(one.state == State.EARNING for one in found),
        "money": spoken,
    }
    return render(request, "payouts/cycles.html", context, status=422 if form.errors else 200)


@payers_only
@require_http_methods(["GET", "HEAD", "POST"])
def cycle(request: MemberRequest, name: str) -> HttpResponse:
    """One cycle with everything that is to do in it."""
    found = get_object_or_404(Cycle.objects.select_related("charity", "approved_by", "confirmed_by"), name=name)
    if request.method == "POST":
        points = request.POST.get("points", "")
        try:
            seen = int(points) if points.isdecimal() and len(points) < 18 else None
            messages.success(request, drive(found, request.POST.get("deed", ""), by=request.user, points=seen))
        except (Invalid, Refused) as problem:
            messages.error(request, str(problem))
        return redirect("payouts:cycle", name=name)
    context = {"cycle": found, "cockpit": cockpit(found), "states": list(State), "money": spoken, "address_of": address_of,
               "may_approve": may_approve(request.user, found)}  # fmt: skip
    return render(request, "payouts/cycle.html", context)


@payers_only
@require_http_methods(["GET", "HEAD", "POST"])
def payout(request: MemberRequest, pk: int) -> HttpResponse:
    """One payout: confirm it, withhold it, or note that it came back."""
    found = get_object_or_404(Payout.objects.select_related("cycle", "member", "order__prize", "file"), pk=pk)
    deed = request.POST.get("deed", "")
    form = NoteForm(request.POST if deed in {"fail", "withhold"} else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            note = form.cleaned_data["note"] if form.is_bound else ""
            messages.success(request, settle(found, deed, by=request.user, note=note))
            return redirect("payouts:cycle", name=found.cycle.name)
        except (Invalid, Refused) as problem:
            messages.error(request, str(problem))
    context = {"payout": found, "form": form, "money": spoken, "address": address_of(found)}
    return render(request, "payouts/payout.html", context, status=422 if form.errors else 200)


@payers_only
@require_safe
def credit_csv(request: MemberRequest, name: str) -> HttpResponse:
    """Credits for whoever enters them by hand."""
    found = get_object_or_404(Cycle, name=name)
    out = io.StringIO()
    write_csv(found, out)
    return _download(out.getvalue().encode("utf-8-sig"), f"{found.name}-credit.csv", "text/csv; charset=utf-8")


@payers_only
@require_POST
def payment_file(request: MemberRequest, pk: int) -> HttpResponse:
    """A file for the bank; the same each time. A POST, so that no prefetching browser takes it along."""
    found = get_object_or_404(PaymentFile.objects.select_related("cycle"), pk=pk)
    try:
        return _download(file_bytes(found), f"{found.message}.xml", "application/xml")
    except Invalid:
        messages.error(request, _("The accounts of this file were forgotten, or cannot be read with this secret key."))
        return redirect("payouts:cycle", name=found.cycle.name)


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
