"""Around a question that waits: me too, a claim, more details, and what a topic asks for."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.features.support import actions, rules
from groundswell.features.support.fields import input_name
from groundswell.features.support.forms import CommentForm, FieldsForm, MeTooForm
from groundswell.features.support.models import Asking, MeToo, Question, Topic
from groundswell.features.support.queries.asking import devices_of, fields_in
from groundswell.features.support.topic_forms import TopicFormForm
from groundswell.features.support.views.writing import GET_OR_POST
from groundswell.members.http import MemberRequest
from groundswell.members.refused import refused_into
from groundswell.members.rules import require


@login_required
@GET_OR_POST
def me_too(request: MemberRequest, pk: int) -> HttpResponse:
    """Say it with a device, or change what was said."""
    question = _found(pk, request)
    mine = MeToo.objects.filter(question=question, member=request.user).first()
    form = MeTooForm(request.POST or None, initial={"device": mine.device, "version": mine.version} if mine else {})
    if _done(request, form, lambda: actions.say_me_too(question, by=request.user, **form.cleaned_data)):
        return redirect(question)
    context = {"form": form, "question": question, "mine": mine, "devices": devices_of(pk)}
    return render(request, "support/me_too.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def join(request: MemberRequest, pk: int) -> HttpResponse:
    """Me too by one click, or not any more with value=0."""
    act = actions.take_back_me_too if request.POST.get("value") == "0" else actions.say_me_too
    question = _found(pk, request)
    act(question, by=request.user)
    return _again(request, question)


@login_required
@require_POST
def claim(request: MemberRequest, pk: int) -> HttpResponse:
    """I am on it, or let it go with value=0."""
    act = actions.release_claim if request.POST.get("value") == "0" else actions.claim_question
    question = _found(pk, request)
    act(question, by=request.user)
    return _again(request, question)


@login_required
@require_POST
def not_solved(request: MemberRequest, pk: int) -> HttpResponse:
    """The asker says that the answers so far did not solve it."""
    question = _found(pk, request)
    actions.say_not_solved(question, by=request.user)
    return _again(request, question)


@login_required
@GET_OR_POST
def request_details(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask the asker for more, in a comment."""
    question = _found(pk, request)
    may = rules.may_request_details(request.user, question)
    require(may, _("Helpers and the team ask for more details, while a question is open and has no solution."))
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = refused_into(form, lambda: actions.request_details(question, by=request.user, **form.cleaned_data))
        if asked:
            return redirect(asked)
    context = {"form": form, "question": question}
    return render(request, "support/request_details.html", context, status=422 if form.errors else 200)


@login_required
@GET_OR_POST
def details(request: MemberRequest, pk: int) -> HttpResponse:
    """Fill in the fields of a question anew."""
    question = _found(pk, request)
    may = rules.may_edit(request.user, question, question.asker_id)
    require(may, _("Only its author, trusted members and staff may edit this."))
    kept = Asking.objects.filter(question=question).first()
    private = request.user.is_team or request.user.pk == question.asker_id
    was = {
        input_name(one["key"]): one["value"] for one in (kept.details if kept else []) if private or not one["private"]
    }
    form = FieldsForm(request.POST or None, initial=was, asked=fields_in(question.topic.slug, request.user))
    if _done(request, form, lambda: actions.change_details(question, form.details(), by=request.user)):
        return redirect(question)
    return render(
        request, "support/details.html", {"form": form, "question": question}, status=422 if form.errors else 200
    )


@login_required
@GET_OR_POST
def topic_form(request: MemberRequest, slug: str) -> HttpResponse:
    """What questions in a topic are asked for."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user), slug=slug)
    require(rules.may_set_form(request.user), _("Only moderators decide what questions are asked for."))
    form = TopicFormForm(request.POST or None, fields=fields_in(slug, request.user), several=topic.several_solutions)
    if _done(request, form, lambda: _set_topic(topic, form, request)):
        messages.success(request, _("Questions in this topic are asked for this from now on."))
        return redirect("support:topic_form", slug=slug)
    return render(
        request, "support/topic_form.html", {"form": form, "topic": topic}, status=422 if form.errors else 200
    )


@transaction.atomic
def _set_topic(topic: Topic, form: TopicFormForm, request: MemberRequest) -> None:
    actions.set_topic_form(topic, form.wanted(), by=request.user)
    actions.set_several_solutions(topic, form.cleaned_data["several"], by=request.user)


def _done(request: HttpRequest, form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the form was sent, could be used, and the deed is done; else the form says why not."""
    return request.method == "POST" and form.is_valid() and bool(refused_into(form, lambda: [act()]))


def _found(pk: int, request: MemberRequest) -> Question:
    return get_object_or_404(Question.objects.visible_to(request.user).select_related("voice", "topic"), pk=pk)


def _again(request: HttpRequest, question: Question) -> HttpResponse:
    return redirect(f"{question.get_absolute_url()}#asking")
