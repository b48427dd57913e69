"""Who gains and who loses how much under a version, member by member, over the past or in the live shadow."""

import csv
from collections.abc import Sequence
from io import StringIO

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from groundswell.features.rewards.comparing import ORDERS, Comparison, Row
from groundswell.features.rewards.models import Version
from groundswell.features.rewards.own import skipped_by
from groundswell.features.rewards.trial import PERIODS, beside, trial
from groundswell.features.rewards.views.gate import managers_only
from groundswell.members.http import MemberRequest
from groundswell.members.models import Member

A_FEW, A_PAGE, MOST_FOUND, FARTHEST = 8, 50, 500, 10_000_000


@managers_only
@require_safe
def members(request: MemberRequest, number: int) -> HttpResponse:
    """A page of members with what they got and would have got."""
    version = get_object_or_404(Version, number=number)
    live, days, both = _asked(request, version)
    order = request.GET.get("order", "") if request.GET.get("order") in ORDERS else ORDERS[0]
    sought = request.GET.get("q", "").strip()[:60]
    rows = _of(both.ordered(order), sought)
    skipped = min(skipped_by(request.GET.get("after", "")), FARTHEST)
    shown = rows[skipped : skipped + A_PAGE]
    context = {
        "version": version, "live": live, "live_too": version.shadow_since is not None, "days": days, "both": both, "order": order,
        "q": sought, "rows": shown, "people": people_of(shown), "most": max((abs(a - b) for _m, b, a in shown), default=0) or 1,
        "newer": max(0, skipped - A_PAGE) if skipped else None, "older": skipped + A_PAGE if len(rows) > skipped + A_PAGE else None,
    }  # fmt: skip
    return render(request, "rewards/members.html", context)


@managers_only
@require_safe
def members_csv(request: MemberRequest, number: int) -> HttpResponse:
    """The same for all members, for spreadsheets."""
    version = get_object_or_404(Version, number=number)
    live, days, both = _asked(request, version)
    handles = dict(Member.objects.filter(pk__in=[row[0] for row in both.rows]).values_list("pk", "handle"))
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(("member", "before", "then", "change"))
    lines.writerows((handles.get(pk, f"#{pk}"), before, then, then - before) for pk, before, then in both.rows)
    name = f"version-{number}-{'shadow' if live else f'{days}-days'}.csv"
    return HttpResponse(
        out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(request: HttpRequest, version: Version) -> tuple[bool, int, Comparison]:
    """Whether it is about the live shadow, over how many days else, and both sides."""
    days = next((n for n in PERIODS if str(n) == request.GET.get("days")), PERIODS[1])
    if request.GET.get("of") != "live":
        return False, days, trial(version, days).both
    found = beside(version)
    if found is None:
        raise Http404
    return True, days, found


def _of(rows: Sequence[Row], sought: str) -> Sequence[Row]:
    """Those of somebody with such a name or handle."""
    if not sought:
        return rows
    named = Member.objects.filter(Q(handle__icontains=sought) | Q(name__icontains=sought))
    known = set(named.values_list("pk", flat=True)[:MOST_FOUND])
    return [row for row in rows if row[0] in known]


def first_rows(of: Comparison | None) -> list[Row]:
    """Those few whom it concerns most, of whom something changes."""
    return [row for row in of.rows[:A_FEW] if row[1] != row[2]] if of else []


def people_of(rows: Sequence[Row]) -> dict[int, Member]:
    return Member.objects.in_bulk([row[0] for row in rows])
