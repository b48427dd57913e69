"""The pages: what waits, one finding with its picture and the decision, and what a member has held."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.features.rewards.fairness import queries
from groundswell.features.rewards.fairness.actions.deciding import decide
from groundswell.features.rewards.fairness.forms import DecideForm
from groundswell.features.rewards.fairness.models import Deed, Finding
from groundswell.features.rewards.fairness.rules import may_decide
from groundswell.members.http import MemberRequest
from groundswell.members.refused import say
from groundswell.members.rules import Invalid
from groundswell.moderation.views.gate import moderators_only

BUTTONS = {
    Deed.RELEASE: ("main", "check"),
    Deed.WARN: ("", "megaphone"),
    Deed.REVERSE: ("", "undo-2"),
    Deed.SUSPEND: ("danger", "ban"),
}


@moderators_only
@require_safe
def findings(request: MemberRequest) -> HttpResponse:
    """What checks found: what waits, or what was decided."""
    decided = request.GET.get("state") == "decided"
    found = queries.findings(decided=decided, before=request.GET.get("after", ""))
    context = {"found": found, "decided": decided, "tallies": queries.tallies() if decided else []}
    return render(request, "rewards/fairness/findings.html", context)


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: MemberRequest, pk: int) -> HttpResponse:
    """One finding: evidence, picture, people, and what is decided about each."""
    one = get_object_or_404(Finding.objects.select_related("item"), pk=pk)
    shown = queries.shown(one)
    form = DecideForm(request.POST if request.method == "POST" else None, [p.concern.person_id for p in shown.open])
    if request.method == "POST" and form.is_valid():
        try:
            decide(one, by=request.user, deed=request.POST.get("deed", ""),
                   people=form.cleaned_data["person"], reason=form.cleaned_data["reason"])  # fmt: skip
            messages.success(request, _("Decided. Whom it concerns is told."))
            return redirect(one)
        except Invalid as problem:
            say(form, problem)
    chosen = set(request.POST.getlist("person")) if form.is_bound else {str(p.concern.person_id) for p in shown.open}
    context = {"shown": shown, "form": form, "chosen": chosen, "may": may_decide(request.user, one)}
    context["deeds"] = [(deed.value, deed.label, *BUTTONS[deed]) for deed in Deed]
    return render(request, "rewards/fairness/finding.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def held(request: MemberRequest) -> HttpResponse:
    """What of the reader's points is held or was taken, why, and where to appeal."""
    return render(request, "rewards/fairness/held.html", {"rows": queries.own(request.user)})
