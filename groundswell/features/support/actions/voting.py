"""Votes and thanks."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import ThanksGiven, ThanksTakenBack, VoteCast, VoteWithdrawn
from groundswell.features.support.counting import recount_thanks, recount_votes, votes_since
from groundswell.features.support.models import Answer, Question, Thanks, Vote
from groundswell.features.support.rules import VOTES_A_DAY, VOTES_PER_AUTHOR, may_thank, may_vote
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, MINUTE, limit
from groundswell.members.models import Member
from groundswell.members.rules import Refused, require


@transaction.atomic
def vote(subject: Question | Answer, *, by: Member, value: int) -> None:
    """Vote +1 or -1; the other value replaces an earlier vote, the same value again changes nothing."""
    question, answer, author_id = _locked(subject)
    require(value in (-1, 1), _("A vote is up or down."))
    require(may_vote(by, question, author_id), _("You cannot vote on this."))
    require(answer is None or answer.deleted_at is None, _("You cannot vote on a deleted answer."))
    earlier = Vote.objects.filter(member=by, question=question, answer=answer).first()
    if earlier and earlier.value == value:
        return
    limit(by.pk, "vote", most=30, per=MINUTE)
    if earlier:
        _withdraw(earlier, question, answer, by)
    _within_caps(by, author_id)
    Vote.objects.create(
        member=by, question=question, answer=answer, author_id=author_id, value=value, at=clock.now()
    )
    recount_votes(question, answer)
    record(
        VoteCast(on=_on(answer), subject=subject.pk, question=question.pk, author=author_id, value=value), by=by
    )


@transaction.atomic
def withdraw_vote(subject: Question | Answer, *, by: Member) -> None:
    """Take a vote back; without one, nothing happens."""
    question, answer, author_id = _locked(subject)
    earlier = Vote.objects.filter(member=by, question=question, answer=answer).first()
    if earlier:
        require(may_vote(by, question, author_id), _("Votes on this are settled."))
        _withdraw(earlier, question, answer, by)


@transaction.atomic
def give_thanks(answer: Answer, *, by: Member) -> None:
    """Thank the author of an answer; a second time changes nothing."""
    require(may_thank(by, answer), _("You cannot thank yourself."))
    limit(by.pk, "thanks", most=60, per=HOUR)
    _given, new = Thanks.objects.get_or_create(member=by, answer=answer, defaults={"at": clock.now()})
    if new:
        recount_thanks(answer)
        record(ThanksGiven(question=answer.question_id, answer=answer.pk, author=answer.author_id), by=by)


@transaction.atomic
def take_back_thanks(answer: Answer, *, by: Member) -> None:
    """Take thanks back; without any, nothing happens."""
    deleted, _rows = Thanks.objects.filter(member=by, answer=answer).delete()
    if deleted:
        recount_thanks(answer)
        record(ThanksTakenBack(question=answer.question_id, answer=answer.pk, author=answer.author_id), by=by)


def _locked(subject: Question | Answer) -> tuple[Question, Answer | None, int]:
    answer = subject if isinstance(subject, Answer) else None
    question = Question.objects.select_for_update().get(pk=answer.question_id if answer else subject.pk)
    answer = Answer.objects.get(pk=answer.pk) if answer else None  # as it is now that nobody else can change it
    return question, answer, answer.author_id if answer else question.asker_id


def _within_caps(by: Member, author_id: int) -> None:
    """Votes are worth something because they are few: 20 a day, and 6 a day for one author."""
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    today, on_author = votes_since(by, midnight, author_id)
    if today >= VOTES_A_DAY:
        raise Refused(_("You have used your %d votes of today. There are new ones tomorrow.") % VOTES_A_DAY)
    if on_author >= VOTES_PER_AUTHOR:
        raise Refused(_("You have voted %d times for the same person today. Thank you; tomorrow again.") % on_author)


def _withdraw(earlier: Vote, question: Question, answer: Answer | None, by: Member) -> None:
    event = VoteWithdrawn(
        on=_on(answer),
        subject=answer.pk if answer else question.pk,
        question=question.pk,
        author=earlier.author_id,
        value=earlier.value,
        cast_on=earlier.at.date().isoformat(),
    )
    earlier.delete()
    recount_votes(question, answer)
    record(event, by=by)


def _on(answer: Answer | None) -> str:
    return "answer" if answer else "question"
