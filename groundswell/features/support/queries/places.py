"""Topics and tags as pages need them."""

import time
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Subquery

from groundswell.features.support.models import Answer, Follow, Question, Synonym, Tag, TagPage, Topic
from groundswell.features.support.rules import may_decide_synonym, may_describe_tag, may_propose_synonym
from groundswell.features.support.tagging import meant_by
from groundswell.log.forgetting import on_forgetting, turn
from groundswell.members.groups.audiences import fits, shut_places
from groundswell.members.groups.models import Audience
from groundswell.members.rules import Viewer, is_member

KEPT_FOR = 1.0


@dataclass(frozen=True)
class Known:
    """All topics in their order, and the audiences of the private ones."""

    topics: list[Topic]
    audiences: dict[int, Audience]
    until: float = 0.0


def found_topics(*shown: int) -> list[Topic]:
    """All topics in their order, whoever reads; at most a second old, because every page asks, and never without those
    `shown`."""
    return _known(*shown).topics


def topics_for(viewer: Viewer) -> list[Topic]:
    """The topics that somebody may know of."""
    known = _known()
    if not known.audiences:
        return known.topics
    return [topic for topic in known.topics if fits(known.audiences.get(topic.pk), viewer)]


def topic_at(slug: str, viewer: Viewer) -> Topic | None:
    """The topic that has this address, or had it before, if this reader may know of it."""
    seen = Topic.objects.visible_to(viewer)
    return seen.filter(slug=slug).first() or seen.filter(addresses__slug=slug).first()


def _known(*shown: int) -> Known:
    global _kept
    if connection.in_atomic_block:
        return _read()
    if _kept.until < time.monotonic() or not {topic.pk for topic in _kept.topics}.issuperset(shown):
        began, read = turn(), _read()
        if began != turn():  # an audience changed meanwhile
            return read
        _kept = Known(read.topics, read.audiences, time.monotonic() + KEPT_FOR)
    return _kept


def _read() -> Known:
    topics = list(Topic.objects.all())
    private = [topic.pk for topic in topics if topic.private]
    return Known(topics, Audience.objects.in_bulk(private) if private else {})


@on_forgetting
def forget_topics() -> None:
    """Read them anew the next time."""
    global _kept
    _kept = Known([], {})


_kept = Known([], {})


def popular_tags(most: int) -> list[Tag]:
    """The most used tags; their uses are set by `count_tags`, which the worker runs every few minutes."""
    return list(Tag.objects.filter(uses__gt=0).order_by("-uses", "name")[:most])


def count_tags() -> None:
    """Set how many questions that everybody can see carry each tag."""
    with connection.cursor() as cursor:
        cursor.execute("""
            WITH counted AS (SELECT unnest(tags) AS name, count(*) AS uses FROM support_question
                             WHERE deleted_at IS NULL AND topic_id NOT IN (SELECT place FROM member_audience) GROUP BY 1)
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
    rename: bool


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
    about = AboutTag(
        page, words, may_describe_tag(viewer, page), may_propose_synonym(viewer), may_decide_synonym(viewer)
    )
    return found, (found.main or name) if found else meant_by(name), about


def tag_known_to(tag: Tag, viewer: Viewer) -> bool:
    """Whether this reader may know of a tag: one that only others use would tell what they write about."""
    page = TagPage.objects.filter(tag=tag)
    words = Synonym.objects.filter(tag=tag, state=Synonym.State.APPROVED, former=False)
    return bool(
        tag.uses or page.exists() or words.exists() or Question.objects.visible_to(viewer).tagged(tag.name).exists()
    )


def synonyms_waiting() -> list[Synonym]:
    """What was proposed and not decided, the oldest first."""
    waiting = Synonym.objects.filter(state=Synonym.State.PROPOSED)
    return list(waiting.select_related("tag", "by").order_by("at")[:50])


def the_answers(subject: str, viewer: Viewer) -> list[Answer]:
    """The answers to "tag:wifi" or "topic:calling" that this reader may see, those with the most votes first."""
    seen = Answer.objects.filter(the_answer__contains=[subject], deleted_at=None, question__deleted_at=None)
    seen = seen.exclude(the_answer=[])  # says to PostgreSQL that its index, which holds few, has them all
    seen = seen.exclude(question__topic__in=shut_places(viewer))
    return list(seen.select_related("question__voice", "voice").order_by("-rank", "pk")[:10])
