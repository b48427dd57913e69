"""What a member sees of what concerns them: decisions with their reasons, appeals, and what became of their reports."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.members.http import MemberRequest, Request
from groundswell.members.models import Member
from groundswell.members.refused import say
from groundswell.members.rules import Invalid
from groundswell.moderation import actions
from groundswell.moderation.forms import AppealForm, HeldForm
from groundswell.moderation.links import read_link
from groundswell.moderation.models import Decision, Held
from groundswell.moderation.queries.queue import decisions_about, flags_by
from groundswell.moderation.rules import may_appeal, may_read_decision
from groundswell.moderation.saying import DETECTED, headline

DECISIONS = Decision.objects.select_related("appeal", "voice", "person")


@login_required
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """Everything that was decided about this member, and everything that they reported."""
    context = {
        "decisions": decisions_about(request.user),
        "flags": flags_by(request.user),
        "held": Held.objects.filter(author=request.user).order_by("-id")[:50],
        "person": request.user,
    }
    return render(request, "moderation/mine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_held(request: MemberRequest, pk: int) -> HttpResponse:
    """Its author changes what waits to appear."""
    held = get_object_or_404(Held.objects.filter(author=request.user, state="waiting"), pk=pk)
    before = {"title": held.title, "body": held.body}
    form = HeldForm(request.POST or None, initial=before, titled=bool(held.title))
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_held(held, by=request.user, **form.cleaned_data)
            messages.success(request, _("Changed. It waits where it waited."))
            return redirect("moderation:mine")
        except Invalid as problem:
            say(form, problem)
    context = {"held": held, "form": form}
    return render(request, "moderation/edit_held.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: MemberRequest, pk: int) -> HttpResponse:
    """A decision with its statement of reasons; whom it concerns can appeal."""
    found = get_object_or_404(DECISIONS, pk=pk)
    if not may_read_decision(request.user, found):
        raise Http404
    return _decision(request, found, request.user)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: Request, token: str) -> HttpResponse:
    """The same for who may not sign in: by the sealed link from the letter or the sign-in page."""
    try:
        found = get_object_or_404(DECISIONS, pk=read_link(token))
    except signing.BadSignature:
        raise Http404 from None
    if found.person is None:
        raise Http404
    return _decision(request, found, found.person)


def _decision(request: Request | MemberRequest, found: Decision, reader: Member) -> HttpResponse:
    own = found.person_id == reader.pk
    form = AppealForm(request.POST or None) if own and may_appeal(found) else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.appeal(found, by=reader, text=form.cleaned_data["text"])
            return redirect(request.path)
        except Invalid as problem:
            form.add_error("text", str(problem))
    context = {"decision": found, "form": form, "own": own, "appeal": getattr(found, "appeal", None)}
    context |= {"headline": headline(found, own=own), "detected": DETECTED.get(found.detected, "")}
    context["staff"] = reader.moderates and not own
    return render(request, "moderation/decision.html", context, status=422 if form and form.errors else 200)
