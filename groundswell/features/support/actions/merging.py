"""Merge a question into another, and take the merge back so that everything is where it was.

Answers move with their votes, thanks, comments and marks. Votes on the question stay its asker's, and are counted at the
other one as well; followers follow both. What moved is written down, and only that goes back.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.sorting import MergeUndone, PostsMoved, QuestionMerged
from groundswell.features.support.counting import recount_answers, recount_votes
from groundswell.features.support.demand import recount_demand
from groundswell.features.support.marks import settle_marks, solutions_of
from groundswell.features.support.models import (
    Answer,
    Change,
    Comment,
    Follow,
    FormerVote,
    Kind,
    Merge,
    Question,
    Topic,
    Vote,
)
from groundswell.features.support.rules import may_merge
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require
from groundswell.voice import actions as voices


@transaction.atomic
def merge_question(question: Question, *, into: Question, by: Member, reason: str = "") -> Merge:
    """Make one question of two: what was said at `question` is from now on said at `into`."""
    if question.pk == into.pk:
        raise Invalid(_("A question cannot be merged into itself."), "into")
    question, into = held(question.pk, into.pk)
    require(may_merge(by, question) and may_merge(by, into), _("Only trusted members and staff may merge questions."))
    if question.deleted_at or into.deleted_at:
        raise Refused(_("Only questions that can be seen are merged."))
    within_one_audience(question.topic_id, into.topic_id, by)
    limit(by.pk, "merge", most=60, per=HOUR)
    answers = list(Answer.objects.filter(question=question).order_by("pk").values_list("pk", flat=True))
    comments = list(Comment.objects.filter(question=question, answer=None).order_by("pk").values_list("pk", flat=True))
    follows = follow_along(question, into)
    merge = Merge.objects.create(
        question=question,
        into=into,
        by=by,
        answers=answers,
        comments=comments,
        follows=[row.pk for row in follows],
        views=question.views,
    )
    question.merged_into, question.deleted_at = into, merge.at
    question.save(update_fields=["merged_into", "deleted_at"])
    into.merged += 1
    into.views += question.views
    into.save(update_fields=["merged", "views"])
    move_posts(question, into, answers, comments)
    voices.hide(question.voice_id)
    recount_votes(into, None)
    recount_demand(question.pk)
    note(question, into, "merged", by, reason)
    record_moved(question, into, answers, by, comments)
    record(QuestionMerged(**_about(question), into=into.pk, followers=[row.member_id for row in follows]), by=by)
    return merge


@transaction.atomic
def undo_merge(question: Question, *, by: Member, reason: str = "") -> None:
    """Take a merge back: what came along and is still there returns; what was said since stays where it was said."""
    merge = Merge.objects.filter(question=question.pk, undone_at=None).first()
    if merge is None:
        raise Refused(_("This question is not merged into another."))
    question, into = held(question.pk, merge.into_id)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise Refused(_("This question is not merged into another."))
    require(may_merge(by, into), _("Only trusted members and staff may take a merge back."))
    if into.deleted_at:
        raise Refused(_("The other question is deleted or merged itself; undo that first."))
    answers = list(
        Answer.objects.filter(pk__in=merge.answers, question=into).order_by("pk").values_list("pk", flat=True)
    )
    comments = list(
        Comment.objects.filter(pk__in=merge.comments, question=into, answer=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    question.merged_into, question.deleted_at = None, None
    question.save(update_fields=["merged_into", "deleted_at"])
    into.merged -= 1
    into.views = max(0, into.views - merge.views)
    into.save(update_fields=["merged", "views"])
    move_posts(into, question, answers, comments)
    voices.hide(question.voice_id, False)
    recount_votes(into, None)
    recount_votes(question, None)
    recount_demand(question.pk)
    recount_demand(into.pk)
    follows = Follow.objects.filter(pk__in=merge.follows)
    followers = sorted(follows.values_list("member_id", flat=True))
    follows.delete()
    note(question, into, "unmerged", by, reason)
    record_moved(into, question, answers, by, comments)
    record(MergeUndone(**_about(question), into=into.pk, followers=followers), by=by)


def move_posts(question: Question, into: Question, answers: Iterable[int], comments: Iterable[int]) -> None:
    """Put these answers, with all that hangs on them, and these comments under another question; both are held."""
    moved = list(answers)
    Answer.objects.filter(pk__in=moved).update(question=into)
    Comment.objects.filter(answer__in=moved).update(question=into)
    Comment.objects.filter(pk__in=list(comments)).update(question=into)
    Vote.objects.filter(answer__in=moved).update(question=into)
    FormerVote.objects.filter(answer__in=moved).update(question=into)
    Change.objects.filter(answer__in=moved).update(question=into)
    settle_marks(question, into)
    for changed in (question, into):
        recount_answers(changed)


def record_moved(
    question: Question, into: Question, answers: list[int], by: Member, comments: Sequence[int] = ()
) -> None:
    """Say what went from one question to the other, after its marks were settled."""
    moved = PostsMoved(
        question=question.pk,
        into=into.pk,
        answers=answers,
        comments=list(comments),
        solutions=solutions_of(question, into),
    )
    record(moved, by=by)


def follow_along(question: Question, into: Question) -> list[Follow]:
    """Who followed the one follows the other; the rows that are new."""
    there = Follow.objects.filter(kind=Kind.QUESTION, subject=into.pk).values("member")
    members = Follow.objects.filter(kind=Kind.QUESTION, subject=question.pk).exclude(member__in=there)
    rows = [
        Follow(member_id=who, kind=Kind.QUESTION, subject=into.pk)
        for who in members.order_by("member").values_list("member", flat=True)
    ]
    return Follow.objects.bulk_create(rows)


def held(*ids: int) -> list[Question]:
    """These questions, locked in the order of their numbers so that nobody waits in a circle."""
    rows = {row.pk: row for row in Question.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    if len(rows) < len(ids):
        raise Question.DoesNotExist
    return [rows[pk] for pk in ids]


def within_one_audience(place: int, other: int, by: Member) -> None:
    """Between private topics and others a merge or a split opens what was said among few, or takes it away: those who
    moderate decide that."""
    if place != other and not by.moderates:
        private = Topic.objects.filter(pk__in=[place, other], private=True)
        require(not private.exists(), _("Only moderators move posts between private topics and others."))


def note(question: Question, into: Question, what: str, by: Member, reason: str) -> None:
    """Both pages say it."""
    for page in (question, into):
        Change.objects.create(question=page, what=what, by=by, at=clock.now(), reason=reason.strip()[:300])


def _about(question: Question) -> dict[str, int]:
    return {"question": question.pk, "voice": question.voice_id, "asker": question.asker_id}
