"""All topics, and what managers do with them: make, change, order, archive."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.features.support import actions
from groundswell.features.support.models import Topic
from groundswell.features.support.queries.places import topics_for
from groundswell.features.support.rules import may_keep_topics
from groundswell.features.support.topic_making_forms import TopicChangeForm, TopicMakeForm, topic_as_it_is
from groundswell.members.http import MemberRequest, Request
from groundswell.members.refused import refused_into
from groundswell.members.rules import require

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def topics(request: Request) -> HttpResponse:
    """The topics with what belongs in each; for managers also those that are archived, and their order."""
    keeps = may_keep_topics(request.user)
    known = [topic for topic in topics_for(request.user) if keeps or topic.archived_at is None]
    under: dict[int, list[Topic]] = {}
    for topic in known:
        if topic.parent_id is not None:
            under.setdefault(topic.parent_id, []).append(topic)
    tops = [topic for topic in known if topic.parent_id is None]
    response = render(request, "support/topics.html", {"tops": tops, "under": under, "keeps": keeps})
    response.about = {"lists"}  # type: ignore[attr-defined]
    return response


@login_required
@GET_OR_POST
def make(request: MemberRequest) -> HttpResponse:
    """A new topic, closed to all but some from the first moment if so wanted."""
    require(may_keep_topics(request.user), _("Only managers and admins make topics."))
    begun = {"parent": request.GET.get("under", "")[:60]}
    form = TopicMakeForm(request.POST or None, initial=begun, topics=topics_for(request.user))
    if request.method == "POST" and form.is_valid():
        draft, readers = form.draft(), form.readers()
        made = refused_into(form, lambda: actions.make_topic(draft, by=request.user, readers=readers or None))
        if made:
            messages.success(request, _("The topic is there. Say what questions in it are asked for, if you like."))
            return redirect(made)
    return render(request, "support/make_topic.html", {"form": form, "topic": None}, status=422 if form.errors else 200)


@login_required
@GET_OR_POST
def change(request: MemberRequest, slug: str) -> HttpResponse:
    """Call it otherwise, put it elsewhere, let other things hold in it."""
    topic = _topic(slug, request)
    form = TopicChangeForm(
        request.POST or None, initial=topic_as_it_is(topic), topics=topics_for(request.user), topic=topic
    )
    if request.method == "POST" and form.is_valid():
        changed = refused_into(form, lambda: actions.change_topic(topic, form.draft(), by=request.user))
        if changed:
            return redirect(changed)
    return render(
        request, "support/make_topic.html", {"form": form, "topic": topic}, status=422 if form.errors else 200
    )


@login_required
@require_POST
def move(request: MemberRequest, slug: str) -> HttpResponse:
    """One place up or down."""
    actions.move_topic(_topic(slug, request), by=request.user, up=request.POST.get("to") == "up")
    return redirect("support:topics")


@login_required
@require_POST
def archive(request: MemberRequest, slug: str) -> HttpResponse:
    """Take no more questions in it, or take them again."""
    act = actions.reopen_topic if request.POST.get("do") == "reopen" else actions.archive_topic
    act(_topic(slug, request), by=request.user)
    return redirect("support:topics")


def _topic(slug: str, request: MemberRequest) -> Topic:
    found = get_object_or_404(Topic.objects.visible_to(request.user).select_related("parent"), slug=slug)
    require(may_keep_topics(request.user), _("Only managers and admins change topics."))
    return found
