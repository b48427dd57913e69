"""What machines read: feeds, sitemap, robots.txt, and the picture that other sites show beside a link."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from groundswell.features.support.card import draw_card
from groundswell.features.support.models import Question, Topic
from groundswell.features.support.models.questions import question_url
from groundswell.features.support.queries.lists import Filters, list_questions
from groundswell.features.support.queries.places import topics_for
from groundswell.features.support.queries.question import question_page
from groundswell.members.http import Request
from groundswell.voice import sitemaps

SITEMAP_PAGE = 5_000
NEWEST_IN_FEED = 30


@require_safe
def newest(request: Request) -> HttpResponse:
    """The newest questions, of a topic or tag if asked for."""
    filters = Filters(size=NEWEST_IN_FEED, tag=request.GET.get("tag", ""))
    if slug := request.GET.get("topic"):
        place = get_object_or_404(Topic.objects.visible_to(request.user), slug=slug)
        filters.topics = [found.pk for found in topics_for(request.user) if place.pk in (found.pk, found.parent_id)]
    feed = _feed(_("Newest questions"), request.get_full_path())
    for row in list_questions(filters, request.user).rows:
        feed.add_item(
            title=row.title,
            link=settings.SITE_URL + row.url,
            description=row.excerpt,
            author_name=row.asker.seen_as,
            pubdate=row.asked_at,
            updateddate=row.active_at,
            unique_id=f"{settings.SITE_URL}/question/{row.id}/",
            categories=row.tags,
        )
    return _sent(feed, {"lists"})


@require_safe
def question(request: Request, pk: int, slug: str) -> HttpResponse:
    """The answers to one question, the newest first."""
    page = question_page(pk, request.user, order="newest")
    if page is None:
        raise Http404
    feed = _feed(page.question.title, page.question.url)
    for answer in page.answers:
        feed.add_item(
            title=_("Answer by %(name)s") % {"name": answer.author.seen_as},
            link=f"{settings.SITE_URL}{page.question.url}#answer-{answer.id}",
            description=answer.html,
            author_name=answer.author.seen_as,
            pubdate=answer.at,
            updateddate=answer.edited_at or answer.at,
        )
    return _sent(feed, {f"question:{pk}"})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of sitemaps: one for every 5,000 questions."""
    last = Question.objects.visible_to(AnonymousUser()).order_by("-pk").values_list("pk", flat=True).first() or 0
    pages = range(1, last // SITEMAP_PAGE + 2)
    return render(
        request,
        "support/sitemap_index.xml",
        {"pages": pages, "others": sitemaps.paths()},
        content_type="application/xml",
    )


@require_safe
def sitemap_page(request: HttpRequest, page: int) -> HttpResponse:
    """The questions numbered (page-1) * 5,000 to page * 5,000."""
    first = (page - 1) * SITEMAP_PAGE
    rows = Question.objects.visible_to(AnonymousUser()).filter(duplicate_of=None)
    rows = rows.filter(pk__gte=first, pk__lt=first + SITEMAP_PAGE)
    addresses = [
        (question_url(pk, title), active)
        for pk, title, active in rows.order_by("pk").values_list("pk", "voice__title", "active_at")
    ]
    return render(request, "support/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    rules = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/do/", "/accounts/", "/settings/", "/search/", "/translation/", "/api/")),
    ]
    return HttpResponse("\n".join([*rules, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]), content_type="text/plain")


@require_safe
@cache_control(max_age=86_400, public=True)
def card(request: Request, pk: int) -> HttpResponse:
    """The Open Graph picture of a question, 1200 x 630; only of what everybody may see, because anybody may keep it."""
    found = get_object_or_404(Question.objects.visible_to(AnonymousUser()).select_related("voice", "topic"), pk=pk)
    picture = draw_card(
        found.voice.title, str(found.topic), settings.SITE_NAME, found.answer_count, bool(found.solution_id)
    )
    return HttpResponse(picture, content_type="image/png")


def _feed(title: str, path: str) -> Atom1Feed:
    address = settings.SITE_URL + path
    return Atom1Feed(title=f"{title} · {settings.SITE_NAME}", link=address, description="", feed_url=address)


def _sent(feed: Atom1Feed, names: set[str]) -> HttpResponse:
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response.about = names  # type: ignore[attr-defined]
    return response
