"""The search page, and what other pages ask for while somebody types or reads."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groundswell.derived.search import finding, missing, suggesting, topics
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.writing import RESULTS
from groundswell.members.http import Request, address_of
from groundswell.members.limits import MINUTE, limit
from groundswell.members.rules import is_member, require

NOWHERE = 0
MOST_A_MINUTE = 240
SOUGHT = ("q", "topic", "tag", "language", "author")


@require_safe
def search(request: Request) -> HttpResponse:
    """Results for a query, with filters; for htmx only the next rows."""
    query, filters = request.GET.get("q", ""), filters_of(request)
    results = finding.search(query, filters, request.user)
    context = {
        "query": query,
        "filters": filters,
        "results": results,
        "places": topics.places(request.user),
        "topics": topics.choices(request.user),
        "chosen": chosen_of(request),
        "sought": sought_of(request),
        "fragment": request.headers.get("HX-Target") == "rows",
    }
    response = render(request, "search/_results.html" if context["fragment"] else "search/search.html", context)
    if not results.hits and missing.is_telling(results, filters):
        missing.note(results.asked, request.user.pk if is_member(request.user) else address_of(request))
        return response  # not kept, so that the next one who asks in vain counts too
    return _kept(request, response, results.hits) if results.whole else response


@require_safe
def suggest(request: Request) -> HttpResponse:
    """Titles while typing, as items of a list."""
    _limit(request, "suggest")
    typed = request.GET.get("q", "")
    response = render(
        request, "search/_suggestions.html", {"typed": typed, "found": suggesting.suggest(typed, viewer=request.user)}
    )
    return _kept(request, response, [])


@require_safe
def similar(request: Request) -> HttpResponse:
    """Questions like the one that is being asked."""
    _limit(request, "similar")
    hits = finding.similar(request.GET.get("title", ""), request.GET.get("language", ""), viewer=request.user)
    return render(request, "search/_similar.html", {"hits": hits})


@require_safe
def pick(request: Request) -> HttpResponse:
    """Questions like what is typed, to choose one from; a number or address has no need of it."""
    _limit(request, "similar")
    typed = (request.GET.get("other") or request.GET.get("duplicate_of", "")).strip()
    own = request.GET.get("not", "")
    hits = [] if typed.isdecimal() or "/" in typed else finding.similar(typed, limit=6, viewer=request.user)
    hits = [hit for hit in hits if str(hit.question) != own]
    words = typed and not typed.isdecimal() and "/" not in typed
    return render(request, "search/_pick.html", {"hits": hits, "typed": words})


@require_safe
def related(request: Request, question: int) -> HttpResponse:
    """Questions like the one that is being read; kept for signed-out readers until one of them changes."""
    hits = finding.related(question, viewer=request.user)
    response = render(request, "search/_related.html", {"hits": hits})
    response.about = {f"question:{number}" for number in (question, *(hit.question for hit in hits))}  # type: ignore[attr-defined]
    return response


@require_safe
def missed(request: Request) -> HttpResponse:
    """What people searched for and did not find, for the team; for htmx only the table."""
    if not is_member(request.user):
        raise Http404
    require(missing.may_see_missed(request.user), _("Only the team sees what was searched for in vain."))
    template = "search/_missed.html" if request.htmx else "search/missed.html"
    return render(request, template, {"rows": missing.missed(), "days": missing.SHOWN_DAYS, "least": missing.LEAST})


class Chosen(NamedTuple):
    """What the selects above the results show; nothing for what cannot be chosen."""

    topic: str
    language: str
    solved: str


def chosen_of(request: Request) -> Chosen:
    """The choices of a request that there are, so that pieces are kept for these only."""
    topic, language, solved = (request.GET.get(name, "") for name in Chosen._fields)
    return Chosen(
        topic if any(topic == slug for slug, _name in topics.choices(request.user)) else "",
        language if language in dict(settings.LANGUAGES) else "",
        solved if solved in ("yes", "no") else "",
    )


def sought_of(request: HttpRequest) -> str:
    """What the page looks for, as the query string of the page that saves it."""
    said = {name: value for name in SOUGHT if (value := request.GET.get(name, "")[:200])}
    return urlencode(said)


def filters_of(request: Request) -> SearchFilters:
    """The filters that a request asks for; a topic that is not there has no questions."""
    topic, tag = request.GET.get("topic", ""), request.GET.get("tag", "").strip().lower()
    return SearchFilters(
        topics=(topics.within(topic, request.user) or [NOWHERE]) if topic else [],
        tags=[tag[:40]] if tag else [],
        language=request.GET.get("language", "")[:8],
        solved={"yes": True, "no": False}.get(request.GET.get("solved", "")),
        author=request.GET.get("author", "")[:60],
        sort=request.GET.get("sort") or "relevance",
        exact=request.GET.get("exact") == "1",
        after=request.GET.get("after", ""),
    )


def _kept(request: Request, response: HttpResponse, hits: Sequence[finding.Hit]) -> HttpResponse:
    """For signed-out readers a page may be kept until the index changes, or a name on it (ui/kept.py)."""
    if not is_member(request.user):
        response.about = {RESULTS, *(f"member:{hit.asker.id}" for hit in hits if hit.asker)}  # type: ignore[attr-defined]
    return response


def _limit(request: Request, what: str) -> None:
    who = request.user.pk if is_member(request.user) else address_of(request)
    limit(who, what, most=MOST_A_MINUTE, per=MINUTE)
