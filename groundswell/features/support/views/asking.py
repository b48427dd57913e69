"""What helps somebody who writes a question: the fields of its topic, hints, and similar questions that spare it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groundswell.features.support import actions
from groundswell.features.support.fields import input_name
from groundswell.features.support.forms import FieldsForm
from groundswell.features.support.hints import hints_for
from groundswell.features.support.models import Question
from groundswell.features.support.queries.asking import fields_in
from groundswell.members.http import MemberRequest
from groundswell.members.limits import MINUTE, limit_roughly
from groundswell.members.rules import Invalid
from groundswell.voice.drafts import draft_of


@login_required
@require_safe
def topic_fields(request: MemberRequest) -> HttpResponse:
    """The fields of a topic, when somebody chose it; with what they had filled in before."""
    form = FieldsForm(
        initial=draft_of(request.user, "ask"), asked=fields_in(request.GET.get("topic", ""), request.user)
    )
    return render(request, "support/_topic_fields.html", {"form": form})


@login_required
@require_POST
def hints(request: MemberRequest) -> HttpResponse:
    """What would make it easier to answer. Reads only what was sent and stores nothing."""
    limit_roughly(request.user.pk, "hints", most=240, per=MINUTE)
    typed = request.POST
    device = {"device"} if typed.get(input_name("device"), "").strip() else set()
    found = hints_for(typed.get("title", "")[:400], typed.get("body", "")[:40_000], device)
    return render(request, "support/_hints.html", {"hints": found})


@login_required
@require_POST
def similar_shown(request: MemberRequest) -> HttpResponse:
    """These stood below the title long enough to be read."""
    shown = [int(text) for text in request.POST.getlist("shown")[:20] if _is_number(text)]
    actions.show_similar(_token(request), shown, by=request.user)
    return HttpResponse(status=204)


@login_required
@require_POST
def similar_opened(request: MemberRequest) -> HttpResponse:
    """One of them was opened."""
    actions.open_similar(_token(request), _number_of(request.POST, "similar"), by=request.user)
    return HttpResponse(status=204)


@login_required
@require_POST
def similar_solved(request: MemberRequest) -> HttpResponse:
    """“This solved it”: no question is asked, and a page says what one can do now."""
    try:
        found = actions.solve_by_similar(_token(request), _number_of(request.POST, "similar"), by=request.user)
    except Question.DoesNotExist:
        raise Http404 from None
    return redirect("support:spared", pk=found.pk)


@login_required
@require_safe
def spared(request: MemberRequest, pk: int) -> HttpResponse:
    """The end of a question that nobody had to ask."""
    visible = Question.objects.visible_to(request.user).select_related("voice", "solution__author")
    return render(request, "support/spared.html", {"found": get_object_or_404(visible, pk=pk)})


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        raise Invalid(_("This form is too old. Load the page again; what you wrote is kept."), "once") from None


def _number_of(typed: QueryDict, name: str) -> int:
    text = typed.get(name, "")
    if not _is_number(text):
        raise Http404
    return int(text)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 18
