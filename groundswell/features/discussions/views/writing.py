"""Pages to write: a discussion, a reply, another text in the place of an old one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.features.discussions import actions, rules
from groundswell.features.discussions.forms import BeginForm, EditForm, ReplyForm
from groundswell.features.discussions.models import Discussion, Reply
from groundswell.features.discussions.queries import page as pages
from groundswell.features.discussions.queries.lists import list_spaces
from groundswell.features.discussions.views.reading import context_of
from groundswell.members.http import MemberRequest
from groundswell.members.refused import refused_into
from groundswell.members.rules import require
from groundswell.voice import actions as voices
from groundswell.voice.drafts import draft_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@GET_OR_POST
def begin(request: MemberRequest) -> HttpResponse:
    """Begin a discussion."""
    spaces = [space for space in list_spaces(request.user) if rules.may_begin(request.user, space)]
    begun = draft_of(request.user, "discussion")
    begun |= {"space": slug} if (slug := request.GET.get("space", "")) else {}
    form = BeginForm(request.POST or None, initial=begun, spaces=spaces)
    if request.method == "POST" and form.is_valid():
        made = refused_into(form, lambda: actions.begin_discussion(by=request.user, **form.typed()))
        if made:
            messages.success(request, _("It is there. You will hear of every reply."))
            return redirect(made)
    context = {"form": form, "spaces": spaces}
    return render(request, "discussions/begin.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def reply(request: MemberRequest, pk: int) -> HttpResponse:
    """Reply in a discussion."""
    form = ReplyForm(request.POST)
    try:
        made = form.is_valid() and refused_into(
            form, lambda: actions.reply_to(Discussion(pk=pk), by=request.user, **form.cleaned_data)
        )
    except Discussion.DoesNotExist:
        raise Http404 from None
    if made:
        return redirect(made)
    page = pages.discussion_page(pk, request.user, page=1)
    if page is None:
        raise Http404
    context = {**context_of(page, request.user), "form": form}
    template = "discussions/blog_post.html" if page.discussion.blog else "discussions/discussion.html"
    return render(request, template, context, status=422)


@login_required
@GET_OR_POST
def edit(request: MemberRequest, on: str, pk: int) -> HttpResponse:
    """Change a discussion or a reply."""
    found = pages.found(pk, request.user) if on == "discussion" else pages.found_reply(pk, request.user)
    if found is None:
        raise Http404
    of = found if isinstance(found, Discussion) else found.discussion
    require(rules.may_edit(request.user, of, found.author_id), _("Only its author and moderators may edit this."))
    voice = found.voice
    now = {"title": voice.title, "body": voices.source_of(voice), "revision": voice.revision}
    form = EditForm(request.POST or None, initial=now, titled=on == "discussion")
    if request.method == "POST" and form.is_valid() and refused_into(form, lambda: _save(found, request, form)):
        return redirect(found)
    context = {"form": form, "subject": found, "on": on}
    return render(request, "discussions/edit.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(found: Discussion | Reply, request: MemberRequest, form: EditForm) -> bool:
    typed = form.cleaned_data
    voices.require_unchanged(found.voice_id, typed["revision"])
    if isinstance(found, Discussion):
        texts = {"title": typed["title"], "body": typed["body"]}
        actions.edit_discussion(found, by=request.user, **texts, reason=typed["reason"])
    else:
        actions.edit_reply(found, by=request.user, body=typed["body"], reason=typed["reason"])
    return True
