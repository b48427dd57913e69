"""Vote, thank, accept, follow, read, share: one action each, answered with the piece of the page that changed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question
from groundswell.features.support.queries.places import state_of
from groundswell.members.http import MemberRequest, Request, address_of, where_from
from groundswell.members.limits import MINUTE, limit
from groundswell.members.rules import Invalid, TooOften, is_member


def found(on: str, pk: int, request: Request | MemberRequest) -> Question | Answer:
    """The question or answer, if this viewer may see it; else 404."""
    if on == "question":
        return get_object_or_404(Question.objects.visible_to(request.user).select_related("voice"), pk=pk)
    answer = get_object_or_404(Answer.objects.visible_to(request.user).select_related("question__voice"), pk=pk)
    get_object_or_404(Question.objects.visible_to(request.user), pk=answer.question_id)
    return answer


@login_required
@require_POST
def vote(request: MemberRequest, on: str, pk: int) -> HttpResponse:
    """Vote up (1), down (-1) or take it back (0)."""
    subject, value = found(on, pk, request), _value(request)
    if value:
        actions.vote(subject, by=request.user, value=value)
    else:
        actions.withdraw_vote(subject, by=request.user)
    subject.refresh_from_db()
    return _answer(request, subject, "support/_vote.html", {"on": on, "subject": subject, "mine": value})


@login_required
@require_POST
def thanks(request: MemberRequest, pk: int) -> HttpResponse:
    """Thank, or take thanks back with value=0."""
    answer = get_object_or_404(Answer.objects.visible_to(request.user).select_related("question__voice"), pk=pk)
    given = request.POST.get("value") != "0"
    (actions.give_thanks if given else actions.take_back_thanks)(answer, by=request.user)
    answer.refresh_from_db()
    return _answer(request, answer, "support/_thanks.html", {"answer": answer, "given": given})


@login_required
@require_POST
def solution(request: MemberRequest, pk: int) -> HttpResponse:
    """Mark an answer as the solution."""
    answer = get_object_or_404(Answer.objects.visible_to(request.user).select_related("question__voice"), pk=pk)
    actions.accept_answer(answer, by=request.user)
    return _whole_page(request, answer)


@login_required
@require_POST
def follow(request: MemberRequest, kind: str, subject: int) -> HttpResponse:
    """Follow, or stop with value=0."""
    if request.POST.get("value") != "0":
        actions.follow(kind, subject, by=request.user)
    else:
        actions.unfollow(kind, subject, by=request.user)
    context = {"kind": kind, "subject": subject, "followed": state_of(kind, subject, request.user)}
    if request.htmx:
        return render(request, "support/_follow.html", context)
    return redirect(where_from(request))


@csrf_exempt
@require_POST
def read(request: Request, pk: int) -> HttpResponse:
    """A page was on the screen for two seconds: counts a view, and remembers it for members. Changes nothing else."""
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=pk)
    who = request.user.pk if is_member(request.user) else address_of(request)
    try:
        limit(f"{who}:{pk}", "view", most=1, per=30 * MINUTE)
        limit(who, "views", most=60, per=MINUTE)
        Question.objects.filter(pk=pk).update(views=F("views") + 1)
    except TooOften:
        pass  # the same reader again: seen, but not one more view
    if is_member(request.user):
        actions.mark_read(question, by=request.user)
    return HttpResponse(status=204)


@login_required
@require_POST
def share(request: MemberRequest, pk: int) -> HttpResponse:
    """A link of one's own, for the share button."""
    question = get_object_or_404(Question.objects.visible_to(request.user).select_related("voice"), pk=pk)
    link = actions.make_share_link(question, by=request.user)
    address = request.build_absolute_uri(f"/s/{link.code}/")
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"url": address})
    return render(request, "support/share.html", {"question": question, "address": address})


def _value(request: HttpRequest) -> int:
    try:
        value = int(request.POST.get("value", ""))
    except ValueError:
        value = 9
    if value not in (-1, 0, 1):
        raise Invalid(_("A vote is up or down."), "value")
    return value


def _answer(request: MemberRequest, subject: Question | Answer, fragment: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, fragment, context) if request.htmx else redirect(subject)


def _whole_page(request: MemberRequest, answer: Answer) -> HttpResponse:
    """Accepting moves answers about, so htmx gets the page anew."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect(answer)
