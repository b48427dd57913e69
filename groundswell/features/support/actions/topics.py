"""Make topics, change, order and archive them. One that is for some is closed with the statement that makes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.groups import AudienceSet
from groundswell.events.places import TopicArchived, TopicChanged, TopicMade, TopicReopened, TopicsOrdered
from groundswell.features.support.models import Topic, TopicAddress
from groundswell.features.support.rules import may_keep_topics
from groundswell.features.support.texts import plain
from groundswell.log import clock
from groundswell.log.forgetting import forget
from groundswell.log.journal import record
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.groups.models import Audience
from groundswell.members.groups.readers import Readers, check_readers
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.moderation.actions import set_pace
from groundswell.moderation.models import Pace

NAME_LONGEST, ABOUT_LONGEST, MOST_TOPICS = 60, 300, 300
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TAKEN = {"new", "order"}
# Everybody who makes or moves topics takes turns, so that none gets a place that another is about to take.
TURN = "SELECT pg_advisory_xact_lock(hashtextextended('support_topic', 0))"

# Answers that are the one to a topic name it by its address.
RENAMED = "UPDATE support_answer SET the_answer = array_replace(the_answer, %s::varchar, %s::varchar) WHERE the_answer @> ARRAY[%s::varchar]"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a topic is: names and descriptions by language, its address, what it is under, and what holds in it."""

    name: Mapping[str, str]
    slug: str
    about: Mapping[str, str] = field(default_factory=dict)
    parent: Topic | None = None
    icon: str = ""
    language: str = ""
    several_solutions: bool = False
    pace: int | None = None


@transaction.atomic
def make_topic(draft: Draft, *, by: Member, readers: Readers | None = None) -> Topic:
    """A new topic, the last in its place. With `readers`, or under a private one, nobody else ever sees that it is there."""
    require(may_keep_topics(by), _("Only managers and admins make topics."))
    limit(by.pk, "topics", most=120, per=HOUR)
    run_prepared(TURN, [])
    known = list(Topic.objects.all())
    if len(known) >= MOST_TOPICS:
        raise Invalid(
            _("There are %(most)s topics already. Nobody finds their way among more.") % {"most": MOST_TOPICS}
        )
    fields = _checked(draft)
    above = Audience.objects.filter(pk=draft.parent.pk).first() if draft.parent else None
    if above and readers:
        raise Invalid(_("It is for those who may read the topic above it."), "parent")
    order = max((one.order for one in known), default=-1) + 1
    made = Topic.objects.create(**fields, order=order, private=bool(readers or above))
    if readers:
        check_readers(readers)
        Audience.objects.create(
            place=made.pk, roles=sorted(readers.roles), level=readers.level, groups=sorted(readers.groups)
        )
    elif above:
        _inherit(made, above)
    _pace(made, draft.pace, by)
    _forget()
    record(TopicMade(topic=made.pk, slug=made.slug, parent=made.parent_id, private=made.private), by=by)
    if readers:
        record(AudienceSet(topic=made.pk, roles=readers.roles, level=readers.level, groups=readers.groups), by=by)
    return made


@transaction.atomic
def change_topic(topic: Topic, draft: Draft, *, by: Member) -> Topic:
    """Call it otherwise, put it elsewhere, let other things hold in it. Its former address leads to it.

    Under a private topic it gets that one's audience; taken from under one it keeps it, because moving opens nothing.
    """
    require(may_keep_topics(by), _("Only managers and admins change topics."))
    limit(by.pk, "topics", most=120, per=HOUR)
    run_prepared(TURN, [])
    topic = Topic.objects.visible_to(by).select_for_update().get(pk=topic.pk)
    fields, was = _checked(draft, topic), (topic.slug, topic.parent_id)
    for name, value in fields.items():
        setattr(topic, name, value)
    topic.save(update_fields=list(fields))
    if was[0] != topic.slug:
        TopicAddress.objects.filter(slug=topic.slug).delete()
        TopicAddress.objects.create(slug=was[0], topic=topic)
        run_prepared(RENAMED, [f"topic:{was[0]}", f"topic:{topic.slug}", f"topic:{was[0]}"])
    if was[1] != topic.parent_id:
        _settle_audience(topic)
    _pace(topic, draft.pace, by)
    _forget()
    former = was[0] if was[0] != topic.slug else ""
    record(TopicChanged(topic=topic.pk, slug=topic.slug, parent=topic.parent_id, was=former), by=by)
    return topic


@transaction.atomic
def move_topic(topic: Topic, *, by: Member, up: bool) -> None:
    """Let it stand one place before or after the one beside it; at the end nothing changes."""
    require(may_keep_topics(by), _("Only managers and admins change topics."))
    run_prepared(TURN, [])
    topics = list(Topic.objects.select_for_update().order_by("order", "slug"))
    beside = [
        one
        for one in topics
        if one.parent_id == topic.parent_id and (one.archived_at is None) == (topic.archived_at is None)
    ]
    at = next((place for place, one in enumerate(beside) if one.pk == topic.pk), 0)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(beside):
        return
    first, second = topics.index(beside[at]), topics.index(beside[other])
    topics[first], topics[second] = topics[second], topics[first]
    for order, one in enumerate(topics):
        one.order = order
    Topic.objects.bulk_update(topics, ["order"])
    _forget()
    record(TopicsOrdered(topics=[one.pk for one in topics]), by=by)


@transaction.atomic
def archive_topic(topic: Topic, *, by: Member) -> None:
    """Nothing new is asked in it or under it; what is there stays, can be found and answered. A second time changes nothing."""
    _archive(topic, by, archived=True)


@transaction.atomic
def reopen_topic(topic: Topic, *, by: Member) -> None:
    """Questions are asked in it again."""
    _archive(topic, by, archived=False)


def _archive(topic: Topic, by: Member, *, archived: bool) -> None:
    require(may_keep_topics(by), _("Only managers and admins change topics."))
    run_prepared(TURN, [])
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if (topic.archived_at is not None) == archived:
        return
    if (
        archived
        and not Topic.objects.filter(archived_at=None, private=False)
        .exclude(pk=topic.pk)
        .exclude(parent=topic)
        .exists()
    ):
        raise Invalid(_("Then there would be no topic left that everybody may ask in."))
    if not archived and topic.parent_id and Topic.objects.filter(pk=topic.parent_id).exclude(archived_at=None).exists():
        raise Invalid(_("The topic above it is archived. Bring that one back first."))
    topics = Topic.objects.filter(pk=topic.pk)
    if archived:
        (topics | Topic.objects.filter(parent=topic, archived_at=None)).update(archived_at=clock.now())
    else:
        topics.update(archived_at=None)
    _forget()
    record((TopicArchived if archived else TopicReopened)(topic=topic.pk), by=by)


def _settle_audience(topic: Topic) -> None:
    above = Audience.objects.filter(pk=topic.parent_id).first() if topic.parent_id else None
    if above:
        _inherit(topic, above)
    else:
        Audience.objects.filter(pk=topic.pk).update(within=None)
    Topic.objects.filter(pk=topic.pk).update(private=Audience.objects.filter(pk=topic.pk).exists())


def _inherit(topic: Topic, above: Audience) -> None:
    Audience.objects.filter(pk=topic.pk).delete()
    said = {"roles": above.roles, "level": above.level, "groups": above.groups}
    Audience.objects.create(place=topic.pk, within=above.place, **said)


def _pace(topic: Topic, seconds: int | None, by: Member) -> None:
    """Slow mode is a rule of the house; it is said anew only where it is another."""
    known = Pace.objects.filter(place=f"topic:{topic.pk}").values_list("seconds", flat=True).first() or 0
    if seconds is not None and seconds != known:
        set_pace(f"topic:{topic.pk}", by=by, seconds=seconds)


def _forget() -> None:
    """Other processes hear of it by the event, which names no page and therefore clears all (ui/changes.py)."""
    forget()
    transaction.on_commit(forget)


def _checked(draft: Draft, before: Topic | None = None) -> dict[str, object]:
    languages = dict(settings.LANGUAGES)
    name = {code: " ".join(plain(text).split()) for code, text in draft.name.items() if text.strip()}
    about = {code: " ".join(plain(text).split()) for code, text in draft.about.items() if text.strip()}
    if unknown := (set(name) | set(about) | ({draft.language} - {""})) - set(languages):
        raise Invalid(_("There is no language “%(language)s” here.") % {"language": min(unknown)}, "language")
    if not name:
        raise Invalid(_("A topic needs a name in at least one language."), "name")
    if any(not 2 <= len(text) <= NAME_LONGEST for text in name.values()):
        raise Invalid(_("A name has 2 to %(most)s letters.") % {"most": NAME_LONGEST}, "name")
    if any(len(text) > ABOUT_LONGEST for text in about.values()):
        raise Invalid(_("Say in at most %(most)s letters what belongs here.") % {"most": ABOUT_LONGEST}, "about")
    _check_parent(draft.parent, before)
    slug = draft.slug.strip().lower()
    _check_slug(slug, before)
    if draft.icon and not re.fullmatch(r"[a-z0-9-]{1,40}", draft.icon):
        raise Invalid(_("Choose a picture from the list."), "icon")
    return {
        "name": name, "about": about, "slug": slug, "parent": draft.parent, "icon": draft.icon, "language": draft.language,
        "several_solutions": draft.several_solutions,
    }  # fmt: skip


def _check_slug(slug: str, before: Topic | None) -> None:
    """A former address of another topic stays that one's, so that no link ever leads to something else."""
    if not SLUG.fullmatch(slug) or len(slug) > 60 or slug in TAKEN:
        raise Invalid(_("An address has small letters, digits and hyphens, as: network-5g."), "slug")
    own = before.pk if before else 0
    if (
        Topic.objects.filter(slug=slug).exclude(pk=own).exists()
        or TopicAddress.objects.filter(slug=slug).exclude(topic=own).exists()
    ):
        raise Invalid(_("This address is, or was, that of another topic."), "slug")


def _check_parent(parent: Topic | None, before: Topic | None) -> None:
    if parent is None:
        return
    if parent.parent_id is not None or (before and before.pk == parent.pk):
        raise Invalid(_("Topics are nested once: choose one that is at the top."), "parent")
    if before and Topic.objects.filter(parent=before).exists():
        raise Invalid(_("There are topics under this one, so it stays at the top."), "parent")
    if parent.archived_at is not None and not (before and before.archived_at):
        raise Invalid(_("That topic is archived."), "parent")
