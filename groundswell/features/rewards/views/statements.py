"""A member's statements: the months that have one, each with its lines, to be read, printed and taken along."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.features.rewards.own import skipped_by, wallet
from groundswell.features.rewards.paper import month as month_name
from groundswell.features.rewards.statements import A_PAGE, csv_of, lines_of, month_of, months
from groundswell.features.rewards.worth import worth
from groundswell.members.http import MemberRequest

NO_STORE = {"Cache-Control": "no-store"}


@login_required
@require_safe
def statements(request: MemberRequest) -> HttpResponse:
    """Each month that is over, with what was earned in it and what was there at its end."""
    context = {
        "months": months(request.user),
        "wallet": wallet(request.user),
        "month_name": month_name,
        "worth": worth(),
    }
    return _unstored(render(request, "rewards/statements.html", context))


@login_required
@require_safe
def statement(request: MemberRequest, month: str) -> HttpResponse:
    """What was there, every line with its reason, and what was there then."""
    others = months(request.user)
    place = next((place for place, one in enumerate(others) if one.name == month), None)
    if place is None:
        raise Http404
    found, skipped = others[place], skipped_by(request.GET.get("after", ""))
    context = {
        "month": found, "history": lines_of(request.user, found, skipped), "month_name": month_name, "worth": worth(), "skipped": skipped,
        "newer": max(0, skipped - A_PAGE), "following": others[place - 1] if place else None,
        "earlier": others[place + 1] if place + 1 < len(others) else None,
    }  # fmt: skip
    return _unstored(render(request, "rewards/statement.html", context))


@login_required
@require_safe
def statement_csv(request: MemberRequest, month: str) -> HttpResponse:
    """Every line as a file."""
    headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="rewards-{month}.csv"'}
    found = month_of(request.user, month)
    if found is None:
        raise Http404
    content = csv_of(request.user, found)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _unstored(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
