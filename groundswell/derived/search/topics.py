"""The topics as the search page names them; read from the database every ten seconds."""

import json
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groundswell.derived.search.rows import run
from groundswell.log.forgetting import on_forgetting, turn
from groundswell.members.groups.audiences import NAMES, NOBODY, fits, reader
from groundswell.members.groups.models import Audience
from groundswell.members.rules import Viewer, is_member

KEPT_FOR = 10.0
# Spaces of discussions are places too, numbered below zero; they cannot be chosen as a topic.
TOPICS = """
SELECT t.id, t.slug, t.name, t.parent, t.icon, a.place, a.roles, a.level, a.groups FROM (
    SELECT id, slug, name, parent_id AS parent, icon, 0 AS kind, "order" FROM support_topic
    UNION ALL SELECT place, slug, name, NULL, icon, 1, "order" FROM discussion_space
) AS t LEFT JOIN member_audience a ON a.place = t.id ORDER BY t.kind, t."order", t.slug
"""


@dataclass(frozen=True, slots=True)
class Topic:
    id: int
    slug: str
    names: tuple[tuple[str, str], ...]
    parent: int | None
    icon: str
    audience: Audience | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        names = dict(self.names)
        return names.get((get_language() or "en").split("-")[0]) or next(iter(names.values()), "")

    @property
    def href(self) -> str:
        return f"/topics/{self.slug}/" if self.id > 0 else f"/spaces/{self.slug}/"


def topics() -> dict[int, Topic]:
    """By id, in their order."""
    until, found = _kept[0]
    if until < time.monotonic() or connection.in_atomic_block:
        began, found = turn(), {row[0]: _topic(*row) for row in run(TOPICS)}
        keep = not connection.in_atomic_block and began == turn()
        _kept[0] = (time.monotonic() + KEPT_FOR if keep else 0.0, found)
    return found


def topics_for(viewer: Viewer) -> tuple[Topic, ...]:
    """Those that somebody may know of."""
    return tuple([topic for topic in topics().values() if fits(topic.audience, viewer)])


def some_are_private() -> bool:
    """Whether there is a topic that not everybody may read."""
    return any(topic.audience for topic in topics().values())


def reader_of(viewer: Viewer | None) -> tuple[Any, ...]:
    """What a search has to know of who searches: nothing while all topics are for everybody, so that all find the same
    that was found before."""
    if viewer is None or not is_member(viewer) or not some_are_private():
        return ()
    sees_all, role, level, groups = reader(viewer)
    return (sees_all, role, level, tuple(groups))


def reads_of(known: tuple[Any, ...]) -> dict[str, Any]:
    """The same as values of a statement."""
    sees_all, role, level, groups = known or NOBODY
    return dict(zip((f"reads_{name}" for name in NAMES), (sees_all, role, level, list(groups)), strict=True))


def choices(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """For a select: address and name, after "all topics"."""
    return _named(topics_for(viewer), get_language() or "")[0]


def places(viewer: Viewer) -> dict[int, tuple[str, str]]:
    """Name and address by id."""
    return _named(topics_for(viewer), get_language() or "")[1]


@lru_cache(maxsize=32)
def _named(known: tuple[Topic, ...], _language: str) -> tuple[tuple[tuple[str, str], ...], dict[int, tuple[str, str]]]:
    chosen = (("", _("All topics")), *((topic.slug, topic.name) for topic in known if topic.id > 0))
    return chosen, {topic.id: (topic.name, topic.href) for topic in known}


def within(slug: str, viewer: Viewer) -> list[int]:
    """The ids of a topic and of those under it; none when there is no such topic for this reader."""
    known = [topic for topic in topics_for(viewer) if topic.id > 0]
    top = next((topic.id for topic in known if topic.slug == slug), None)
    return [topic.id for topic in known if top is not None and top in (topic.id, topic.parent)]


def _topic(
    pk: int, slug: str, name: str, parent: int | None, icon: str, place: int | None, roles: Any, level: Any, groups: Any
) -> Topic:
    audience = Audience(place=place, roles=roles, level=level, groups=groups) if place else None
    return Topic(pk, slug, tuple(json.loads(name).items()), parent, icon, audience)


@on_forgetting
def forget_topics() -> None:
    """Read them anew the next time."""
    _kept[0] = (0.0, {})


_kept: list[tuple[float, dict[int, Topic]]] = [(0.0, {})]
