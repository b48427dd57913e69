"""The addresses that every page links to, and the topics beside it."""

import time
from dataclasses import dataclass
from types import SimpleNamespace

from django.db import connection
from django.utils.translation import get_language

from groundswell.features.support.models import Topic
from groundswell.features.support.queries.places import topics_for
from groundswell.members.rules import Viewer

# Plain paths, because every page has them a dozen times; a test resolves each.
PATHS = SimpleNamespace(
    questions="/questions/",
    ask="/questions/ask/",
    mine="/questions/mine/",
    topics="/topics/",
    discussions="/discussions/",
    blog="/blog/",
    tags="/tags/",
    tag="/tags/",
    members="/members/",
    mentions="/members/mentions",
    member="/members/",
    search="/search/",
    suggest="/search/suggest",
    messages="/messages/",
    announcements="/announcements/",
    gatherings="/gatherings/",
    notifications="/notifications/",
    bell="/notifications/bell",
    drafts="/voice/drafts/",
    rewards="/rewards/",
    settings="/settings/",
    operations="/operations/",
    health="/health/",
    offline="/offline/",
    share="/share/",
    worker="/sw.js",
    sign_in="/accounts/login/",
    sign_up="/accounts/signup/",
    sign_out="/accounts/logout/",
    language="/language/",
    feed="/questions/feed/",
    api="/api/v1/docs",
)
KEPT_FOR = 10.0


@dataclass(frozen=True)
class Place:
    """A topic as the navigation shows it."""

    name: str
    href: str
    icon: str = ""
    children: tuple["Place", ...] = ()
    private: bool = False

    def holds(self, path: str) -> bool:
        return path == self.href or any(path == child.href for child in self.children)


_kept: dict[tuple[str, tuple[int, ...]], tuple[float, tuple[Place, ...]]] = {}
MOST_KEPT = 100  # languages, times the sets of topics that different readers may know of


def topics(viewer: Viewer) -> tuple[Place, ...]:
    """The topics that somebody may know of, in the reader's language; their names are up to ten seconds old.

    Within a transaction they are made anew: it may see topics that nobody else does yet.
    """
    seen = topics_for(viewer)
    if connection.in_atomic_block:
        return _made(seen)
    key = get_language() or "", tuple([topic.pk for topic in seen])
    until, places = _kept.get(key, (0.0, ()))
    if until < time.monotonic():
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        places = _made(seen)
        _kept[key] = (time.monotonic() + KEPT_FOR, places)
    return places


def _made(found: list[Topic]) -> tuple[Place, ...]:
    found = [topic for topic in found if topic.archived_at is None]
    under: dict[int | None, list[Place]] = {}
    for topic in found:
        if topic.parent_id is not None:
            under.setdefault(topic.parent_id, []).append(_place(topic))
    return tuple(_place(topic, tuple(under.get(topic.pk, ()))) for topic in found if topic.parent_id is None)


def _place(topic: Topic, children: tuple[Place, ...] = ()) -> Place:
    return Place(str(topic), topic.get_absolute_url(), topic.icon, children, topic.private)
