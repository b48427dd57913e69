"""What anybody may do and read, signed in or not: legal notice, and the transparency report."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.members.http import Request, address_of
from groundswell.members.rules import Invalid, is_member
from groundswell.moderation import actions
from groundswell.moderation.forms import NoticeForm
from groundswell.moderation.models import Notice
from groundswell.moderation.queries.transparency import as_csv, first_year, report, year_of_now


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: Request) -> HttpResponse:
    """Give notice of content held to be illegal."""
    member = request.user if is_member(request.user) else None
    known = {"name": member.seen_as, "email": member.email} if member else {}
    form = NoticeForm(request.POST or None, initial={"url": request.GET.get("url", "")[:400], **known})
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.give_notice(actions.Said(**form.cleaned_data), by=member, address=address_of(request))
            return redirect("moderation:notice_given", given.token)
        except Invalid as problem:
            form.add_error(problem.field, str(problem))
    return render(request, "moderation/notice.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
def notice_given(request: Request, token: str) -> HttpResponse:
    """What became of a notice, for whoever has its address."""
    found = get_object_or_404(Notice, token=token)
    return render(request, "moderation/notice_given.html", {"notice": found})


@require_safe
def transparency(request: Request) -> HttpResponse:
    """What was reported, decided and appealed in a year, as a page or as CSV."""
    wanted, first, now = request.GET.get("year", ""), first_year(), year_of_now()
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 and first <= int(wanted) <= now else now
    found = report(year, first)
    if request.GET.get("format") == "csv":
        response = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="transparency-{year}.csv"'
        return response
    return render(request, "moderation/transparency.html", {"report": found, "year": year})
