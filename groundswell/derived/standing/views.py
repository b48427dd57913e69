"""What members are known for, and how that comes about."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from groundswell.derived.standing import catalogue, choosing, streaks
from groundswell.derived.standing.history import history_of
from groundswell.derived.standing.knowing import known_for
from groundswell.derived.standing.lists import MOST_SHOWN, all_badges, badges_of, holders
from groundswell.derived.standing.merits import merits_of, streak_of
from groundswell.derived.standing.progress import progress_of, recent_of, standing_of, takes
from groundswell.derived.standing.ranking import PERIODS, ranks
from groundswell.derived.standing.scope import asked_for
from groundswell.derived.standing.streaks import pause_of
from groundswell.log import clock
from groundswell.members.http import MemberRequest, Request
from groundswell.members.models import Member
from groundswell.members.rules import is_member

MOST_EXPERTS = 5


@require_safe
def about(request: Request) -> HttpResponse:
    """How standing works: everything that is earned here, how, and how far away it is for who reads."""
    context: dict[str, Any] = {
        "numbers": catalogue,
        "levels": [(level, takes(level)) for level in catalogue.LEVELS],
        "badges": [(one, None) for one in catalogue.BADGES],
        "standing": None,
    }
    if is_member(request.user):
        mine = standing_of(request.user)
        context |= {"standing": mine, "progress": progress_of(mine, recent_of(request.user))}
        context |= {"pause": pause_of(request.user), "weeks": streak_of(request.user.pk, clock.now().date())}
        context["weeks_to_take"] = [
            (n, ngettext("%(n)s week", "%(n)s weeks", n) % {"n": n}) for n in range(1, streaks.MOST_WEEKS + 1)
        ]
        counts = merits_of(request.user.pk)
        context["badges"] = [(one, counts.get(one.counts, getattr(mine, one.counts, 0))) for one in catalogue.BADGES]
    return render(request, "standing/about.html", context)


@require_safe
def history(request: Request, handle: str) -> HttpResponse:
    """A member's reputation with its reasons."""
    member = _shown(handle)
    if member.handle != handle:
        return redirect("standing:history", member.handle, permanent=True)
    standing = standing_of(member)
    context = {
        "person": member,
        "standing": standing,
        "history": history_of(member, request.user, after=request.GET.get("after", "")),
        "cap": catalogue.DAILY_CAP,
    }
    return render(request, "standing/history.html", context)


@require_safe
def card(request: Request, handle: str) -> HttpResponse:
    """Reputation, level and badges, as a part of the profile."""
    member = _shown(handle)
    standing = standing_of(member)
    context = {
        "person": member,
        "standing": standing,
        "progress": progress_of(standing, recent_of(member)),
        "badges": badges_of(member),
        "honours": list(
            member.honours.values("name", "grade")
            .annotate(times=Count("pk"), latest=Max("at"))
            .order_by("-latest")[:MOST_SHOWN]
        ),
        "mine": is_member(request.user) and request.user.pk == member.pk,
        "known": known_for(member.pk, request.user),
        "weeks": streak_of(member.pk, clock.now().date()),
        "pause": pause_of(member),
    }
    return render(request, "standing/_card.html", context)


@require_safe
def ranked(request: Request) -> HttpResponse:
    """Who helped most: in a period, a topic, with a tag."""
    asked = asked_for(request.GET, request.user)
    context = {
        "ranks": ranks(asked.scope, request.user),
        "asked": asked,
        "hidden": is_member(request.user) and not choosing.is_ranked(request.user),
        "numbers": PERIODS,
    }
    return render(request, "standing/ranks.html", context)


@require_safe
def experts(request: Request) -> HttpResponse:
    """Who solves most in a topic or with a tag, for the margin of its page; kept for signed-out readers until one changes."""
    asked = asked_for({**request.GET.dict(), "period": "year", "who": ""}, request.user)
    found = ranks(asked.scope, most=MOST_EXPERTS).rows if asked.scope.topics or asked.scope.tag else []
    response = render(request, "standing/_experts.html", {"experts": found, "asked": asked})
    response.about = {"lists", *(f"member:{rank.member.pk}" for rank in found)}  # type: ignore[attr-defined]  # see ui.kept
    return response


@login_required
@require_POST
def show_in_ranks(request: MemberRequest) -> HttpResponse:
    """Appear in the ranks, or not."""
    choosing.show_in_ranks(request.POST.get("show") == "yes", by=request.user)
    return redirect("standing:ranks")


@login_required
@require_POST
def pause(request: MemberRequest) -> HttpResponse:
    """Take a pause that does not break the row of weeks, or come back."""
    weeks = request.POST.get("weeks", "")
    if "end" in request.POST:
        streaks.end_pause(by=request.user)
        messages.success(request, _("Welcome back."))
    else:
        streaks.take_pause(int(weeks) if weeks.isdecimal() and len(weeks) < 4 else 0, by=request.user)
        messages.success(request, _("Have a good time. Your weeks in a row wait for you."))
    return redirect("standing:about")


@require_safe
def badges(request: Request) -> HttpResponse:
    """All badges, and who got them last."""
    return render(request, "standing/badges.html", {"badges": all_badges(), "most": MOST_SHOWN})


@require_safe
def badge(request: Request, key: str) -> HttpResponse:
    """Who has a badge."""
    found = catalogue.BY_KEY.get(key)
    if found is None:
        raise Http404
    awards, older = holders(found, after=request.GET.get("after", ""))
    return render(request, "standing/badge.html", {"badge": found, "awards": awards, "older": older})


def _shown(handle: str) -> Member:
    return get_object_or_404(Member.objects.shown().called(handle))
