"""Pages to write on: ask, answer, comment, edit. What was typed comes back whenever something is wrong with it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.features.support import actions
from groundswell.features.support.forms import AnswerForm, AskForm, CommentForm, EditForm
from groundswell.features.support.models import Answer, Comment, Question, Tag
from groundswell.features.support.queries.asking import fields_in
from groundswell.features.support.queries.history import subject_of
from groundswell.features.support.queries.question import question_page
from groundswell.features.support.rules import may_rewrite
from groundswell.features.support.views.reacting import found
from groundswell.features.support.views.reading import question_context
from groundswell.members.http import MemberRequest
from groundswell.members.refused import refused_into
from groundswell.members.rules import require
from groundswell.voice.actions import require_unchanged, source_of, version
from groundswell.voice.drafts import draft_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@GET_OR_POST
def ask(request: MemberRequest) -> HttpResponse:
    """Ask a question."""
    begun = _begun(request)
    asked = fields_in(request.POST.get("topic") or begun.get("topic", ""), request.user)
    form = AskForm(request.POST or None, initial=begun, asked=asked, by=request.user)
    if request.method == "POST" and form.is_valid():
        new = refused_into(form, lambda: actions.ask_question(by=request.user, **form.typed()))
        if new:
            messages.success(request, _("Your question is there. You will hear of every answer."))
            return redirect(new)
    tags = Tag.objects.filter(uses__gt=0).order_by("-uses").values_list("name", flat=True)[:200]
    return render(request, "support/ask.html", {"form": form, "tags": tags}, status=_status(form))


def _begun(request: MemberRequest) -> dict[str, str]:
    """What they were writing here, with what a link or another app (ui/app_views.py) hands over."""
    begun = draft_of(request.user, "ask") | {
        name: value for name in ("topic", "title") if (value := request.GET.get(name))
    }
    shared = request.GET.get("body", "").strip()[:4_000]
    if shared and shared not in begun.get("body", ""):
        begun["body"] = f"{begun.get('body', '')}\n\n{shared}".strip()
    return begun


@login_required
@require_POST
def post_answer(request: MemberRequest, question: int) -> HttpResponse:
    """Answer a question."""
    form = AnswerForm(request.POST)
    try:
        answer = form.is_valid() and refused_into(
            form, lambda: actions.answer_question(Question(pk=question), by=request.user, **form.cleaned_data)
        )
    except Question.DoesNotExist:
        raise Http404 from None
    if answer:
        return redirect(answer)
    page = question_page(question, request.user)
    if page is None:
        raise Http404
    return render(
        request,
        "support/question.html",
        {**question_context(page, request.user), "form": form, "order": "best"},
        status=422,
    )


@login_required
@GET_OR_POST
def comment(request: MemberRequest, on: str, pk: int) -> HttpResponse:
    """Comment on a question or an answer; htmx gets the form, then the comment."""
    subject = found(on, pk, request)
    place = f"comment:{'a' if on == 'answer' else 'q'}{pk}"
    form = CommentForm(request.POST or None, initial=draft_of(request.user, place))
    context = {"form": form, "on": on, "subject": subject}
    if request.method == "POST" and form.is_valid():
        new = refused_into(form, lambda: actions.comment_on(subject, by=request.user, **form.cleaned_data))
        if new:
            return render(request, "support/_comment.html", {"comment": new}) if request.htmx else redirect(new)
    template = "support/_comment_form.html" if request.htmx else "support/comment.html"
    return render(request, template, context, status=_status(form))


@login_required
@GET_OR_POST
def edit(request: MemberRequest, on: str, pk: int) -> HttpResponse:
    """Change a question, an answer or a comment."""
    subject = subject_of(on, pk)
    question = subject if isinstance(subject, Question) else subject and subject.question
    if (
        subject is None
        or not Question.objects.visible_to(request.user).filter(pk=question.pk if question else 0).exists()
    ):
        raise Http404
    _may_write(request, subject)
    if "version" in request.POST:
        _bring_back(subject, request)
        return redirect(subject)
    form = EditForm(request.POST or None, on=on, by=request.user, initial=_as_it_is(subject))
    if request.method == "POST" and form.is_valid() and refused_into(form, lambda: _save(subject, request, form)):
        return redirect(subject)
    return render(request, "support/edit.html", {"form": form, "on": on, "subject": subject}, status=_status(form))


@transaction.atomic
def _save(subject: Question | Answer | Comment, request: MemberRequest, form: EditForm) -> bool:
    typed = form.cleaned_data
    require_unchanged(subject.voice_id, typed["revision"])
    if isinstance(subject, Question):
        actions.edit_question(
            subject, by=request.user, title=typed["title"], body=typed["body"], reason=typed["reason"]
        )
        actions.retag_question(subject, by=request.user, tags=typed["tags"])
        actions.move_question(subject, by=request.user, topic=typed["topic"], reason=typed["reason"])
    elif isinstance(subject, Answer):
        actions.edit_answer(subject, by=request.user, body=typed["body"], reason=typed["reason"])
    else:
        actions.edit_comment(subject, by=request.user, body=typed["body"])
    return True


def _bring_back(subject: Question | Answer | Comment, request: MemberRequest) -> None:
    """A former version is a new edit that says what the old one said."""
    number = request.POST["version"]
    past = version(subject.voice, int(number) if number.isdecimal() and len(number) < 6 else 0)
    reason = _("Restored version %(number)s") % {"number": past.number}
    if isinstance(subject, Question):
        actions.edit_question(subject, by=request.user, title=past.title, body=past.source, reason=reason)
    elif isinstance(subject, Answer):
        actions.edit_answer(subject, by=request.user, body=past.source, reason=reason)
    else:
        actions.edit_comment(subject, by=request.user, body=past.source)


def _as_it_is(subject: Question | Answer | Comment) -> dict[str, Any]:
    voice = subject.voice
    texts = {"title": voice.title, "body": source_of(voice), "revision": voice.revision}
    return {**texts, "topic": subject.topic.slug, "tags": subject.tags} if isinstance(subject, Question) else texts


def _may_write(request: MemberRequest, subject: Question | Answer | Comment) -> None:
    require(may_rewrite(request.user, subject), _("Only its author, trusted members and staff may edit this."))


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200
