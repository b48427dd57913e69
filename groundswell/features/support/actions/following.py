"""Follow, read and share."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from groundswell.events.support import Followed, QuestionShared, Unfollowed
from groundswell.features.support.models import Follow, Kind, Question, ShareLink, Tag, Topic
from groundswell.features.support.models.places import TopicQuerySet
from groundswell.features.support.models.questions import QuestionQuerySet
from groundswell.features.support.tagging import meant_by
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.limits import HOUR, MINUTE, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, TooOften, may_act, require

READ = """
INSERT INTO support_reading (member_id, question_id, at) VALUES (%s, %s, %s)
ON CONFLICT (member_id, question_id) DO UPDATE SET at = EXCLUDED.at
"""
FOLLOW = """
INSERT INTO support_follow (member_id, kind, subject, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (member_id, kind, subject) DO NOTHING RETURNING id
"""
THINGS: dict[str, type[models.Model]] = {"question": Question, "topic": Topic, "tag": Tag, "member": Member}


@transaction.atomic
def follow(kind: str, subject: int, *, by: Member) -> None:
    """Hear of a question, topic, tag or member; a second time changes nothing."""
    require(may_act(by), _("Sign in to follow this."))
    if kind not in Kind.values:
        raise Invalid(_("This cannot be followed."), "kind")
    require(kind != Kind.MEMBER or subject != by.pk, _("You cannot follow yourself."))
    if not thing(kind, subject, by).exists():
        raise Invalid(_("There is nothing like that to follow."), "subject")
    if kind == Kind.TAG:
        subject = _meant(subject)
    follow_found(kind, subject, by)


def follow_found(kind: str, subject: int, by: Member) -> None:
    """The same in the transaction of a caller who knows that it is there, and that this member may hear of it."""
    limit(by.pk, "follow", most=120, per=HOUR)
    if run_prepared(FOLLOW, [by.pk, kind, subject, clock.now()]):
        record(Followed(kind=kind, subject=subject, tag=_tag(kind, subject)), by=by)


def thing(kind: str, subject: int, by: Member) -> models.QuerySet[Any]:
    """What is to be followed or muted, if it is there and this member may know of it."""
    known = THINGS[kind]._default_manager.filter(pk=subject)
    return known.visible_to(by) if isinstance(known, QuestionQuerySet | TopicQuerySet) else known


@transaction.atomic
def unfollow(kind: str, subject: int, *, by: Member) -> None:
    """No longer hear of it."""
    deleted, _rows = Follow.objects.filter(member=by, kind=kind, subject=subject).delete()
    if deleted:
        record(Unfollowed(kind=kind, subject=subject, tag=_tag(kind, subject)), by=by)


def mark_read(question: Question, *, by: Member) -> None:
    """Remember that this member has read the question up to now."""
    run_prepared(READ, [by.pk, question.pk, clock.now()])


@transaction.atomic
def make_share_link(question: Question, *, by: Member) -> ShareLink:
    """A member's own link to a question, the same each time."""
    require(may_act(by), _("Sign in to get a link of your own."))
    link, new = ShareLink.objects.get_or_create(member=by, question=question)
    if new:
        record(QuestionShared(question=question.pk, link=link.pk), by=by)
    return link


def count_visit(link: ShareLink, *, who: str) -> None:
    """Somebody came by a member's link; the same address counts once in half an hour."""
    try:
        limit(f"{who}:{link.pk}", "visit", most=1, per=30 * MINUTE)
    except TooOften:
        return
    ShareLink.objects.filter(pk=link.pk).update(visits=models.F("visits") + 1)


def _meant(tag: int) -> int:
    """The tag itself, or the one that it means."""
    name = Tag.objects.values_list("name", flat=True).get(pk=tag)
    return Tag.objects.values_list("pk", flat=True).get(name=meant_by(name))


def _tag(kind: str, subject: int) -> str:
    """Questions carry their tags by name, so whoever reads the log needs it."""
    return Tag.objects.values_list("name", flat=True).filter(pk=subject).first() or "" if kind == Kind.TAG else ""
