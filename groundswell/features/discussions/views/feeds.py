"""What machines read: feeds and the map for search engines."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groundswell.features.discussions.models import Discussion, Space
from groundswell.features.discussions.queries import page as pages
from groundswell.features.discussions.queries.lists import list_discussions, sitemap_page
from groundswell.members.http import Request

NEWEST = 30


@require_safe
def newest(request: Request) -> HttpResponse:
    """The newest discussions, of a space if asked for."""
    slug = request.GET.get("space")
    space = get_object_or_404(Space.objects.visible_to(request.user), slug=slug) if slug else None
    return _sent(_("Newest discussions"), request, _found(request, space, blog=False))


@require_safe
def blog(request: Request) -> HttpResponse:
    """The newest blog posts."""
    return _sent(_("Blog"), request, _found(request, None, blog=True))


@require_safe
def replies(request: Request, pk: int, slug: str) -> HttpResponse:
    """The last page of replies in one discussion, the newest first."""
    page = pages.discussion_page(pk, request.user, page=9_999)
    if page is None:
        raise Http404
    url = settings.SITE_URL + page.discussion.get_absolute_url()
    feed = _feed(page.discussion.voice.title, request)
    for reply in reversed([reply for reply in page.replies if reply.deleted_at is None]):
        feed.add_item(
            title=_("Reply by %(name)s") % {"name": reply.author.seen_as},
            link=f"{settings.SITE_URL}{reply.get_absolute_url()}",
            description=reply.voice.html,
            author_name=reply.author.seen_as,
            pubdate=reply.at,
            updateddate=reply.voice.edited_at or reply.at,
            unique_id=f"{url}#reply-{reply.pk}",
        )
    return _answer(feed, {f"discussion:{pk}"})


@require_safe
def sitemap(request: HttpRequest, page: int) -> HttpResponse:
    """Up to 5,000 discussions and blog posts that everybody may read."""
    if page < 1 or page > 2**40:
        raise Http404
    rows = [(one.get_absolute_url(), one.active_at) for one in sitemap_page(AnonymousUser(), page)]
    return render(request, "discussions/sitemap.xml", {"addresses": rows}, content_type="application/xml")


def _found(request: Request, space: Space | None, *, blog: bool) -> list[Discussion]:
    return list_discussions(request.user, shown="newest", space=space, blog=blog, size=NEWEST).rows


def _sent(title: str, request: Request, rows: list[Discussion]) -> HttpResponse:
    feed = _feed(title, request)
    for row in rows:
        feed.add_item(
            title=row.voice.title,
            link=settings.SITE_URL + row.get_absolute_url(),
            description=row.voice.html if row.blog else row.voice.excerpt,
            author_name=row.author.seen_as,
            pubdate=row.begun_at,
            updateddate=row.active_at,
            unique_id=f"{settings.SITE_URL}/discussion/{row.pk}/",
        )
    return _answer(feed, {"discussions"})


def _feed(title: str, request: HttpRequest) -> Atom1Feed:
    address = settings.SITE_URL + request.get_full_path()
    return Atom1Feed(title=f"{title} · {settings.SITE_NAME}", link=address, description="", feed_url=address)


def _answer(feed: Atom1Feed, names: set[str]) -> HttpResponse:
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response.about = names  # type: ignore[attr-defined]
    return response
