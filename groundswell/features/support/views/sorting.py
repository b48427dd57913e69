"""Close, reopen, move, merge, lock, delete and restore: a page that asks why, then the action."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.features.support import actions
from groundswell.features.support.forms import DecisionForm
from groundswell.features.support.models import Answer, Comment, Question
from groundswell.features.support.queries.history import subject_of
from groundswell.members.http import MemberRequest
from groundswell.members.refused import refused_into
from groundswell.members.rules import Invalid, is_member

Deed = Callable[[Any, MemberRequest, DecisionForm], None]


def _reason(form: DecisionForm) -> str:
    return str(form.cleaned_data["reason"])


def _close(question: Question, request: MemberRequest, form: DecisionForm) -> None:
    cause = form.cleaned_data["cause"]
    actions.close_question(question, by=request.user, cause=cause, reason=_reason(form), duplicate_of=form.older())


def _move(question: Question, request: MemberRequest, form: DecisionForm) -> None:
    actions.move_question(question, by=request.user, topic=form.cleaned_data["topic"], reason=_reason(form))


def _with_reason(act: Callable[..., None]) -> Deed:
    return lambda subject, request, form: act(subject, by=request.user, reason=_reason(form))


def _merge(question: Question, request: MemberRequest, form: DecisionForm) -> None:
    into = form.older()
    if into is None:
        raise Invalid(_("There is no such question that can be seen."), "other")
    actions.merge_question(question, into=into, by=request.user, reason=_reason(form))


DEEDS: dict[tuple[str, str], Deed] = {
    ("close", "question"): _close,
    ("move", "question"): _move,
    ("merge", "question"): _merge,
    ("unmerge", "question"): _with_reason(actions.undo_merge),
    ("unsplit", "question"): _with_reason(actions.undo_split),
    ("back", "question"): _with_reason(actions.bring_back),
    ("unsolve", "answer"): _with_reason(actions.revoke_mark),
    ("reopen", "question"): _with_reason(actions.reopen_question),
    ("lock", "question"): _with_reason(actions.lock_question),
    ("unlock", "question"): _with_reason(actions.unlock_question),
    ("unsolve", "question"): _with_reason(actions.revoke_solution),
    ("delete", "question"): _with_reason(actions.delete_question),
    ("restore", "question"): _with_reason(actions.restore_question),
    ("delete", "answer"): _with_reason(actions.delete_answer),
    ("restore", "answer"): _with_reason(actions.restore_answer),
    ("delete", "comment"): lambda comment, request, form: actions.delete_comment(comment, by=request.user),
    ("restore", "comment"): lambda comment, request, form: actions.restore_comment(comment, by=request.user),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: MemberRequest, what: str, on: str, pk: int) -> HttpResponse:
    """Ask why, then do it; a refusal says so on its own page."""
    deed, subject = DEEDS.get((what, on)), _visible(on, pk, request)
    if deed is None or subject is None:
        raise Http404
    form = DecisionForm(request.POST or None, what=what, by=request.user)
    if (
        request.method == "POST"
        and form.is_valid()
        and refused_into(form, lambda: deed(subject, request, form) or True)
    ):
        gone = what == "delete" and isinstance(subject, Question) and not request.user.moderates
        return redirect("/" if gone else subject.get_absolute_url())
    context = {"form": form, "what": what, "on": on, "subject": subject}
    return render(request, "support/decide.html", context, status=422 if form.errors else 200)


def _visible(on: str, pk: int, request: MemberRequest) -> Question | Answer | Comment | None:
    subject = subject_of(on, pk)
    question = subject if isinstance(subject, Question) or subject is None else subject.question
    if question is None or not Question.objects.visible_to(request.user).filter(pk=question.pk).exists():
        return None
    return subject if is_member(request.user) else None
