"""The addresses that every page links to, and the topics beside it."""

import time
from dataclasses import dataclass
from types import SimpleNamespace

from django.db import connection
from django.utils.translation import get_language

from groundswell.features.support.models import Topic

# Plain paths, because every page has them a dozen times; a test resolves each.
PATHS = SimpleNamespace(
    questions="/questions/",
    ask="/questions/ask/",
    mine="/questions/mine/",
    tags="/tags/",
    tag="/tags/",
    members="/members/",
    mentions="/members/mentions",
    member="/members/",
    search="/search/",
    suggest="/search/suggest",
    messages="/messages/",
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

    def holds(self, path: str) -> bool:
        return path == self.href or any(path == child.href for child in self.children)


_kept: dict[str, tuple[float, tuple[Place, ...]]] = {}


def topics() -> tuple[Place, ...]:
    """The topics in the reader's language, read from the database every ten seconds.

    Within a transaction they are read anew: it may see topics that nobody else does yet.
    """
    if connection.in_atomic_block:
        return _read()
    language = get_language() or ""
    until, places = _kept.get(language, (0.0, ()))
    if until < time.monotonic():
        places = _read()
        _kept[language] = (time.monotonic() + KEPT_FOR, places)
    return places


def _read() -> tuple[Place, ...]:
    found = list(Topic.objects.all())
    under: dict[int | None, list[Place]] = {}
    for topic in found:
        if topic.parent_id is not None:
            under.setdefault(topic.parent_id, []).append(Place(str(topic), topic.get_absolute_url(), topic.icon))
    return tuple(
        Place(str(topic), topic.get_absolute_url(), topic.icon, tuple(under.get(topic.pk, ())))
        for topic in found
        if topic.parent_id is None
    )
