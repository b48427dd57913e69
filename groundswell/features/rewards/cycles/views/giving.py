"""The board of charities: what was given, and who can be voted for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.forms import NominationForm
from groundswell.features.rewards.cycles.models import Charity, CharityVote, Cycle, State
from groundswell.features.rewards.cycles.money import spoken
from groundswell.features.rewards.cycles.queries import candidates, giving
from groundswell.features.rewards.cycles.rules import may_run_cycles
from groundswell.members.http import Request
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, is_member


@require_http_methods(["GET", "HEAD", "POST"])
def charities(request: Request) -> HttpResponse:
    """For everybody to read; members vote and propose, managers decide who can be voted for."""
    by = request.user if is_member(request.user) else None
    cycle = Cycle.objects.filter(state__in=(State.EARNING, State.FROZEN)).order_by("first").first()
    form = NominationForm(request.POST if "name" in request.POST else None)
    if request.method == "POST":
        if by is None:
            raise Http404
        try:
            if said := _done(request, by, cycle, form):
                messages.success(request, said)
                return redirect("payouts:charities")
        except (Invalid, Refused) as problem:
            form.add_error(None, str(problem)) if form.is_bound else messages.error(request, str(problem))
    runs = may_run_cycles(request.user)
    mine = CharityVote.objects.filter(cycle=cycle, member=by).values_list("charity", flat=True).first() if by else None
    context = {"giving": giving(), "cycle": cycle, "candidates": candidates(cycle), "mine": mine, "form": form, "runs": runs,
               "nominated": Charity.objects.filter(state=Charity.State.NOMINATED) if runs else [], "money": spoken}  # fmt: skip
    return render(request, "payouts/charities.html", context, status=422 if form.errors else 200)


def _done(request: Request, by: Member, cycle: Cycle | None, form: NominationForm) -> str:
    """What was sent, done; "" when the form is wrong."""
    if form.is_bound:
        if not form.is_valid():
            return ""
        actions.nominate(by=by, **form.cleaned_data)
        return _("Thank you. The team looks at it before it can be voted for.")
    deed, _colon, number = request.POST.get("deed", "").partition(":")
    charity = get_object_or_404(Charity, pk=int(number) if number.isdecimal() and len(number) < 18 else 0)
    if deed in {"take", "decline"}:
        actions.decide_charity(charity, by=by, eligible=deed == "take", why=request.POST.get("why", ""))
        return _("Decided.")
    if cycle is None:
        raise Refused(_("There is no vote now."))
    actions.vote_for(charity, cycle, by=by)
    return _("Your vote counts for %(charity)s.") % {"charity": charity.name}
