"""Topics and tags as pages need them."""

import time
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Subquery

from groundswell.features.support.models import Answer, Follow, Synonym, Tag, TagPage, Topic
from groundswell.features.support.rules import may_describe_tag, may_propose_synonym
from groundswell.features.support.tagging import meant_by
from groundswell.members.rules import Viewer, is_member

KEPT_FOR = 1.0
_kept: tuple[float, list[Topic]] = (0.0, [])


def found_topics(*shown: int) -> list[Topic]:
    """All topics in their order; at most a second old, because every page asks, and never without those `shown`."""
    global _kept
    if connection.in_atomic_block:
        return list(Topic.objects.all())
    if _kept[0] < time.monotonic() or not {topic.pk for topic in _kept[1]}.issuperset(shown):
        _kept = (time.monotonic() + KEPT_FOR, list(Topic.objects.all()))
    return _kept[1]


def popular_tags(most: int) -> list[Tag]:
    """The most used tags; their uses are set by `count_tags`, which the worker runs every few minutes."""
    return list(Tag.objects.filter(uses__gt=0).order_by("-uses", "name")[:most])


def count_tags() -> None:
    """Set how many visible questions carry each tag."""
    with connection.cursor() as cursor:
        cursor.execute("""
            WITH counted AS (SELECT unnest(tags) AS name, count(*) AS uses FROM support_question
                             WHERE deleted_at IS NULL GROUP BY 1)
            UPDATE support_tag t SET uses = coalesce(c.uses, 0)
            FROM support_tag old LEFT JOIN counted c ON c.name = old.name
            WHERE old.id = t.id AND t.uses <> coalesce(c.uses, 0)
        """)


def state_of(kind: str, subject: int, viewer: Viewer) -> bool:
    """Whether this viewer follows it."""
    return is_member(viewer) and Follow.objects.filter(member=viewer, kind=kind, subject=subject).exists()


class AboutTag(NamedTuple):
    """What the page of a tag says of it, other words for it, and what this reader may do about both."""

    page: TagPage | None
    words: list[str]
    describe: bool
    propose: bool


def about_tag(name: str, viewer: Viewer) -> tuple[Tag | None, str, AboutTag]:
    """The tag of this name, the tag that the name means, and what its page says: in one statement for a name that is a tag."""
    approved = Synonym.objects.filter(state=Synonym.State.APPROVED)
    rows = (
        Tag.objects.filter(name=name)
        .select_related("page__voice")
        .annotate(
            main=Subquery(approved.filter(name=OuterRef("name")).values("tag__name")[:1]),
            words=ArraySubquery(approved.filter(tag=OuterRef("pk")).order_by("name").values("name")),
        )
    )
    found = rows.first()
    page: TagPage | None = getattr(found, "page", None)
    words = found.words if found else []
    about = AboutTag(page, words, may_describe_tag(viewer, page), may_propose_synonym(viewer))
    return found, (found.main or name) if found else meant_by(name), about


def synonyms_waiting() -> list[Synonym]:
    """What was proposed and not decided, the oldest first."""
    waiting = Synonym.objects.filter(state=Synonym.State.PROPOSED)
    return list(waiting.select_related("tag", "by").order_by("at")[:50])


def the_answers(subject: str) -> list[Answer]:
    """The answers to "tag:wifi" or "topic:calling", those with the most votes first."""
    seen = Answer.objects.filter(the_answer__contains=[subject], deleted_at=None, question__deleted_at=None)
    return list(seen.select_related("question__voice", "voice").order_by("-rank", "pk")[:10])
