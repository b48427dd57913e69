"""What a member has, the rules by which it came, and their year as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.features.rewards import yearly
from groundswell.features.rewards.cycles.queries import current_cycle, purse
from groundswell.features.rewards.earning.rule import RuleSet
from groundswell.features.rewards.earning.words import sentences
from groundswell.features.rewards.lists import upcoming, versions
from groundswell.features.rewards.own import history, skipped_by, wallet
from groundswell.features.rewards.places import names_for
from groundswell.features.rewards.worth import worth
from groundswell.members.http import MemberRequest


@login_required
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """The balance, why it is held and until when, and every line with its reason."""
    cycle = current_cycle()
    context = {
        "wallet": wallet(request.user),
        "history": history(request.user, skipped=skipped_by(request.GET.get("after", ""))),
        "worth": worth(),
        "cycle": cycle,
        "purse": purse(cycle, request.user) if cycle else None,
        "years": yearly.years(request.user),
    }  # fmt: skip
    response = render(request, "rewards/mine.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_safe
def rules(request: MemberRequest) -> HttpResponse:
    """The rules that hold in plain words; older and coming ones by their number."""
    listed = [one for one in versions() if one.since is not None]
    asked = request.GET.get("version", "")
    shown = next((one for one in listed if str(one.number) == asked or (not asked and one.state == "holds")), None)
    if asked and shown is None:
        raise Http404
    context = {
        "shown": shown,
        "says": _said(shown.version.rules, request) if shown else [],
        "listed": listed,
        "next": upcoming() if shown and shown.state == "holds" else None,
    }
    return render(request, "rewards/rules.html", context)


def _said(rules: RuleSet, request: MemberRequest) -> list[tuple[str, str]]:
    """In words, with the topics that the reader may know of."""
    return list(sentences(rules, names_for(request.user, rules)))


@login_required
@require_safe
def year(request: MemberRequest, first: str, form: str) -> HttpResponse:
    """A tax year's lines as CSV, or its sums as PDF."""
    if int(first) not in yearly.years(request.user):
        raise Http404
    found = yearly.year_of(request.user, int(first))
    content = yearly.csv_of(found) if form == "csv" else yearly.pdf_of(found, request.user)
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="rewards-{found.name}.{form}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
