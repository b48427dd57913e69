"""What takes one press: thanks, following, muting."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.features.discussions import actions
from groundswell.features.discussions.models import Discussion, Poll
from groundswell.features.discussions.queries import page as pages
from groundswell.members.http import MemberRequest, where_from
from groundswell.members.rules import Invalid

HEARING: dict[tuple[str, bool], Callable[..., None]] = {
    ("follow", True): actions.follow,
    ("follow", False): actions.unfollow,
    ("mute", True): actions.mute,
    ("mute", False): actions.unmute,
}


@login_required
@require_POST
def thanks(request: MemberRequest, on: str, pk: int) -> HttpResponse:
    """Thank, or take thanks back with value=0."""
    post = pages.found(pk, request.user) if on == "discussion" else pages.found_reply(pk, request.user)
    if post is None:
        raise Http404
    given = request.POST.get("value") != "0"
    (actions.give_thanks if given else actions.take_back_thanks)(post, by=request.user)
    if not request.htmx:
        return redirect(post)
    of = post if isinstance(post, Discussion) else post.discussion
    post.refresh_from_db(fields=["thanks"])
    context = {"on": on, "pk": pk, "given": given, "count": post.thanks, "discussion": of}
    return render(request, "discussions/_thanks.html", context)


@login_required
@require_POST
def hear(request: MemberRequest, how: str, kind: str, pk: int) -> HttpResponse:
    """Follow or mute a discussion or a space, or end it with value=0."""
    on = request.POST.get("value") != "0"
    if (how, on) not in HEARING:
        raise Http404
    HEARING[how, on](kind, pk, by=request.user)
    if request.htmx and how == "follow":
        return render(request, "discussions/_follow.html", {"kind": kind, "pk": pk, "followed": on})
    return redirect(where_from(request))


@login_required
@require_POST
def vote(request: MemberRequest, pk: int) -> HttpResponse:
    """Vote in a poll, vote otherwise, or take the vote back."""
    visible = Discussion.objects.visible_to(request.user)
    poll = get_object_or_404(Poll.objects.select_related("discussion__voice"), pk=pk, discussion__in=visible)
    options = [int(one) for one in request.POST.getlist("option") if one.isdecimal() and len(one) < 19]
    if request.POST.get("do") == "back":
        actions.take_back_ballot(poll, by=request.user)
        return redirect(f"{poll.discussion.get_absolute_url()}#poll")
    try:
        actions.cast_ballot(poll, options, by=request.user)
        messages.success(request, _("Your vote counts."))
    except Invalid as problem:
        messages.error(request, str(problem))
    return redirect(f"{poll.discussion.get_absolute_url()}#poll")
