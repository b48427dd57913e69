"""Topics by number and name, for features that are no part of support. Their table is read as search does, since names are
texts and therefore not in the log."""

import json
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import get_language

from groundswell.members.groups.audiences import SHUT, reader
from groundswell.members.rules import Viewer

PLACES = f'SELECT id, slug, name, parent_id FROM support_topic WHERE id <> ALL({SHUT}) ORDER BY "order", slug'


@dataclass(frozen=True, slots=True)
class Place:
    """A topic; `parent` is the one above it."""

    id: int
    slug: str
    names: dict[str, str]
    parent: int | None

    @property
    def name(self) -> str:
        return self.names.get((get_language() or "en").split("-")[0]) or next(iter(self.names.values()), self.slug)

    @property
    def href(self) -> str:
        return f"/topics/{self.slug}/"


def places_for(viewer: Viewer | None) -> dict[int, Place]:
    """Those that somebody may know of by their number, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES, reader(viewer))
        return {row[0]: Place(row[0], row[1], json.loads(row[2]), row[3]) for row in cursor.fetchall()}
