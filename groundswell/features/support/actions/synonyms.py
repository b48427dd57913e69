"""Other words for a tag: proposed by trusted members, decided by moderators, and taken back so that all is as it was."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.tagging import (
    QuestionsRetagged,
    SynonymApproved,
    SynonymDeclined,
    SynonymProposed,
    SynonymUndone,
)
from groundswell.features.support.models import Follow, Kind, Synonym, Tag
from groundswell.features.support.rules import may_decide_synonym, may_propose_synonym
from groundswell.features.support.texts import clean_tags
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require

AT_ONCE = 1_000
# Names and the words that mean them change one after another.
TURN = "SELECT pg_advisory_xact_lock(hashtextextended('support_tag', 0))"
# What carries the word carries the tag instead, and is remembered for the way back, which a former name does not have.
RETAG = f"""
WITH chosen AS (
    SELECT id, tags FROM support_question WHERE tags @> ARRAY[%(word)s]::varchar[] ORDER BY id LIMIT {AT_ONCE} FOR UPDATE
), changed AS (
    UPDATE support_question q SET tags = CASE WHEN chosen.tags @> ARRAY[%(main)s]::varchar[]
        THEN array_remove(q.tags, %(word)s) ELSE array_replace(q.tags, %(word)s, %(main)s) END
    FROM chosen WHERE q.id = chosen.id
), remembered AS (
    INSERT INTO support_retagged (synonym_id, question_id, "both")
    SELECT %(synonym)s, id, tags @> ARRAY[%(main)s]::varchar[] FROM chosen WHERE NOT %(former)s::bool
    ON CONFLICT (synonym_id, question_id) DO UPDATE SET "both" = EXCLUDED."both"
)
SELECT id FROM chosen
"""
# Only where nobody took the tag away by hand meanwhile.
BACK = """
WITH chosen AS (
    DELETE FROM support_retagged WHERE synonym_id = %(synonym)s RETURNING question_id, "both"
)
UPDATE support_question q SET tags = CASE WHEN chosen."both" THEN array_append(q.tags, %(word)s)
    ELSE array_replace(q.tags, %(main)s, %(word)s) END
FROM chosen WHERE q.id = chosen.question_id AND q.tags @> ARRAY[%(main)s]::varchar[]
AND NOT q.tags @> ARRAY[%(word)s]::varchar[] RETURNING q.id, chosen."both"
"""


@transaction.atomic
def propose_synonym(word: str, tag: Tag, *, by: Member) -> Synonym:
    """Say that a word means a tag. Who moderates has decided with that."""
    require(may_propose_synonym(by), _("Trusted members and the team propose other words for a tag."))
    limit(by.pk, "synonym", most=30, per=HOUR)
    run_prepared(TURN)
    tag = Tag.objects.get(pk=tag.pk)
    name = _clean(word, tag)
    synonym = Synonym.objects.create(name=name, tag=tag, by=by)
    record(SynonymProposed(synonym=synonym.pk, word=name, main=tag.name), by=by)
    if may_decide_synonym(by):
        approve_synonym(synonym, by=by)
    return synonym


@transaction.atomic
def approve_synonym(synonym: Synonym, *, by: Member) -> None:
    """From now on whoever types the word means the tag. Questions follow: a thousand at once, the rest within minutes."""
    synonym = _decided(synonym, by, Synonym.State.PROPOSED, Synonym.State.APPROVED)
    followers = _follow_along(synonym)
    record(SynonymApproved(**_about(synonym), followers=followers), by=by)
    retag(synonym)


@transaction.atomic
def decline_synonym(synonym: Synonym, *, by: Member) -> None:
    """It means something else."""
    synonym = _decided(synonym, by, Synonym.State.PROPOSED, Synonym.State.DECLINED)
    record(SynonymDeclined(**_about(synonym)), by=by)


@transaction.atomic
def undo_synonym(synonym: Synonym, *, by: Member) -> None:
    """The word is a tag of its own again: questions that carried it do, and who followed it follows only that.

    A former name leads to the tag no longer, and questions keep what they have.
    """
    synonym = _decided(synonym, by, Synonym.State.APPROVED, Synonym.State.UNDONE)
    follows = Follow.objects.filter(pk__in=synonym.follows)
    followers = sorted(follows.values_list("member_id", flat=True))
    follows.delete()
    Tag.objects.get_or_create(name=synonym.name)
    record(SynonymUndone(**_about(synonym), followers=followers), by=by)
    rows = run_prepared(BACK, {"synonym": synonym.pk, "word": synonym.name, "main": synonym.tag.name})
    for both, drop in ((True, ""), (False, synonym.tag.name)):
        if questions := sorted(pk for pk, had_both in rows if had_both == both):
            record(QuestionsRetagged(questions=questions, drop=drop, add=synonym.name), by=by)


@transaction.atomic
def retag(synonym: Synonym) -> int:
    """Give the tag to a batch of the questions that carry the word; how many there were. Nobody does it, so nobody is told."""
    given = {"synonym": synonym.pk, "word": synonym.name, "main": synonym.tag.name, "former": synonym.former}
    questions = sorted(pk for (pk,) in run_prepared(RETAG, given))
    if questions:
        record(QuestionsRetagged(questions=questions, drop=synonym.name, add=synonym.tag.name), by=None)
    return len(questions)


def retag_all() -> None:
    """What is left to do, and what slipped in while a synonym was approved; run every few minutes."""
    for synonym in Synonym.objects.filter(state=Synonym.State.APPROVED).select_related("tag"):
        while retag(synonym):
            pass


def _clean(word: str, tag: Tag) -> str:
    found = clean_tags([word])
    if not found:
        raise Invalid(_("Write a word."), "word")
    (name,) = found
    if name == tag.name:
        raise Invalid(_("That is the tag itself."), "word")
    live = [Synonym.State.PROPOSED, Synonym.State.APPROVED]
    if Synonym.objects.filter(name=name, state__in=live).exists():
        raise Invalid(_("“%(name)s” means another tag already, or was proposed before.") % {"name": name}, "word")
    if Synonym.objects.filter(tag__name=name, state__in=live).exists():
        raise Invalid(_("Other words mean “%(name)s”; take those back first.") % {"name": name}, "word")
    if Synonym.objects.filter(name=tag.name, state=Synonym.State.APPROVED).exists():
        raise Invalid(_("“%(name)s” means another tag itself.") % {"name": tag.name}, "word")
    return name


def _decided(synonym: Synonym, by: Member, was: str, now: str) -> Synonym:
    """The synonym, held and decided."""
    require(may_decide_synonym(by), _("Moderators decide what a word means."))
    synonym = Synonym.objects.select_for_update(of=("self",)).select_related("tag").get(pk=synonym.pk)
    if synonym.state != was:
        raise Refused(_("This was decided already."))
    synonym.state, synonym.decided_by, synonym.decided_at = now, by, clock.now()
    synonym.save(update_fields=["state", "decided_by", "decided_at"])
    return synonym


def _follow_along(synonym: Synonym) -> list[int]:
    """Who followed the word follows the tag; the members for whom that is new."""
    old = Tag.objects.filter(name=synonym.name).first()
    if old is None:
        return []
    there = Follow.objects.filter(kind=Kind.TAG, subject=synonym.tag_id).values("member")
    members = Follow.objects.filter(kind=Kind.TAG, subject=old.pk).exclude(member__in=there).order_by("member")
    rows = Follow.objects.bulk_create(
        Follow(member_id=who, kind=Kind.TAG, subject=synonym.tag_id) for who in members.values_list("member", flat=True)
    )
    synonym.follows = [row.pk for row in rows]
    synonym.save(update_fields=["follows"])
    return [row.member_id for row in rows]


def _about(synonym: Synonym) -> dict[str, Any]:
    return {"synonym": synonym.pk, "word": synonym.name, "main": synonym.tag.name}
