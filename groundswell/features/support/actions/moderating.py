"""Close, lock, delete, and undo each of them, always with a reason that can be read."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import QuestionClosed, QuestionLocked, QuestionReopened, QuestionUnlocked
from groundswell.features.support.actions.hiding import hide, restore
from groundswell.features.support.actions.repeating import lead, lead_no_more
from groundswell.features.support.demand import recount_demand
from groundswell.features.support.models import Answer, Change, CloseReason, Question
from groundswell.features.support.rules import may_close, may_delete, may_lock
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require


@transaction.atomic
def close_question(
    question: Question, *, by: Member, cause: str, reason: str = "", duplicate_of: Question | None = None
) -> None:
    """Stop further answers. A duplicate names the older question, which is not itself a duplicate."""
    question = _locked(question)
    require(may_close(by, question), _("Only trusted members and staff may close questions."))
    if question.closed_at is not None:
        raise Refused(_("This question is closed already."))
    if cause not in CloseReason.values:
        raise Invalid(_("Choose a reason for closing."), "cause")
    original = _original(question, duplicate_of) if cause == CloseReason.DUPLICATE else None
    followers = lead(question, original) if original else []
    question.closed_at, question.closed_as, question.duplicate_of = clock.now(), cause, original
    question.save(update_fields=["closed_at", "closed_as", "duplicate_of"])
    if original:
        recount_demand(question.pk)
    _note(question, "closed", by, reason)
    record(
        QuestionClosed(
            question=question.pk,
            asker=question.asker_id,
            cause=cause,
            duplicate_of=original.pk if original else None,
            followers=followers,
        ),
        by=by,
    )


@transaction.atomic
def reopen_question(question: Question, *, by: Member, reason: str = "") -> None:
    """Let a closed question take answers again."""
    question = _locked(question)
    require(may_close(by, question), _("Only trusted members and staff may reopen questions."))
    if question.closed_at is not None:
        original = question.duplicate_of_id
        question.closed_at, question.closed_as, question.duplicate_of = None, "", None
        question.save(update_fields=["closed_at", "closed_as", "duplicate_of"])
        followers = lead_no_more(question, original) if original else []
        _note(question, "reopened", by, reason)
        about = {"question": question.pk, "asker": question.asker_id}
        record(QuestionReopened(**about, duplicate_of=original, followers=followers), by=by)


@transaction.atomic
def lock_question(question: Question, *, by: Member, reason: str) -> None:
    """Freeze a question: from now on only moderators change anything."""
    question = _locked(question)
    require(may_lock(by), _("Only moderators lock questions."))
    require(bool(reason.strip()), _("Say why, in a few words."))
    if question.locked_at is None:
        question.locked_at = clock.now()
        question.save(update_fields=["locked_at"])
        _note(question, "locked", by, reason)
        record(QuestionLocked(question=question.pk), by=by)


@transaction.atomic
def unlock_question(question: Question, *, by: Member, reason: str = "") -> None:
    """Take the lock off."""
    question = _locked(question)
    require(may_lock(by), _("Only moderators unlock questions."))
    if question.locked_at is not None:
        question.locked_at = None
        question.save(update_fields=["locked_at"])
        _note(question, "unlocked", by, reason)
        record(QuestionUnlocked(question=question.pk), by=by)


@transaction.atomic
def delete_question(question: Question, *, by: Member, reason: str = "") -> None:
    """Take a question out of sight, with all under it."""
    question = _locked(question)
    require(
        may_delete(by, question, question.asker_id, question.answer_count),
        _("Only moderators may delete this; you may delete your own question while nobody has answered it."),
    )
    _with_reason(by, question.asker_id, reason)
    hide(question, by, reason)


@transaction.atomic
def restore_question(question: Question, *, by: Member, reason: str = "") -> None:
    """Bring a deleted question back."""
    require(by.moderates, _("Only moderators restore questions."))
    restore(question, by, reason)


@transaction.atomic
def delete_answer(answer: Answer, *, by: Member, reason: str = "") -> None:
    """Take an answer out of sight; if it was the solution, the question is unsolved again."""
    question = _locked(answer.question)
    require(
        may_delete(
            by, question, answer.author_id, int(question.solution_id == answer.pk or answer.marked_at is not None)
        ),
        _("Only moderators may delete this; you may delete your own answer while it is not the solution."),
    )
    _with_reason(by, answer.author_id, reason)
    hide(answer, by, reason)


@transaction.atomic
def restore_answer(answer: Answer, *, by: Member, reason: str = "") -> None:
    """Bring a deleted answer back."""
    require(by.moderates, _("Only moderators restore answers."))
    restore(answer, by, reason)


def _locked(question: Question) -> Question:
    return Question.objects.select_for_update().get(pk=question.pk)


def _note(question: Question, what: str, by: Member, reason: str) -> None:
    Change.objects.create(question=question, what=what, by=by, at=clock.now(), reason=reason.strip()[:300])


def _with_reason(by: Member, author_id: int, reason: str) -> None:
    require(by.pk == author_id or bool(reason.strip()), _("Say why, in a few words."))


def _original(question: Question, older: Question | None) -> Question:
    if older is None:
        raise Invalid(_("Say which question was asked before."), "duplicate_of")
    older = Question.objects.get(pk=older.pk)
    while older.duplicate_of is not None and older.pk != question.pk:
        older = older.duplicate_of
    if older.pk == question.pk or older.deleted_at is not None:
        raise Invalid(_("That is not another question that can be seen."), "duplicate_of")
    return older
