"""Votes and thanks."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import ThanksGiven, ThanksTakenBack, VoteCast, VoteWithdrawn
from groundswell.features.support.counting import (
    VOTES,
    VOTES_SINCE,
    columns,
    one_row,
    recount_thanks,
    recount_votes,
    set_votes,
)
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
EARLIER = f"""
SELECT {", ".join(VOTE)} FROM support_vote WHERE member_id = %s AND question_id = %s AND answer_id IS NULL
"""
# An answer, and the vote that this member gave it before.
READ_ANSWER = f"""
SELECT {", ".join(f"a.{name}" for name in ANSWER)}, {", ".join(f"v.{name}" for name in VOTE)} FROM support_answer a
LEFT JOIN support_vote v ON v.answer_id = a.id AND v.question_id = a.question_id AND v.member_id = %s WHERE a.id = %s
"""
# What the vote is counted with is read in the same trip, as it was before; a vote over the caps goes with its transaction.
CAST = f"""
WITH cast_now AS (
    INSERT INTO support_vote (member_id, question_id, answer_id, author_id, value, counts, at)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
)
SELECT * FROM ({VOTES}) AS before, ({VOTES_SINCE}) AS today
"""
THANK = """
INSERT INTO support_thanks (member_id, answer_id, at) VALUES (%s, %s, %s)
ON CONFLICT (member_id, answer_id) DO NOTHING RETURNING id
"""


@transaction.atomic
def vote(subject: Question | Answer, *, by: Member, value: int) -> None:
    """Vote +1 or -1; the other value replaces an earlier vote, the same value again changes nothing."""
    question, answer, author_id, earlier = _locked(subject, by)
    require(value in (-1, 1), _("A vote is up or down."))
    require(may_vote(by, question, author_id), _("You cannot vote on this."))
    require(answer is None or answer.deleted_at is None, _("You cannot vote on a deleted answer."))
    if earlier and earlier.value == value:
        return
    limit(by.pk, "vote", most=30, per=MINUTE)
    if earlier:
        _withdraw(earlier, question, answer, by)
    wiki = answer is not None and answer.wiki_level is not None
    _cast(question, answer, author_id, by, value, counts=not wiki)
    event = VoteCast(on=_on(answer), subject=subject.pk, question=question.pk, author=author_id, value=value, wiki=wiki)
    record(event, by=by)


@transaction.atomic
def withdraw_vote(subject: Question | Answer, *, by: Member) -> None:
    """Take a vote back; without one, nothing happens."""
    question, answer, author_id, earlier = _locked(subject, by)
    if earlier:
        stands = answer is None or answer.deleted_at is None
        require(stands and may_vote(by, question, author_id), _("Votes on this are settled."))
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


def _locked(subject: Question | Answer, by: Member) -> tuple[Question, Answer | None, int, Vote | None]:
    """What is voted on, as it is now that nobody else can change it, who wrote it, and this member's vote so far."""
    if isinstance(subject, Question):
        question = _held(subject.pk, by)
        voted = one_row(EARLIER, by.pk, question.pk)
        return question, None, question.asker_id, Vote.from_db("default", VOTE, voted) if voted else None
    question = _held(subject.question_id, by)
    row = _row(READ_ANSWER, by.pk, subject.pk)
    answer = Answer.from_db("default", ANSWER, row[: len(ANSWER)])
    if answer.question_id != question.pk:  # it was moved to another question meanwhile
        return _locked(answer, by)
    voted = row[len(ANSWER) :]
    return question, answer, answer.author_id, Vote.from_db("default", VOTE, voted) if voted[0] else None


def _held(pk: int, by: Member) -> Question:
    *values, shut = _row(LOCK_QUESTION, *reader(by), pk)
    question = Question.from_db("default", QUESTION, values)
    question.read_by = (by.pk, shut)
    return question


def _row(query: str, *parameters: Any) -> tuple[Any, ...]:
    if (row := one_row(query, *parameters)) is None:
        raise Refused(_("This is not here any more."))
    return row


def _cast(question: Question, answer: Answer | None, author_id: int, by: Member, value: int, *, counts: bool) -> None:
    """Votes are worth something because they are few: 20 a day, and 6 a day for one author."""
    now = clock.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    on = (question.pk, answer.pk if answer else None)
    row = _row(CAST, by.pk, *on, author_id, value, counts, now, *on, author_id, by.pk, midnight)
    ups, downs, today, on_author = row
    if today >= VOTES_A_DAY:
        raise Refused(_("You have used your %d votes of today. There are new ones tomorrow.") % VOTES_A_DAY)
    if on_author >= VOTES_PER_AUTHOR:
        raise Refused(_("You have voted %d times for the same person today. Thank you; tomorrow again.") % on_author)
    set_votes(question, answer, ups + (value > 0), downs + (value < 0))


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
