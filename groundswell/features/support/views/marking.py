"""What an answer is besides an answer: one page that says and changes all of it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groundswell.features.support import actions, rules
from groundswell.features.support.models import Answer, Question
from groundswell.features.support.sorting_forms import CanonicalForm
from groundswell.members.http import MemberRequest
from groundswell.members.refused import refused_into
from groundswell.members.rules import Invalid


@login_required
@require_safe
def sort_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """All that this reader may make of an answer."""
    answer = _found(pk, request)
    return _page(request, answer, CanonicalForm(initial=CanonicalForm.of(answer), by=request.user))


@login_required
@require_POST
def official(request: MemberRequest, pk: int) -> HttpResponse:
    """Make it official, or not any more with value=0."""
    act = actions.take_back_official if request.POST.get("value") == "0" else actions.make_official
    answer = _found(pk, request)
    act(answer, by=request.user)
    return redirect(answer)


@login_required
@require_POST
def wiki(request: MemberRequest, pk: int) -> HttpResponse:
    """Make it a wiki answer from the level of `level`, or one no more with an empty one."""
    answer, level = _found(pk, request), request.POST.get("level", "")
    if not level:
        actions.end_wiki(answer, by=request.user)
    elif level in "01234" and len(level) == 1:
        actions.make_wiki(answer, by=request.user, level=int(level))
    else:
        raise Invalid(_("Choose a level from 0 to 4."), "level")
    return redirect(answer)


@login_required
@require_POST
def canonical(request: MemberRequest, pk: int) -> HttpResponse:
    """To which tags and topics it is the answer."""
    answer, form = _found(pk, request), CanonicalForm(request.POST, by=request.user)
    if form.is_valid():
        done = refused_into(form, lambda: [actions.make_canonical(answer, by=request.user, **form.cleaned_data)])
        if done:
            return redirect(answer)
    return _page(request, answer, form)


def _page(request: MemberRequest, answer: Answer, form: CanonicalForm) -> HttpResponse:
    question = answer.question
    context = {
        "answer": answer,
        "question": question,
        "form": form,
        "may_official": rules.may_mark_official(request.user),
        "may_wiki": rules.may_make_wiki(request.user, question, answer.author_id),
        "may_end_wiki": rules.may_close(request.user, question),
        "may_canonical": rules.may_make_canonical(request.user, question),
        "may_split": rules.may_merge(request.user, question),
    }
    return render(request, "support/sort_answer.html", context, status=422 if form.errors else 200)


def _found(pk: int, request: MemberRequest) -> Answer:
    """An answer that is seen, and that this member may make something of; anything else is not there."""
    seen = Answer.objects.filter(deleted_at=None).select_related("question__voice", "voice", "author")
    answer = get_object_or_404(seen, pk=pk)
    get_object_or_404(Question.objects.visible_to(request.user), pk=answer.question_id)
    question, member = answer.question, request.user
    may = (rules.may_close(member, question), rules.may_make_canonical(member, question), member.is_team)
    if not any(may) and not rules.may_make_wiki(member, question, answer.author_id):
        raise Http404
    return answer
