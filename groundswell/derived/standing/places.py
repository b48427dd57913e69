"""The topics by name. Their table is read, as search does, because names are texts and therefore not in the log."""

import json
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import get_language

from groundswell.members.groups.audiences import SHUT, reader
from groundswell.members.rules import Viewer

TOPICS = f'SELECT id, slug, name, parent_id FROM support_topic WHERE id <> ALL({SHUT}) ORDER BY "order", slug'


@dataclass(frozen=True, slots=True)
class Topic:
    id: int
    slug: str
    names: dict[str, str]
    parent: int | None

    @property
    def name(self) -> str:
        return self.names.get((get_language() or "en").split("-")[0]) or next(iter(self.names.values()), self.slug)


def topics(viewer: Viewer | None) -> list[Topic]:
    """Those that somebody may know of, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(TOPICS, reader(viewer))
        return [Topic(row[0], row[1], json.loads(row[2]), row[3]) for row in cursor.fetchall()]


def within(known: list[Topic], slug: str) -> list[int]:
    """The ids of a topic and of those under it; none when there is no such topic."""
    top = next((one.id for one in known if one.slug == slug), None)
    return [one.id for one in known if top is not None and top in (one.id, one.parent)]
