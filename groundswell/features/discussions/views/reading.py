"""Pages to read: lists, spaces, a discussion, its history."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from groundswell.features.discussions import rules
from groundswell.features.discussions.models import Discussion, Hearing, Space
from groundswell.features.discussions.queries import page as pages
from groundswell.features.discussions.queries.blogs import minutes, more_by
from groundswell.features.discussions.queries.lists import SHOWN, Listing, list_discussions, list_spaces
from groundswell.features.discussions.queries.polls import poll_of
from groundswell.features.discussions.structured import posting
from groundswell.members.http import Request
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member
from groundswell.voice.history import versions_of


@require_safe
def discussions(request: Request) -> HttpResponse:
    """All discussions that this reader may see, and the spaces that they are in."""
    shown = _shown(request)
    listing = list_discussions(request.user, shown=shown, blog=False, after=request.GET.get("after", ""))
    return _list(request, "discussions/discussions.html", listing, {"shown": shown})


@require_safe
def space(request: Request, slug: str) -> HttpResponse:
    """What is in a space: discussions and blog posts."""
    found = get_object_or_404(Space.objects.visible_to(request.user), slug=slug)
    shown = _shown(request)
    listing = list_discussions(request.user, shown=shown, space=found, after=request.GET.get("after", ""))
    followed = is_member(request.user) and Hearing.objects.filter(
        member=request.user, kind="space", subject=found.pk, how=Hearing.How.FOLLOWED
    )
    more = {"space": found, "shown": shown, "followed": bool(followed and followed.exists())}
    more |= {"may_begin": rules.may_begin(request.user, found), "may_make": rules.may_make_space(request.user)}
    return _list(request, "discussions/space.html", listing, more)


@require_safe
def discussion(request: Request, pk: int, slug: str = "") -> HttpResponse:
    """A discussion or a blog post with a page of its replies."""
    page = pages.discussion_page(pk, request.user, page=number(request))
    if page is None:
        raise Http404
    address = page.discussion.get_absolute_url()
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    template = "discussions/blog_post.html" if page.discussion.blog else "discussions/discussion.html"
    response = render(request, template, context_of(page, request.user))
    if page.discussion.deleted_at is None:
        response.about = {f"discussion:{pk}", *(f"member:{who}" for who in page.people())}  # type: ignore[attr-defined]
    return response


@require_safe
def reply(request: Request, pk: int) -> HttpResponse:
    """Leads to where a reply stands."""
    found = pages.found_reply(pk, request.user)
    if found is None:
        raise Http404
    on = pages.page_of(found)
    query = f"?page={on}" if on > 1 else ""
    return redirect(f"{found.discussion.get_absolute_url()}{query}#reply-{pk}")


@require_safe
def history(request: Request, on: str, pk: int) -> HttpResponse:
    """What a text said before, with the differences marked."""
    found = pages.found(pk, request.user) if on == "discussion" else pages.found_reply(pk, request.user)
    if found is None:
        raise Http404
    of = found if isinstance(found, Discussion) else found.discussion
    context = {"subject": found, "discussion": of, "versions": versions_of(found.voice)}
    return render(request, "discussions/history.html", context)


@require_safe
def latest(request: Request) -> HttpResponse:
    """What was said last, for the side of other pages."""
    found = list_discussions(request.user, shown="active", blog=False, size=4)
    posts = list_discussions(request.user, shown="newest", blog=True, size=2)
    response = render(request, "discussions/_latest.html", {"rows": found.rows, "posts": posts.rows})
    response.about = {"discussions"}  # type: ignore[attr-defined]
    return response


@require_safe
def by_member(request: Request, handle: str) -> HttpResponse:
    """What a member began: a page of its own, or the piece of their profile."""
    person = get_object_or_404(Member.objects.present().called(handle))
    size = 5 if request.htmx else 20
    listing = list_discussions(request.user, shown="newest", by=person, after=request.GET.get("after", ""), size=size)
    template = "discussions/_by_member.html" if request.htmx else "discussions/by_member.html"
    response = render(request, template, {"person": person, "listing": listing})
    response.about = {"discussions", f"member:{person.pk}"}  # type: ignore[attr-defined]
    return response


def context_of(page: pages.DiscussionPage, viewer: Viewer) -> dict[str, Any]:
    """What the page of a discussion needs."""
    blog = page.discussion.blog
    return {
        "page": page,
        "discussion": page.discussion,
        "rules": page.rules,
        "structured": None if is_member(viewer) else posting(page),
        "described": _described(page.discussion),
        "more_by": more_by(page.discussion, viewer) if blog else [],
        "minutes": minutes(page.discussion.voice.source) if blog else 0,
        "poll": poll_of(page.discussion, viewer),
        "own": blog and rules.may_change_post(viewer, page.discussion),
    }


def number(request: Request) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isdecimal() and len(text) < 5 else 1


def _described(discussion: Discussion) -> str:
    return discussion.voice.excerpt[:200] or settings.SITE_NAME


def _shown(request: Request) -> str:
    shown = request.GET.get("shown", "active")
    return shown if shown in SHOWN else "active"


def _list(request: Request, template: str, listing: Listing, more: dict[str, Any]) -> HttpResponse:
    fragment = request.headers.get("HX-Target") == "rows"
    context = {"listing": listing, "spaces": [] if fragment else list_spaces(request.user), **more}
    response = render(request, "discussions/_rows.html" if fragment else template, context)
    if not is_member(request.user):
        response.about = {"discussions", *(f"member:{row.author_id}" for row in listing.rows)}  # type: ignore[attr-defined]
    return response
