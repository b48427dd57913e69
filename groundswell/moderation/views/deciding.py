"""The queue of those who moderate, and the page of one item, one member."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.members.http import MemberRequest
from groundswell.members.models import Member
from groundswell.members.refused import say
from groundswell.members.rules import Invalid, Refused
from groundswell.moderation import actions
from groundswell.moderation.actions.deciding import leading_reason
from groundswell.moderation.actions.measuring import next_step
from groundswell.moderation.forms import AnswerForm, DecideForm, MeasureForm, NoteForm
from groundswell.moderation.matters import matter_named
from groundswell.moderation.models import Item, MemberNote, Reason, What
from groundswell.moderation.queries import queue as queries
from groundswell.moderation.rules import may_measure
from groundswell.moderation.steps import decide_item, deeds, measure
from groundswell.moderation.views.gate import moderators_only


@moderators_only
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    """What waits, the most pressing first."""
    what = request.GET.get("what", "")
    found = queries.queue(what=what, after=request.GET.get("after", ""))
    context = {"queue": found, "what": what, "whats": What.choices, "reasons": Reason.choices}
    return render(request, "moderation/queue.html", context)


@moderators_only
@require_POST
def decide(request: MemberRequest) -> HttpResponse:
    """One item by its own button ("hide:12"), or all that were chosen."""
    deed, _colon, one = request.POST.get("deed", "").partition(":")
    chosen = [one] if one else request.POST.getlist("item")
    numbers = [int(number) for number in chosen if number.isdecimal() and len(number) < 18]
    items = Item.objects.filter(pk__in=numbers, done_at=None).order_by("rank", "id")
    if deed not in {"hide", "keep"} or not numbers:
        messages.error(request, _("Choose what to decide about first."))
        return redirect(_back(request))
    ground = request.POST.get("ground", "") if not one else ""
    done, problems = actions.decide_many(items, by=request.user, hide=deed == "hide", ground=ground)
    if done:
        messages.success(request, ngettext("%(n)s decision made.", "%(n)s decisions made.", done) % {"n": done})
    for problem in sorted(set(problems)):
        messages.error(request, problem)
    return redirect(_back(request))


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything about one item, and the decision in full."""
    found = get_object_or_404(Item.objects.select_related("voice", "about", "done_by"), pk=pk)
    if matter := matter_named(found.kind if found.what in (What.PEOPLE, What.HELD) else ""):
        return redirect(matter.page(found.subject))
    kind = AnswerForm if found.what == What.APPEAL else DecideForm
    form = kind(request.POST or None, initial={"ground": leading_reason(found)})
    if request.method == "POST" and form.is_valid():
        try:
            decide_item(found, form, request.POST.get("deed", ""), by=request.user)
            messages.success(request, _("Decided. Whom it concerns is told."))
            return redirect("moderation:queue")
        except Invalid as problem:
            say(form, problem)
    (entry,) = queries.entries([found])
    context = {"entry": entry, "form": form, "subject": queries.subject_for(found), **_about(found.about, request.user)}
    context["deeds"] = deeds(found)
    form.initial["seen"] = entry.held.revision if entry.held else None
    context["history"] = queries.history_of(found.kind, found.subject)
    return render(request, "moderation/item.html", context, status=422 if form.errors else 200)


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: MemberRequest, handle: str) -> HttpResponse:
    """What is known of somebody, notes, and decisions about them."""
    person = get_object_or_404(Member.objects.present().called(handle))
    noting = "text" in request.POST
    note = NoteForm(request.POST if noting else None)
    form = MeasureForm(request.POST if request.method == "POST" and not noting else None)
    try:
        if noting and note.is_valid():
            actions.add_note(person, by=request.user, text=note.cleaned_data["text"])
            return redirect(request.path)
        if form.is_bound and form.is_valid():
            measure(person, form, by=request.user)
            messages.success(request, _("Decided. Whom it concerns is told."))
            return redirect(request.path)
    except (Invalid, Refused) as problem:
        (note if noting else form).add_error(None, str(problem))
    context = {"person": person, "form": form, "note": note, **_about(person, request.user)}
    status = 422 if form.errors or note.errors else 200
    return render(request, "moderation/member.html", context, status=status)


def _about(person: Member | None, by: Member) -> dict[str, Any]:
    """What the team knows of somebody."""
    if person is None:
        return {"decisions": [], "notes": []}
    return {
        "decisions": queries.decisions_about(person, most=20),
        "notes": MemberNote.objects.filter(person=person).select_related("by").order_by("-id")[:20],
        "step": next_step(person).days,
        "may_measure": may_measure(by, person),
    }


def _back(request: MemberRequest) -> str:
    what = request.POST.get("what", "")
    return f"/moderation/?what={what}" if what in What.values else "/moderation/"
