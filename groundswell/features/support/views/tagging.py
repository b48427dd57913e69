"""The page of a tag: what it says, and other words for it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groundswell.features.support import actions, rules
from groundswell.features.support.models import Synonym, Tag, TagPage
from groundswell.features.support.queries.places import tag_known_to
from groundswell.features.support.tagging_forms import DescriptionForm, NameForm, WordForm
from groundswell.features.support.views.writing import GET_OR_POST
from groundswell.members.http import MemberRequest
from groundswell.members.refused import refused_into
from groundswell.members.rules import require
from groundswell.voice.actions import source_of
from groundswell.voice.history import versions_of

DECISIONS = {"approve": actions.approve_synonym, "decline": actions.decline_synonym, "undo": actions.undo_synonym}


@login_required
@GET_OR_POST
def describe(request: MemberRequest, name: str) -> HttpResponse:
    """Write what it says; moderators also say who else may."""
    tag = _known(name, request)
    page = TagPage.objects.filter(tag=tag).select_related("voice").first()
    may = rules.may_describe_tag(request.user, page)
    require(may, _("Only members from a certain level on, and the team, change what a tag says."))
    begun = {"about": page.voice.title, "body": source_of(page.voice), "level": page.level} if page else {}
    form = DescriptionForm(request.POST or None, initial=begun, decides=rules.may_decide_synonym(request.user))
    if request.method == "POST" and form.is_valid() and refused_into(form, lambda: _save(tag, form, request)):
        return redirect(tag)
    return render(request, "support/describe_tag.html", {"form": form, "tag": tag}, status=422 if form.errors else 200)


@require_safe
def history(request: HttpRequest, name: str) -> HttpResponse:
    """What it said before."""
    page = get_object_or_404(TagPage.objects.select_related("tag", "voice__author"), tag__name=name)
    return render(request, "support/tag_history.html", {"tag": page.tag, "versions": versions_of(page.voice)})


@login_required
@GET_OR_POST
def words(request: MemberRequest, name: str) -> HttpResponse:
    """Other words for it: those that there are, those that were proposed, and one more."""
    tag = _known(name, request)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["word"]
        if refused_into(form, lambda: actions.propose_synonym(word, tag, by=request.user)):
            return redirect("support:tag_words", name=name)
    rows = Synonym.objects.filter(tag=tag).exclude(state=Synonym.State.UNDONE).select_related("by", "decided_by")
    context = {
        "tag": tag,
        "form": form,
        "rows": rows.order_by("-at"),
        "decides": rules.may_decide_synonym(request.user),
        "proposes": rules.may_propose_synonym(request.user),
    }
    return render(request, "support/tag_words.html", context, status=422 if form.errors else 200)


@login_required
@GET_OR_POST
def rename(request: MemberRequest, name: str) -> HttpResponse:
    """Call it otherwise."""
    tag = _known(name, request)
    require(rules.may_decide_synonym(request.user), _("Only moderators rename tags."))
    form = NameForm(request.POST or None, initial={"name": tag.name})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["name"]
        if renamed := refused_into(form, lambda: actions.rename_tag(tag, typed, by=request.user)):
            return redirect(renamed)
    return render(request, "support/rename_tag.html", {"form": form, "tag": tag}, status=422 if form.errors else 200)


@login_required
@require_POST
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """Approve, decline or undo one."""
    synonym = get_object_or_404(Synonym.objects.select_related("tag"), pk=pk)
    act = DECISIONS.get(request.POST.get("what", ""))
    if act is None:
        raise Http404
    act(synonym, by=request.user)
    return redirect("support:tag_words", name=synonym.tag.name)


def _known(name: str, request: MemberRequest) -> Tag:
    """A tag that this reader may know of: one that only others use would tell what they write about."""
    tag = get_object_or_404(Tag, name=name)
    if not tag_known_to(tag, request.user):
        raise Http404
    return tag


def _save(tag: Tag, form: DescriptionForm, request: MemberRequest) -> bool:
    typed = form.cleaned_data
    actions.describe_tag(tag, by=request.user, about=typed["about"], body=typed["body"], reason=typed["reason"])
    if form.decides:
        actions.set_tag_editors(tag, int(typed["level"]), by=request.user)
    return True
