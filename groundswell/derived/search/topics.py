"""The topics as the search page names them; read from the database every ten seconds."""

import json
import time
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groundswell.derived.search.rows import run

KEPT_FOR = 10.0
TOPICS = 'SELECT id, slug, name, parent_id, icon FROM support_topic ORDER BY "order", slug'


@dataclass(frozen=True, slots=True)
class Topic:
    id: int
    slug: str
    names: tuple[tuple[str, str], ...]
    parent: int | None
    icon: str

    @property
    def name(self) -> str:
        names = dict(self.names)
        return names.get((get_language() or "en").split("-")[0]) or next(iter(names.values()), "")

    @property
    def href(self) -> str:
        return f"/topics/{self.slug}/"


def topics() -> dict[int, Topic]:
    """By id, in their order."""
    until, found = _kept[0]
    if until < time.monotonic() or connection.in_atomic_block:
        found = {row[0]: Topic(row[0], row[1], tuple(json.loads(row[2]).items()), *row[3:]) for row in run(TOPICS)}
        _kept[0] = (0.0 if connection.in_atomic_block else time.monotonic() + KEPT_FOR, found)
    return found


def choices() -> tuple[tuple[str, str], ...]:
    """For a select: address and name, after "all topics"."""
    return _named(tuple(topics().values()), get_language() or "")[0]


def places() -> dict[int, tuple[str, str]]:
    """Name and address by id."""
    return _named(tuple(topics().values()), get_language() or "")[1]


@lru_cache(maxsize=8)
def _named(known: tuple[Topic, ...], _language: str) -> tuple[tuple[tuple[str, str], ...], dict[int, tuple[str, str]]]:
    chosen = (("", _("All topics")), *((topic.slug, topic.name) for topic in known))
    return chosen, {topic.id: (topic.name, topic.href) for topic in known}


def within(slug: str) -> list[int]:
    """The ids of a topic and of those under it; none when there is no such topic."""
    known = topics().values()
    top = next((topic.id for topic in known if topic.slug == slug), None)
    return [topic.id for topic in known if top is not None and top in (topic.id, topic.parent)]


_kept: list[tuple[float, dict[int, Topic]]] = [(0.0, {})]
