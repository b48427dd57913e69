"""What discussions tell other parts of the program of where they are: their maps for search engines."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from groundswell.features.discussions.models import Discussion
from groundswell.features.discussions.queries.lists import A_SITEMAP
from groundswell.voice.pictures import shown_in
from groundswell.voice.sitemaps import sitemap

# Covers, and pictures in drafts: these are shown, so nobody takes them away as unused.
COVER = "'/media/pictures/' || left(cover_id::text, 2) || '/' || cover_id || '.webp'"
shown_in("discussion", COVER)
shown_in("discussion_blog_draft", f"concat_ws(' ', body, {COVER})")


@sitemap
def sitemaps() -> Iterable[str]:
    """One for every 5,000; none while there is nothing that everybody may read."""
    seen = Discussion.objects.visible_to(AnonymousUser()).filter(deleted_at=None)
    last = seen.order_by("-pk").values_list("pk", flat=True).first()
    return [] if last is None else [f"/sitemap-discussions-{page}.xml" for page in range(1, last // A_SITEMAP + 2)]
