"""Lists of discussions and blog posts, by cursor, so that page 1,000 costs what page 1 does."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from groundswell.features.discussions.models import Discussion, Hearing, Reply, Space
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member

A_PAGE, A_SITEMAP = 20, 5_000
SHOWN = ("active", "newest", "followed", "mine")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of discussions, and the cursor of the next."""

    rows: list[Discussion]
    next: str


def list_discussions(
    viewer: Viewer,
    *,
    shown: str = "active",
    space: Space | None = None,
    by: Member | None = None,
    blog: bool | None = None,
    after: str = "",
    size: int = A_PAGE,
) -> Listing:
    """Discussions (`blog` false), blog posts (true) or both, the last active or the newest first."""
    found: QuerySet[Discussion] = Discussion.objects.visible_to(viewer).filter(deleted_at=None)
    if space is not None:
        found = found.filter(space=space)
    if by is not None:
        found = found.filter(author=by)
    if blog is not None:
        found = found.filter(blog=blog)
    if shown in ("followed", "mine"):
        found = _own(found, viewer, shown)
    column = "begun_at" if shown == "newest" else "active_at"
    if place := _place(after):
        found = found.filter(Q(**{f"{column}__lt": place[0]}) | Q(**{column: place[0], "pk__lt": place[1]}))
    found = found.select_related("voice", "author", "space", "active_by", "cover", "poll").defer("voice__source")
    rows = list(found.order_by(f"-{column}", "-pk")[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return Listing(rows[:size], f"{getattr(last, column).isoformat()}~{last.pk}" if last else "")


def list_spaces(viewer: Viewer) -> list[Space]:
    """The spaces that somebody may know of, in their order."""
    return list(Space.objects.visible_to(viewer))


def sitemap_page(viewer: Viewer, page: int) -> list[Discussion]:
    """Those numbered (page-1) * 5,000 to page * 5,000."""
    first = (page - 1) * A_SITEMAP
    found = Discussion.objects.visible_to(viewer).filter(deleted_at=None, pk__gte=first, pk__lt=first + A_SITEMAP)
    return list(found.select_related("voice").only("blog", "active_at", "voice__title").order_by("pk"))


def _own(found: QuerySet[Discussion], viewer: Viewer, shown: str) -> QuerySet[Discussion]:
    if not is_member(viewer):
        return found.none()
    if shown == "mine":
        replied = Reply.objects.filter(discussion=OuterRef("pk"), author=viewer, deleted_at=None)
        return found.filter(Q(author=viewer) | Exists(replied))
    heard = Hearing.objects.filter(
        member=viewer, kind=Hearing.Kind.DISCUSSION, how=Hearing.How.FOLLOWED, subject=OuterRef("pk")
    )
    return found.filter(Exists(heard))


def _place(after: str) -> tuple[datetime, int] | None:
    """Where the last page ended; nothing for a cursor that is not one of ours."""
    moment, _tilde, number = after.rpartition("~")
    try:
        at = parse_datetime(moment)
        return (at, int(number)) if at and is_aware(at) and len(number) < 19 else None
    except ValueError:
        return None
