"""Announcements: all of them, one, and what the team does with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.features.announcements import actions, queries
from groundswell.features.announcements.forms import AnnounceForm, ShapeForm
from groundswell.features.announcements.models import Announcement
from groundswell.features.announcements.rules import may_announce
from groundswell.members.groups.aims import spoken
from groundswell.members.http import MemberRequest, Request, where_from
from groundswell.members.refused import refused_into
from groundswell.members.rules import require
from groundswell.voice.actions import source_of
from groundswell.voice.drafts import draft_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def announcements(request: Request) -> HttpResponse:
    """What was announced, the latest first."""
    listing = queries.list_announcements(request.user, request.GET.get("after", ""))
    context = {"listing": listing, "announces": may_announce(request.user)}
    return render(request, "announcements/announcements.html", context)


@require_safe
def announcement(request: Request, pk: int) -> HttpResponse:
    """One, with its whole text."""
    found = _found(pk, request)
    context = {"found": found, "announces": may_announce(request.user), "whom": spoken(found.aim, request.user)}
    return render(request, "announcements/announcement.html", context)


@login_required
@GET_OR_POST
def announce(request: MemberRequest) -> HttpResponse:
    """Tell everybody something, or some."""
    require(may_announce(request.user), actions.ONLY_TEAM)
    form = AnnounceForm(request.POST or None, initial=draft_of(request.user, "announce"), by=request.user)
    if request.method == "POST" and form.is_valid():
        made = refused_into(form, lambda: _announce(form, request))
        if isinstance(made, Announcement):
            begun = made.begun_at is not None
            messages.success(request, _("It stands above the lists now.") if begun else _("It begins at its time."))
            return redirect(made)
    context = {"form": form, "found": None}
    return render(request, "announcements/form.html", context, status=422 if form.errors else 200)


def _announce(form: AnnounceForm, request: MemberRequest) -> Announcement:
    typed = form.cleaned_data
    return actions.announce(
        by=request.user,
        texts=form.texts(),
        shape=form.shape(),
        aim=form.aim(),
        told=typed["told"],
        once=typed["once"],
    )


@login_required
@GET_OR_POST
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Say it otherwise, or for another time."""
    found = _found(pk, request)
    require(may_announce(request.user), actions.ONLY_TEAM)
    form = ShapeForm(request.POST or None, initial=_as_it_is(found))
    if request.method == "POST" and form.is_valid():
        texts, shape = form.texts(), form.shape()
        done = refused_into(form, lambda: actions.change_announcement(found, by=request.user, texts=texts, shape=shape))
        if done is not False:
            return redirect(found)
    context = {"form": form, "found": found}
    return render(request, "announcements/form.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def history(request: MemberRequest, pk: int) -> HttpResponse:
    """What it said before."""
    found = _found(pk, request)
    require(may_announce(request.user), actions.ONLY_TEAM)
    return render(request, "announcements/history.html", {"found": found, "texts": queries.history_of(found)})


@login_required
@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it down."""
    found = _found(pk, request)
    actions.end_announcement(found, by=request.user)
    messages.success(request, _("It stands above no list any more. Its page stays."))
    return redirect(found)


@login_required
@require_POST
def dismiss(request: MemberRequest, pk: int) -> HttpResponse:
    """I have seen it."""
    actions.dismiss(_found(pk, request), by=request.user)
    return HttpResponse(status=200) if request.htmx else redirect(where_from(request))


def _found(pk: int, request: Request | MemberRequest) -> Announcement:
    shown = Announcement.objects.visible_to(request.user).select_related("by").prefetch_related("texts__voice")
    return get_object_or_404(shown, pk=pk)


def _as_it_is(found: Announcement) -> dict[str, object]:
    begun: dict[str, object] = {"how": found.how, "dismissible": found.dismissible, "until": found.until}
    for one in found.texts.all():
        begun |= {f"title_{one.language}": one.voice.title, f"body_{one.language}": source_of(one.voice)}
    return {**begun, "since": found.since}
