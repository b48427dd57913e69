"""What somebody is known for: the topics and tags in which they solved most."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from groundswell.members.groups.places import places_for
from groundswell.members.rules import Viewer

HAND, EXPERT, MASTER, MOST = 5, 25, 100, 3
KNOWN = """
SELECT p.topic, count(*) FROM standing_help h JOIN standing_place p ON p.question = h.question
WHERE h.member = %s AND h.solved_at IS NOT NULL AND NOT h.own AND NOT h.hidden AND NOT p.hidden
GROUP BY p.topic ORDER BY 2 DESC, 1 LIMIT %s
"""


@dataclass(frozen=True)
class Known:
    """A topic that somebody solves questions in, how many, and the title that this gives them (or nothing)."""

    topic: str
    slug: str
    solved: int
    title: str


def known_for(member: int, viewer: Viewer | None) -> list[Known]:
    """The topics with most solutions first, of those that the reader may know of; two statements."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [member, MOST])
        rows = cursor.fetchall()
    names = places_for(viewer) if rows else {}
    return [Known(names[pk].name, names[pk].slug, n, _title(names[pk].name, n)) for pk, n in rows if pk in names]


def _title(topic: str, solved: int) -> str:
    if solved >= MASTER:
        return _("Master of %(topic)s") % {"topic": topic}
    if solved >= EXPERT:
        return _("Expert in %(topic)s") % {"topic": topic}
    return _("At home in %(topic)s") % {"topic": topic} if solved >= HAND else ""
