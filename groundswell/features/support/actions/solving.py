"""Mark the answer that solved a question."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import AnswerAccepted, SolutionRevoked
from groundswell.features.support.marks import asker_when, promote
from groundswell.features.support.models import Answer, Change, Question
from groundswell.features.support.models.wikis import was_wiki
from groundswell.features.support.rules import accepts_as, is_settled, may_accept, may_revoke
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Refused, may_act, require

MOST_SOLUTIONS = 10


@transaction.atomic
def accept_answer(answer: Answer, *, by: Member) -> None:
    """Mark an answer as the solution; it replaces the one that was marked before, unless the topic allows several."""
    question = Question.objects.select_for_update(of=("self",)).select_related("topic").get(pk=answer.question_id)
    answer = Answer.objects.get(pk=answer.pk)
    if answer.question_id != question.pk:  # it was moved to another question meanwhile
        return accept_answer(answer, by=by)
    if question.solution_id == answer.pk or answer.marked_at is not None:
        return
    require(
        may_accept(by, question),
        _("Only the asker may mark a solution in the first seven days; after that, trusted members and staff may too."),
    )
    require(answer.deleted_at is None, _("A deleted answer cannot be the solution."))
    limit(by.pk, "accept", most=20, per=HOUR)
    role = accepts_as(by, question)
    if question.topic.several_solutions and question.solution_id:
        _mark_further(answer, question, by, role)
    else:
        while question.solution_id:  # a merged question may have brought a further one
            unmark(question, by)
        question.solution = answer
        question.solved_at, question.solved_by, question.solved_as = clock.now(), by, role
        question.save(update_fields=["solution", "solved_at", "solved_by", "solved_as"])
    record(
        AnswerAccepted(
            question=question.pk,
            answer=answer.pk,
            author=answer.author_id,
            asker=question.asker_id,
            role=role,
            wiki=answer.wiki_level is not None,
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


def _mark_further(answer: Answer, question: Question, by: Member, role: str) -> None:
    """A solution beside the first."""
    marked = Answer.objects.filter(question=question, marked_at__isnull=False).count()
    require(marked + 1 < MOST_SOLUTIONS, _("A question has at most %d solutions.") % MOST_SOLUTIONS)
    answer.marked_at, answer.marked_by, answer.marked_as = clock.now(), by, role
    answer.save(update_fields=["marked_at", "marked_by", "marked_as"])


@transaction.atomic
def revoke_mark(answer: Answer, *, by: Member, reason: str) -> None:
    """Take the mark off one of several solutions, with a reason that everybody can read."""
    question = Question.objects.select_for_update().get(pk=answer.question_id)
    answer = Answer.objects.get(pk=answer.pk)
    if question.solution_id != answer.pk and answer.marked_at is None:
        raise Refused(_("There is no solution to take back."))
    mine = answer.marked_by_id == by.pk and may_act(by) and not is_settled(question)
    require(
        mine or may_revoke(by, question),
        _("Only the asker, whoever marked it, and moderators may take a solution back."),
    )
    require(bool(reason.strip()), _("Say why, in a few words."))
    Change.objects.create(question=question, answer=answer, what="revoked", by=by, reason=reason.strip()[:300])
    answer.question = question
    unmark_answer(answer, by)


def unmark(question: Question, by: Member | None) -> None:
    """Take the question's own mark off, so that a further solution takes its place; the caller holds the lock and has asked
    the rules."""
    answer, when = question.solution, question.solved_at
    if answer is None or when is None:
        return
    question.solution = None
    question.solved_at, question.solved_by, question.solved_as = None, None, ""
    question.save(update_fields=["solution", "solved_at", "solved_by", "solved_as"])
    promote(question)
    _record_revoked(question, answer, when, by)


def unmark_answer(answer: Answer, by: Member | None) -> None:
    """Take the mark off an answer, be it the question's own solution or a further one; the caller holds the question."""
    question = answer.question
    if question.solution_id == answer.pk:
        unmark(question, by)
    elif answer.marked_at is not None:
        when = answer.marked_at
        answer.marked_at, answer.marked_by, answer.marked_as = None, None, ""
        answer.save(update_fields=["marked_at", "marked_by", "marked_as"])
        _record_revoked(question, answer, when, by)


def _record_revoked(question: Question, answer: Answer, when: datetime, by: Member | None) -> None:
    """What is taken back is what was given: by whose question it solved at that time."""
    record(
        SolutionRevoked(
            question=question.pk,
            answer=answer.pk,
            author=answer.author_id,
            asker=asker_when(question, answer, when),
            accepted_on=when.date().isoformat(),
            solution=question.solution_id or 0,
            wiki=was_wiki(answer, when),
        ),
        by=by,
    )
