"""Topics by number and name, for what is no part of support. Their table is read as search does, since names are texts and
therefore not in the log."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from groundswell.members.groups.audiences import open_to, reader
from groundswell.members.rules import Viewer

PLACES = 'SELECT id, slug, name, parent_id FROM support_topic {} ORDER BY "order", slug'
KNOWN = PLACES.format(f"WHERE {open_to('id')}")


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
    return _read(KNOWN, reader(viewer))


def all_places() -> dict[int, Place]:
    """All by their number, in their order, for those who see everything."""
    return _read(PLACES.format(""), [])


def within(known: dict[int, Place], slug: str) -> list[int]:
    """The numbers of a topic and of those under it; none when there is no such topic."""
    top = next((one.id for one in known.values() if one.slug == slug), None)
    return [one.id for one in known.values() if top is not None and top in (one.id, one.parent)]


def _read(query: str, parameters: list[Any]) -> dict[int, Place]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return {row[0]: Place(row[0], row[1], json.loads(row[2]), row[3]) for row in cursor.fetchall()}
