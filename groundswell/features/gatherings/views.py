"""Gatherings: lists, one, its calendar file, and what host and members do with it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.features.gatherings import actions, queries
from groundswell.features.gatherings.actions.feeds import owner_of, token_of
from groundswell.features.gatherings.calendars import calendar
from groundswell.features.gatherings.forms import CancelForm, ChangeForm, HostForm, RecapForm, as_it_is
from groundswell.features.gatherings.models import CalendarFeed, Gathering, Says
from groundswell.features.gatherings.rules import may_answer, may_host, may_look_after
from groundswell.features.gatherings.structured import event
from groundswell.features.gatherings.times import city
from groundswell.members.groups.aims import spoken
from groundswell.members.groups.places import places_for
from groundswell.members.http import MemberRequest, Request
from groundswell.members.refused import refused_into
from groundswell.members.rules import is_member, require
from groundswell.voice.actions import source_of
from groundswell.voice.drafts import draft_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
A_WEEK = timedelta(days=7)


@require_safe
def gatherings(request: Request) -> HttpResponse:
    """Upcoming ones, past ones, or a month."""
    shown = request.GET.get("shown", "")
    context: dict[str, Any] = {"shown": shown if shown in ("past", "month") else "", "hosts": may_host(request.user)}
    if context["shown"] == "month":
        context["today"] = timezone.localdate()
        context["month"] = queries.month_of(request.user, request.GET.get("month", ""))
    else:
        past, after = context["shown"] == "past", request.GET.get("after", "")
        context["listing"] = queries.list_gatherings(request.user, past=past, after=after)
    return _kept(request, render(request, "gatherings/gatherings.html", context), "gatherings")


@require_safe
def gathering(request: Request, pk: int) -> HttpResponse:
    """One of them, with who comes."""
    found = _found(pk, request)
    beside = queries.beside(found, request.user)
    names = [f"gathering:{one.pk}" for one in (found, beside.before, beside.after) if one]
    names += [f"member:{found.host_id}"] if found.host_id else []
    return _kept(request, _page(request, found, beside), *names)


def _page(request: Request | MemberRequest, found: Gathering, beside: queries.Beside) -> HttpResponse:
    row, member = queries.row_of(found, request.user), is_member(request.user)
    place = places_for(request.user).get(found.place) if found.place else None
    context = {
        "found": found,
        "row": row,
        "beside": beside,
        "coming": queries.who_comes(found) if member else None,
        "link": found.link if queries.has_link(found, row.says, request.user) else "",
        "answers": may_answer(request.user, found),
        "looks_after": may_look_after(request.user, found),
        "hosts": may_host(request.user),
        "topic": place,
        "zone": city(found.zone),
        "whom": "" if found.aim.for_all else spoken(found.aim, request.user),
        "structured": event(found) if found.aim.for_all and not found.hidden else None,
    }
    return render(request, "gatherings/gathering.html", context)


@login_required
@require_POST
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """I come, perhaps, or not."""
    found = _found(pk, request)
    holds = actions.answer_gathering(found, by=request.user, says=request.POST.get("says", ""))
    if request.htmx:
        found.refresh_from_db()
        return _page(request, found, queries.beside(found, request.user))
    if holds == Says.WAITING:
        messages.info(request, _("It is full. You move up as soon as somebody does not come, and hear of it."))
    return redirect(found)


@login_required
@GET_OR_POST
def host(request: MemberRequest) -> HttpResponse:
    """Host a gathering, also one like another, a week later."""
    require(may_host(request.user), _("Members host gatherings from a level on: see what each level may do."))
    like = request.GET.get("like", "")
    before = (
        Gathering.objects.visible_to(request.user).filter(pk=int(like)).first()
        if like.isdecimal() and len(like) < 19
        else None
    )
    begun = as_it_is(before, moved=A_WEEK) if before else draft_of(request.user, "gathering")
    form = HostForm(request.POST or None, initial=begun, by=request.user)
    if request.method == "POST" and form.is_valid():
        said = {"by": request.user, "aim": form.aim(), "once": form.cleaned_data["once"], "repeats": form.repeats()}
        made = refused_into(form, lambda: actions.host_gathering(form.plan(), **said))
        if isinstance(made, Gathering):
            messages.success(request, _("All are in the calendar.") if made.series_id else _("It is in the calendar."))
            return redirect(made)
    context = {"form": form, "found": None, "waits": not request.user.is_team}
    return render(request, "gatherings/form.html", context, status=422 if form.errors else 200)


@login_required
@GET_OR_POST
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Say it otherwise, or move it."""
    found = _looked_after(pk, request)
    form = ChangeForm(request.POST or None, initial=as_it_is(found), later=queries.beside(found, request.user).later)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"by": request.user, "later": form.later()}
        done = refused_into(form, lambda: actions.change_gathering(found, form.plan(), **said))
        if done is not False:
            return redirect(found)
    context = {"form": form, "found": found, "waits": False}
    return render(request, "gatherings/form.html", context, status=422 if form.errors else 200)


@login_required
@GET_OR_POST
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    found = _looked_after(pk, request)
    form = CancelForm(request.POST or None, later=queries.beside(found, request.user).later)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        actions.cancel_gathering(found, by=request.user, because=because, later=form.later())
        messages.success(request, _("It is cancelled. Who wanted to come hears of it."))
        return redirect(found)
    return render(request, "gatherings/cancel.html", {"form": form, "found": found})


@login_required
@GET_OR_POST
def recap(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what came of it."""
    found = _looked_after(pk, request)
    begun = {"body": source_of(found.recap)} if found.recap else draft_of(request.user, f"recap:{pk}")
    form = RecapForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        done = refused_into(form, lambda: actions.write_recap(found, by=request.user, body=body))
        if done is not False:
            return redirect(found)
    return render(request, "gatherings/recap.html", {"form": form, "found": found}, status=422 if form.errors else 200)


@require_safe
def calendar_of(request: Request, pk: int) -> HttpResponse:
    """One of them as a file for a calendar."""
    found = _found(pk, request)
    row = queries.row_of(found, request.user)
    with_link = queries.has_link(found, row.says, request.user)
    return _calendar([(found, row.says, with_link)], found.voice.title, f"gathering-{pk}")


@require_safe
def open_calendar(request: Request) -> HttpResponse:
    """All that are for everybody, to subscribe to."""
    return _calendar(queries.open_calendar(), settings.SITE_NAME, "gatherings")


@never_cache
@require_safe
def own_calendar(request: Request, token: str) -> HttpResponse:
    """A member's own, by its secret address; whoever has it needs no other proof."""
    member = owner_of(token)
    if member is None:
        raise Http404
    return _calendar(queries.own_calendar(member), settings.SITE_NAME, "my-gatherings")


@login_required
@never_cache
@GET_OR_POST
def feed(request: MemberRequest) -> HttpResponse:
    """My calendar's address: make one, or another one, or end it."""
    if request.method == "POST":
        act = actions.revoke_feed if request.POST.get("do") == "revoke" else actions.make_feed
        act(by=request.user)
        return redirect("gatherings:feed")
    found = CalendarFeed.objects.filter(member=request.user, live=True).first()
    path = f"/gatherings/calendar/{token_of(found)}.ics" if found else ""
    return render(
        request, "gatherings/feed.html", {"address": f"{settings.SITE_URL}{path}" if found else "", "made": found}
    )


def _kept(request: Request, response: HttpResponse, *names: str) -> HttpResponse:
    """Strangers have this page again until one of these changes, or for a minute: what is coming becomes what was (ui/kept.py)."""
    request.kept_for = 60.0  # type: ignore[attr-defined]
    response.about = set(names)  # type: ignore[attr-defined]
    return response


def _calendar(rows: list[tuple[Gathering, str, bool]], name: str, file: str) -> HttpResponse:
    response = HttpResponse(calendar(rows, name=name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _found(pk: int, request: Request | MemberRequest) -> Gathering:
    seen = Gathering.objects.visible_to(request.user).select_related("voice", "recap", "host", "series")
    return get_object_or_404(seen, pk=pk)


def _looked_after(pk: int, request: MemberRequest) -> Gathering:
    found = _found(pk, request)
    require(may_look_after(request.user, found), _("Only its host and those who moderate may do this."))
    return found
