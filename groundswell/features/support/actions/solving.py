"""Mark the answer that solved a question."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import AnswerAccepted, SolutionRevoked
from groundswell.features.support.models import Answer, Change, Question
from groundswell.features.support.rules import accepts_as, may_accept, may_revoke
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Refused, require


@transaction.atomic
def accept_answer(answer: Answer, *, by: Member) -> None:
    """Mark an answer as the solution; it replaces the one that was marked before."""
    question = Question.objects.select_for_update().get(pk=answer.question_id)
    if question.solution_id == answer.pk:
        return
    require(
        may_accept(by, question),
        _("Only the asker may mark a solution in the first seven days; after that, trusted members and staff may too."),
    )
    require(answer.deleted_at is None, _("A deleted answer cannot be the solution."))
    limit(by.pk, "accept", most=20, per=HOUR)
    if question.solution_id:
        unmark(question, by)
    question.solution = answer
    question.solved_at, question.solved_by, question.solved_as = clock.now(), by, accepts_as(by, question)
    question.save(update_fields=["solution", "solved_at", "solved_by", "solved_as"])
    record(
        AnswerAccepted(
            question=question.pk,
            answer=answer.pk,
            author=answer.author_id,
            asker=question.asker_id,
            role=question.solved_as,
        ),
        by=by,
    )


@transaction.atomic
def revoke_solution(question: Question, *, by: Member, reason: str) -> None:
    """Take the mark off again, with a reason that everybody can read."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.solution_id is None:
        raise Refused(_("There is no solution to take back."))
    require(may_revoke(by, question), _("Only the asker, whoever marked it, and moderators may take a solution back."))
    require(bool(reason.strip()), _("Say why, in a few words."))
    Change.objects.create(
        question=question, answer_id=question.solution_id, what="revoked", by=by, reason=reason.strip()[:300]
    )
    unmark(question, by)


def unmark(question: Question, by: Member | None) -> None:
    """Take the mark off; the caller holds the lock and has asked the rules."""
    answer, when = question.solution, question.solved_at
    if answer is None or when is None:
        return
    question.solution = None
    question.solved_at, question.solved_by, question.solved_as = None, None, ""
    question.save(update_fields=["solution", "solved_at", "solved_by", "solved_as"])
    record(
        SolutionRevoked(
            question=question.pk,
            answer=answer.pk,
            author=answer.author_id,
            asker=question.asker_id,
            accepted_on=when.date().isoformat(),
        ),
        by=by,
    )
