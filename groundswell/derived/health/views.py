"""The page that managers live in: how the community is doing, what changed, and why."""

import json
from collections.abc import Mapping
from datetime import timedelta

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from groundswell.derived.health import places, rows, saying
from groundswell.derived.health.catalogue import INTERVENTIONS
from groundswell.derived.health.charts import charts
from groundswell.derived.health.data import csv_of, data_of
from groundswell.derived.health.kept import report
from groundswell.derived.health.rules import may_see_health
from groundswell.derived.health.scope import Scope, scope
from groundswell.derived.health.story import headline_said, story
from groundswell.derived.health.trends import first_of
from groundswell.members.gates import only
from groundswell.members.http import MemberRequest
from groundswell.members.rules import Invalid

PRESETS = (28, 90, 365)
managers_only = only(may_see_health, gettext_lazy("Only managers and admins see how the community is doing."))


@managers_only
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """Sentences first, then a few big figures, charts, and everything with its evidence."""
    of, problem = _asked(request)
    found = report(of)
    context = {
        "of": of,
        "report": found,
        "counted": found.scope.now if found.scope is not of else None,
        "problem": problem,
        "headline": headline_said(found),
        "story": story(found),
        "charts": charts(found),
        "say": saying,
        "month_name": lambda month: date_format(first_of(month), "M Y"),
        "kinds": INTERVENTIONS,
        "presets": presets(of),
        "topics": places.choices(),
        "topic_names": places.names(),
        "tag_choices": tags(of),
        "query": request.GET.urlencode(),
    }
    return render(request, "health/page.html", context, status=422 if problem else 200)


def _asked(request: MemberRequest) -> tuple[Scope, str]:
    """What a report is asked about, and what cannot be asked so."""
    try:
        return asked_for(request.GET), ""
    except Invalid as wrong:
        return scope(), str(wrong)


@managers_only
@require_safe
def export(request: MemberRequest, form: str) -> HttpResponse:
    """The same report as a file: `csv` or `json`."""
    try:
        found = report(asked_for(request.GET))
    except Invalid as wrong:
        return HttpResponse(str(wrong), status=422, content_type="text/plain; charset=utf-8")
    name = f"health-{found.scope.first}-{found.scope.last}.{form}"
    text = csv_of(found) if form == "csv" else json.dumps(data_of(found), ensure_ascii=False, indent=1)
    kind = "text/csv" if form == "csv" else "application/json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8", headers=headers)


@managers_only
@require_safe
def specification(request: MemberRequest, name: str) -> HttpResponse:
    """A chart as Vega-Lite, for whoever draws it elsewhere."""
    try:
        found = charts(report(asked_for(request.GET))).get(name)
    except Invalid as wrong:
        return HttpResponse(str(wrong), status=422, content_type="text/plain; charset=utf-8")
    if found is None:
        raise Http404
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})


def asked_for(given: Mapping[str, str]) -> Scope:
    """What the address asks for. Raises Invalid for what cannot be looked at."""
    return scope(given.get("from"), given.get("to"), given.get("topic", ""), given.get("tag", ""))


def tags(of: Scope) -> list[tuple[str, str]]:
    """For a select: the most used in the period, and the chosen one."""
    known = [name for name, _count in rows.ask(rows.TAGS, of)]
    if of.tag and of.tag not in known:
        known.append(of.tag)
    return [("", _("All tags")), *((name, name) for name in known)]


def presets(of: Scope) -> list[tuple[int, str, str, bool]]:
    """(days, first day, last day, whether it is shown) of the usual periods until yesterday."""
    last = (of.now - timedelta(days=1)).date()
    found = []
    for days in PRESETS:
        first = last - timedelta(days=days - 1)
        found.append((days, first.isoformat(), last.isoformat(), (of.first, of.last) == (first, last)))
    return found
