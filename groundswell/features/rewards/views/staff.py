"""What those see and do who say how points are earned: budgets, what is owed, versions of the rules and their trial."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.features.rewards import budgets, drawing
from groundswell.features.rewards.actions import drafting
from groundswell.features.rewards.actions.funding import fund_pool
from groundswell.features.rewards.earning.words import sentences
from groundswell.features.rewards.forms import ApproveForm, BreakageForm, DraftForm, FundForm, PoolForm
from groundswell.features.rewards.lists import STATES, starter_text, state_of, versions
from groundswell.features.rewards.models import Version
from groundswell.features.rewards.paper import month
from groundswell.features.rewards.places import names_for
from groundswell.features.rewards.trial import PERIODS, beside, trial
from groundswell.features.rewards.views.comparing import first_rows, people_of
from groundswell.features.rewards.views.gate import managers_only
from groundswell.features.rewards.worth import worth
from groundswell.log import clock
from groundswell.members.http import MemberRequest
from groundswell.members.rules import Invalid, Refused

ASSUMED = 0  # of a hundred points, while nothing was measured: nobody plans with what others forget


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: MemberRequest) -> HttpResponse:
    """What each budget has left and how fast it goes, what is owed, what a solution costs; and filling a budget."""
    form = (FundForm if request.POST.get("known") else PoolForm)(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            said = form.cleaned_data
            new = fund_pool(said["pool"], said["points"], key=said["key"], by=request.user, note=said["note"])
            messages.success(
                request,
                _("The budget is filled. What waits for it is given next.") if new else _("That was done before."),
            )
            return redirect("rewards:manage")
        except Invalid as problem:
            form.add_error(None, str(problem))
    context = {
        **_costs(request),
        "form": form,
        "versions": versions(),
        "to_day": date.fromisoformat,
        "month_name": month,
        "worth": worth(),
        "key": uuid4().hex,
    }
    return render(request, "rewards/manage.html", context, status=422 if form.errors else 200)


def _costs(request: MemberRequest) -> dict[str, Any]:
    owed, months = budgets.owed(), budgets.cost_by_month()
    measured = round(100 * owed.measured) if owed.measured is not None else None
    asked = BreakageForm(request.GET)
    percent = asked.percent(ASSUMED if measured is None else measured)
    return {
        "pools": budgets.pools(), "owed": owed, "measured": measured, "percent": percent, "expected": owed.breakage(percent),
        "months": months, "burning": drawing.burning(budgets.burn_down()), "costing": drawing.costing(months),
    }  # fmt: skip


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: MemberRequest, number: int | None = None) -> HttpResponse:
    """Write a version, or a draft anew. It begins with what the last one says."""
    version = get_object_or_404(Version.objects.drafts(), number=number) if number else None
    last = version or Version.objects.order_by("-number").first()
    given = {"text": last.text if last else starter_text(), "note": version.note if version else ""}
    form = DraftForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            if version:
                drafting.rewrite_draft(version, said["text"], by=request.user, note=said["note"])
            else:
                version = drafting.draft_rules(said["text"], by=request.user, note=said["note"])
            return redirect("rewards:version", version.number)
        except Invalid as problem:
            form.add_error("note" if problem.field == "note" else "text", str(problem))
    return render(request, "rewards/draft.html", {"form": form, "version": version}, status=422 if form.errors else 200)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: MemberRequest, number: int) -> HttpResponse:
    """One version in words, beside the rules that hold over the last days; and what can be done with it."""
    found = get_object_or_404(Version.objects.select_related("drafted_by", "approved_by"), number=number)
    form = ApproveForm(request.POST if request.POST.get("deed") == "approve" else None, initial={"since": _next_hour()})
    if request.method == "POST":
        try:
            if _done(request, found, form):
                return redirect("rewards:version", number)
        except (Invalid, Refused) as problem:
            if form.is_bound:
                form.add_error("since", str(problem))
            else:
                messages.error(request, str(problem))
    days = next((n for n in PERIODS if str(n) == request.GET.get("days")), PERIODS[1])
    tried, live, state = trial(found, days), beside(found), state_of(found)
    shown, live_shown = first_rows(tried.both), first_rows(live)
    context = {
        "version": found, "to_day": date.fromisoformat, "state": state, "state_said": STATES[state], "says": list(sentences(found.rules, names_for(request.user, found.rules))), "form": form, "days": days, "periods": PERIODS,
        "trial": tried, "shown": shown, "beside": live, "beside_shown": live_shown, "people": people_of(shown + live_shown),
        "spec": drawing.trying(tried), "worth": worth(),
    }  # fmt: skip
    return render(request, "rewards/version.html", context, status=422 if form.errors else 200)


def _done(request: MemberRequest, found: Version, form: ApproveForm) -> bool:
    """Whether the deed that was asked for was done; a form that is wrong says why itself."""
    match request.POST.get("deed"):
        case "approve":
            if not form.is_valid():
                return False
            drafting.approve_rules(found, since=form.moment(), by=request.user)
            messages.success(request, _("Approved. Members can read it from now on."))
        case "begin":
            drafting.begin_shadow(found, by=request.user)
            messages.success(request, _("It is counted from now on, and pays nobody."))
        case "end":
            drafting.end_shadow(found, by=request.user)
            messages.success(request, _("It is counted no longer."))
        case _:
            raise Invalid(_("That cannot be done here."))
    return True


def _next_hour() -> datetime:
    now = timezone.localtime(clock.now())
    return (now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
