"""Votes and thanks."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import ThanksGiven, ThanksTakenBack, VoteCast, VoteWithdrawn
from groundswell.features.support.counting import columns, one_row, recount_thanks, recount_votes, votes_since
from groundswell.features.support.models import Answer, Question, Thanks, Vote
from groundswell.features.support.rules import VOTES_A_DAY, VOTES_PER_AUTHOR, may_thank, may_vote
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.groups.audiences import SHUT, reader
from groundswell.members.limits import HOUR, MINUTE, limit
from groundswell.members.models import Member
from groundswell.members.rules import Refused, require

# What rules and counts ask for. A field that is missing here would be read by a query of its own.
COUNTED = {"id", "ups", "downs", "ups_before", "downs_before", "deleted_at"}
QUESTION = columns(Question, COUNTED | {"asker_id", "asked_at", "answer_count", "locked_at", "merged", "archived_at"})
ANSWER = columns(Answer, COUNTED | {"question_id", "author_id", "wiki_level"})
VOTE = columns(Vote, {"id", "member_id", "author_id", "value", "counts", "at"})
LOCK_QUESTION = f"""
SELECT {", ".join(QUESTION)}, topic_id = ANY({SHUT}) FROM support_question WHERE id = %s FOR UPDATE
"""
READ_ANSWER = f"SELECT {', '.join(ANSWER)} FROM support_answer WHERE id = %s"
EARLIER = f"""
SELECT {", ".join(VOTE)} FROM support_vote
WHERE member_id = %s AND question_id = %s AND answer_id IS NOT DISTINCT FROM %s
"""
CAST = """
INSERT INTO support_vote (member_id, question_id, answer_id, author_id, value, counts, at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
THANK = """
INSERT INTO support_thanks (member_id, answer_id, at) VALUES (%s, %s, %s)
ON CONFLICT (member_id, answer_id) DO NOTHING RETURNING id
"""


@transaction.atomic
def vote(subject: Question | Answer, *, by: Member, value: int) -> None:
    """Vote +1 or -1; the other value replaces an earlier vote, the same value again changes nothing."""
    question, answer, author_id = _locked(subject, by)
    require(value in (-1, 1), _("A vote is up or down."))
    require(may_vote(by, question, author_id), _("You cannot vote on this."))
    require(answer is None or answer.deleted_at is None, _("You cannot vote on a deleted answer."))
    earlier = _earlier(by, question, answer)
    if earlier and earlier.value == value:
        return
    limit(by.pk, "vote", most=30, per=MINUTE)
    if earlier:
        _withdraw(earlier, question, answer, by)
    _within_caps(by, author_id)
    wiki = answer is not None and answer.wiki_level is not None
    one_row(CAST, by.pk, question.pk, answer.pk if answer else None, author_id, value, not wiki, clock.now())
    recount_votes(question, answer)
    event = VoteCast(on=_on(answer), subject=subject.pk, question=question.pk, author=author_id, value=value, wiki=wiki)
    record(event, by=by)


@transaction.atomic
def withdraw_vote(subject: Question | Answer, *, by: Member) -> None:
    """Take a vote back; without one, nothing happens."""
    question, answer, author_id = _locked(subject, by)
    earlier = _earlier(by, question, answer)
    if earlier:
        require(may_vote(by, question, author_id), _("Votes on this are settled."))
        _withdraw(earlier, question, answer, by)


@transaction.atomic
def give_thanks(answer: Answer, *, by: Member) -> None:
    """Thank the author of an answer; a second time changes nothing."""
    require(may_thank(by, answer), _("You cannot thank yourself."))
    limit(by.pk, "thanks", most=60, per=HOUR)
    if one_row(THANK, by.pk, answer.pk, clock.now()):
        recount_thanks(answer)
        record(ThanksGiven(question=answer.question_id, answer=answer.pk, author=answer.author_id), by=by)


@transaction.atomic
def take_back_thanks(answer: Answer, *, by: Member) -> None:
    """Take thanks back; without any, nothing happens."""
    deleted, _rows = Thanks.objects.filter(member=by, answer=answer).delete()
    if deleted:
        recount_thanks(answer)
        record(ThanksTakenBack(question=answer.question_id, answer=answer.pk, author=answer.author_id), by=by)


def _locked(subject: Question | Answer, by: Member) -> tuple[Question, Answer | None, int]:
    """What is voted on, as it is now that nobody else can change it, and who wrote it."""
    if isinstance(subject, Question):
        question = _held(subject.pk, by)
        return question, None, question.asker_id
    question = _held(subject.question_id, by)
    answer = Answer.from_db("default", ANSWER, _row(READ_ANSWER, subject.pk))
    if answer.question_id != question.pk:  # it was moved to another question meanwhile
        return _locked(answer, by)
    return question, answer, answer.author_id


def _held(pk: int, by: Member) -> Question:
    *values, shut = _row(LOCK_QUESTION, *reader(by), pk)
    question = Question.from_db("default", QUESTION, values)
    question.read_by = (by.pk, shut)
    return question


def _row(query: str, *parameters: Any) -> tuple[Any, ...]:
    if (row := one_row(query, *parameters)) is None:
        raise Refused(_("This is not here any more."))
    return row


def _earlier(by: Member, question: Question, answer: Answer | None) -> Vote | None:
    row = one_row(EARLIER, by.pk, question.pk, answer.pk if answer else None)
    return Vote.from_db("default", VOTE, row) if row else None


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
        wiki=not earlier.counts,
    )
    earlier.delete()
    recount_votes(question, answer)
    record(event, by=by)


def _on(answer: Answer | None) -> str:
    return "answer" if answer else "question"
