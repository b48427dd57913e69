"""What similar questions spared: shown while somebody writes, opened, and what came of it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.asking import SimilarOpened, SimilarPassedBy, SimilarShown, SimilarSolved
from groundswell.features.support.models import Attempt, Question
from groundswell.features.support.rules import may_ask
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.voice.drafts import forget_draft

MOST_SHOWN = 40


@transaction.atomic
def show_similar(once: UUID, similar: list[int], *, by: Member) -> None:
    """These were shown to somebody who writes a question; only what is new is remembered, and at most forty."""
    attempt = _attempt(once, by)
    new = [pk for pk in dict.fromkeys(_visible(similar, by)) if pk not in attempt.shown]
    new = new[: max(0, MOST_SHOWN - len(attempt.shown))]
    if new and attempt.ended_at is None:
        attempt.shown = [*attempt.shown, *new]
        attempt.save(update_fields=["shown"])
        record(SimilarShown(attempt=attempt.pk, similar=new), by=by)


@transaction.atomic
def open_similar(once: UUID, similar: int, *, by: Member) -> None:
    """They looked at one."""
    attempt = _attempt(once, by)
    if attempt.ended_at is None and similar in _visible([similar], by) and similar not in attempt.opened:
        attempt.opened = [*attempt.opened, similar][-MOST_SHOWN:]
        attempt.save(update_fields=["opened"])
        record(SimilarOpened(attempt=attempt.pk, similar=similar), by=by)


@transaction.atomic
def solve_by_similar(once: UUID, similar: int, *, by: Member) -> Question:
    """It solved their question, so they do not ask; the draft goes. Said twice, it counts once.

    Raises Question.DoesNotExist when there is no such question, or none that they may see.
    """
    found = Question.objects.visible_to(by).select_related("voice").get(pk=similar)
    attempt = _attempt(once, by)
    if attempt.ended_at is None:
        attempt.solved_by, attempt.ended_at = found, clock.now()
        attempt.save(update_fields=["solved_by", "ended_at"])
        forget_draft("ask", by=by)
        record(SimilarSolved(attempt=attempt.pk, similar=found.pk), by=by)
    return found


def pass_by_similar(question: Question, once: UUID | None, by: Member) -> None:
    """They asked all the same: the end of the attempt, in the transaction that asks."""
    attempt = Attempt.objects.filter(once=once, member=by, ended_at=None).first() if once else None
    if attempt is not None:
        attempt.asked, attempt.ended_at = question, clock.now()
        attempt.save(update_fields=["asked", "ended_at"])
        record(SimilarPassedBy(attempt=attempt.pk, question=question.pk), by=by)


def _attempt(once: UUID, by: Member) -> Attempt:
    """The writing that this token belongs to; another's token is refused."""
    require(may_ask(by), _("Sign in to ask a question."))
    limit(by.pk, "attempt", most=300, per=HOUR)
    attempt, _new = Attempt.objects.select_for_update().get_or_create(once=once, defaults={"member": by})
    require(attempt.member_id == by.pk, _("This form is somebody else's."))
    return attempt


def _visible(similar: list[int], by: Member) -> list[int]:
    known = set(Question.objects.visible_to(by).filter(pk__in=similar[:MOST_SHOWN]).values_list("pk", flat=True))
    return [pk for pk in similar if pk in known]
