"""Pages to read: home, lists, a question, its history."""

from typing import Any, TypeVar

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from groundswell.features.support import actions, rules
from groundswell.features.support.models import Answer, Question, ShareLink, Tag
from groundswell.features.support.queries import history as histories
from groundswell.features.support.queries.foryou import why_of
from groundswell.features.support.queries.lists import Filters, Listing, list_questions
from groundswell.features.support.queries.merged import leads_to, merged_into, parts_of
from groundswell.features.support.queries.places import (
    about_tag,
    found_topics,
    popular_tags,
    state_of,
    synonyms_waiting,
    tag_known_to,
    the_answers,
    topic_at,
    topics_for,
)
from groundswell.features.support.queries.question import QuestionPage, question_page
from groundswell.features.support.queries.shown import Shown, shown_row
from groundswell.features.support.structured import qa_page
from groundswell.members.groups.audiences import shut_places
from groundswell.members.http import Request, address_of
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member
from groundswell.voice.translating import offer_to

Post = TypeVar("Post", Question, Answer)
TABS = ("newest", "active", "unanswered", "wanted", "hot", "needs")


@require_safe
def home(request: Request) -> HttpResponse:
    """The front page: what a visitor can do here, or what waits for this member."""
    shown = request.GET.get("shown") or ("foryou" if is_member(request.user) else "active")
    listing = list_questions(Filters(shown=shown, after=request.GET.get("after", "")), request.user)
    if shown == "foryou" and not listing.rows and not request.GET.get("after"):
        listing, shown = list_questions(Filters(shown="hot"), request.user), "hot"
    return _list(request, "support/home.html", listing, {"shown": shown, "tags": popular_tags(12)})


@require_safe
def questions(request: Request) -> HttpResponse:
    """All questions, in one of four orders."""
    filters = filters_of(request)
    return _list(request, "support/questions.html", list_questions(filters, request.user), {"shown": filters.shown})


@require_safe
def mine(request: Request) -> HttpResponse:
    """What I asked, answered or follow."""
    if not is_member(request.user):
        return redirect(f"/accounts/login/?next={request.path}")
    filters = Filters(shown="mine", mine=request.GET.get("as", "asked"), after=request.GET.get("after", ""))
    return _list(request, "support/mine.html", list_questions(filters, request.user), {"mine": filters.mine})


@require_safe
def topic(request: Request, slug: str) -> HttpResponse:
    """The questions of a topic and of those under it."""
    found = topic_at(slug, request.user)
    if found is None:
        raise Http404
    if found.slug != slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    filters = filters_of(request)
    places = topics_for(request.user)
    children = [place for place in places if place.parent_id == found.pk]
    filters.topics = [found.pk, *(child.pk for child in children)]
    around = {"children": children, "parent": next((top for top in places if top.pk == found.parent_id), None)}
    state = state_of("topic", found.pk, request.user)
    extra: dict[str, Any] = {"topic": found, "followed": state, "shown": filters.shown, **around}
    extra |= {"place": found.get_absolute_url(), "the_answers": the_answers(f"topic:{found.slug}", request.user)}
    return _list(request, "support/topic.html", list_questions(filters, request.user), extra)


@require_safe
def tag(request: Request, name: str) -> HttpResponse:
    """The questions that carry a tag."""
    found, main, about = about_tag(name, request.user)
    if main != name:
        if not tag_known_to(Tag.objects.get(name=main), request.user):
            raise Http404
        return redirect("support:tag", name=main)
    if found is None:
        raise Http404
    filters = filters_of(request)
    filters.tag = found.name
    listing = list_questions(filters, request.user)
    if not found.uses and not listing.rows and not tag_known_to(found, request.user):
        raise Http404  # or a word would be known that only others use
    extra = {"tag": found, "followed": state_of("tag", found.pk, request.user), "shown": filters.shown}
    extra |= {"the_answers": the_answers(f"tag:{found.name}", request.user), "about": about}
    return _list(request, "support/tag.html", listing, extra)


@require_safe
def by_member(request: Request, handle: str) -> HttpResponse:
    """What a member asked or answered: a page of its own, or the piece of their profile."""
    person = get_object_or_404(Member.objects.present().called(handle))
    shown = "asked" if request.GET.get("as") == "asked" else "answered"
    filters = Filters(shown="active", after=request.GET.get("after", ""), size=10 if request.htmx else 20)
    filters.asker, filters.answered_by = (person.pk, None) if shown == "asked" else (None, person.pk)
    listing = list_questions(filters, request.user)
    template = "support/_by_member.html" if request.htmx else "support/by_member.html"
    return _list(request, template, listing, {"person": person, "mine": shown})


@require_safe
def tags(request: Request) -> HttpResponse:
    """All tags, the most used first."""
    waiting = synonyms_waiting() if rules.may_decide_synonym(request.user) else []
    response = render(request, "support/tags.html", {"tags": popular_tags(500), "waiting": waiting})
    return _kept(response, {"lists"})


@require_safe
def question(request: Request, pk: int, slug: str = "") -> HttpResponse:
    """A question and its answers."""
    order = request.GET.get("order", "best")
    page = question_page(pk, request.user, order=order, page=_number(request))
    if (page is None or _is_elsewhere(page)) and (elsewhere := _led_away(page, pk, request)):
        return elsewhere
    if page is None:
        raise Http404
    if (original := _asked_before(page, request)) is not None:
        return redirect(original)
    if request.path != page.question.url:
        return HttpResponsePermanentRedirect(page.question.url)
    template = "support/_posts.html" if request.htmx else "support/question.html"
    response = render(request, template, {**question_context(page, request.user), "order": order})
    names = {f"question:{shown}" for shown in (pk, *(repeat.id for repeat in page.question.repeats))}
    names |= {f"member:{who}" for who in page.people()}
    return response if page.question.deleted_at else _kept(response, names)


def _is_elsewhere(page: QuestionPage) -> bool:
    """Merged into another, or a post of another one again, which has no title."""
    return page.question.merged_into_id is not None or (
        page.question.deleted_at is not None and not page.question.title
    )


def _led_away(page: QuestionPage | None, pk: int, request: Request) -> HttpResponse | None:
    """To the question that this one was merged into; who may see what it was says so. Not for good: it can be undone."""
    if page is not None and "merged" in request.GET:
        return None
    into = leads_to(pk, request.user)
    return redirect(into) if into is not None and into.pk != pk else None


def _asked_before(page: QuestionPage, request: Request) -> Question | None:
    """Where strangers are led from a question that repeats another; members, and whoever says so, see it as it is."""
    repeats = page.question.duplicate_of_id
    if repeats is None or is_member(request.user) or "noredirect" in request.GET:
        return None
    return leads_to(repeats, request.user)


def question_context(page: QuestionPage, viewer: Viewer) -> dict[str, Any]:
    """What the page of a question needs beside its rows."""
    question = page.question
    allowed = rules.for_page(viewer, question)
    places = {place.pk: place for place in found_topics(question.topic_id)}
    offer = offer_to(viewer, private=places[question.topic_id].private)
    return {
        "page": page,
        "question": question,
        "topic": places[question.topic_id],
        "parent": places.get(places[question.topic_id].parent_id or 0),
        "changes": histories.changes(question.id) if histories.has_changes(question) else [],
        "original": histories.original(question, viewer),
        "merged": merged_into(question.id, viewer) if question.merged else [],
        "parts": parts_of(question.id, viewer) if question.parts else None,
        "rules": allowed,
        "shown": Shown(question, allowed, offer.of(question.language)),
        "structured": None if is_member(viewer) else qa_page(page),
    }


@require_safe
def history(request: Request, on: str, pk: int) -> HttpResponse:
    """What a text said before, with the differences marked."""
    past = histories.history(on, pk, request.user)
    if past is None:
        raise Http404
    restorable = rules.may_rewrite(request.user, past.subject)
    return render(request, "support/history.html", {"past": past, "on": on, "restorable": restorable})


@require_safe
def former_address(request: Request, pk: int, rest: str = "") -> HttpResponse:
    """An address of the site that was imported here leads to the same question, or to the answer that it ends with."""
    last = rest.rstrip("/").rpartition("/")[2]
    if rest.count("/") and last.isdecimal() and (answer := _imported(Answer, int(last), request.user)):
        return HttpResponsePermanentRedirect(answer.get_absolute_url())
    found = _imported(Question, pk, request.user) or leads_to(pk, request.user)
    if found is None:
        raise Http404
    return HttpResponsePermanentRedirect(found.get_absolute_url())


@require_safe
def former_answer(request: Request, pk: int, rest: str = "") -> HttpResponse:
    """The short address of an answer on the site that was imported here; some lead to questions."""
    found = _imported(Answer, pk, request.user) or _imported(Question, pk, request.user)
    if found is None:
        raise Http404
    return HttpResponsePermanentRedirect(found.get_absolute_url())


def _imported(kind: type[Post], number: int, viewer: Viewer) -> Post | None:
    """The post that had this number on the old site, unless its topic is for others."""
    if number >= 2**63:
        return None
    seen = (
        Q(deleted_at=None) | Q(splits__undone_at=None, splits__isnull=False)
        if kind is Answer
        else Q(deleted_at=None) | ~Q(merged_into=None)
    )
    found = kind._default_manager.filter(seen, source_id=number).exclude(source="")
    found = found.exclude(**{"question__topic__in" if kind is Answer else "topic__in": shut_places(viewer)})
    return found.order_by("pk").first()


@require_safe
def shared(request: Request, code: str) -> HttpResponse:
    """A member's own link: remembers who brought this visitor, and goes to the question."""
    visible = Q(question__in=Question.objects.visible_to(request.user)) | ~Q(question__merged_into=None)
    links = ShareLink.objects.filter(visible).exclude(question__topic__in=shut_places(request.user))
    link = get_object_or_404(links.select_related("question__voice"), code=code)
    actions.count_visit(link, who=address_of(request))
    response = redirect(link.question)
    response.set_cookie(
        "shared", link.code, max_age=30 * 86_400, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def filters_of(request: HttpRequest) -> Filters:
    """The list that a request asks for. Unknown values are refused by the query."""
    wanted = request.GET.get("solved", "")
    return Filters(
        shown=request.GET.get("shown") or "newest",
        language=request.GET.get("language", "")[:8],
        solved={"yes": True, "no": False}.get(wanted),
        after=request.GET.get("after", ""),
    )


def _list(request: Request, template: str, listing: Listing, extra: dict[str, Any]) -> HttpResponse:
    context: dict[str, Any] = {
        "listing": listing,
        "shown_row": shown_row,
        "why_of": why_of,
        "by_topic": _topics_of(listing),
        "tabs": TABS,
        "greets": rules.greets(request.user),
    }
    context |= extra
    fragment = request.headers.get("HX-Target") == "rows"
    response = render(request, "support/_rows.html" if fragment else template, context)
    return _kept(response, {"lists", *(f"member:{row.asker.id}" for row in listing.rows)})


def _topics_of(listing: Listing) -> dict[int, tuple[str, str]]:
    """Name and address of each topic."""
    shown = {row.topic_id for row in listing.rows}
    return {place.pk: (str(place), place.get_absolute_url()) for place in found_topics(*shown) if place.pk in shown}


def _kept(response: HttpResponse, names: set[str]) -> HttpResponse:
    """Lets signed-out readers have this page again until one of these changes (see ui.kept)."""
    response.about = names  # type: ignore[attr-defined]
    return response


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isdigit() and len(text) < 5 else 1
