"""Newcomers are seen and welcomed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question
from groundswell.features.support.queries.newcomers import firsts_unseen
from groundswell.features.support.rules import greets
from groundswell.members.http import MemberRequest
from groundswell.members.rules import require


@login_required
@require_safe
def newcomers(request: MemberRequest) -> HttpResponse:
    """First answers and questions that nobody has reacted to yet."""
    require(greets(request.user), _("Regulars and the team see who is new here."))
    firsts = firsts_unseen(request.user)
    return render(request, "support/newcomers.html", {"firsts": firsts, "edits": request.user.role != "member"})


@login_required
@require_POST
def welcome(request: MemberRequest, on: str, pk: int) -> HttpResponse:
    """Welcome who wrote this."""
    if on == "answer":
        actions.welcome(get_object_or_404(Answer.objects.visible_to(request.user), pk=pk), by=request.user)
    else:
        actions.welcome(get_object_or_404(Question.objects.visible_to(request.user), pk=pk), by=request.user)
    return render(request, "support/_welcomed.html") if request.htmx else redirect("support:newcomers")
