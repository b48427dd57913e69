"""Counts and orders on questions and answers, always set from the rows that they count."""

from datetime import datetime

from groundswell.features.support.models import Answer, Question, Thanks, Vote
from groundswell.features.support.models.answers import answer_rank
from groundswell.features.support.models.questions import hotness
from groundswell.log import clock
from groundswell.members.models import Member


def touch(question: Question, by: Member, *, active: bool = True) -> None:
    """Something happened here: it rises in the list of active questions."""
    if active:
        question.active_at, question.active_by = clock.now(), by
        question.save(update_fields=["active_at", "active_by"])


def recount_answers(question: Question, by: Member | None = None) -> None:
    """Set what depends on the answers that can be seen; the caller holds the question's lock."""
    question.answer_count = Answer.objects.filter(question=question, deleted_at=None).count()
    question.hot = _hot(question)
    fields = ["answer_count", "hot"]
    if by is not None:
        question.active_at, question.active_by = clock.now(), by
        fields += ["active_at", "active_by"]
    question.save(update_fields=fields)


def recount_votes(question: Question, answer: Answer | None) -> None:
    """Set ups, downs and the order that follows from them; the caller holds the question's lock."""
    votes = list(Vote.objects.filter(question=question, answer=answer).values_list("value", flat=True))
    post = answer or question
    ups, downs = post.ups_before + votes.count(1), post.downs_before + votes.count(-1)
    if answer is None:
        question.ups, question.downs = ups, downs
        question.hot = _hot(question)
        question.save(update_fields=["ups", "downs", "hot"])
    else:
        answer.ups, answer.downs, answer.rank = ups, downs, answer_rank(ups, downs)
        answer.save(update_fields=["ups", "downs", "rank"])


def recount_thanks(answer: Answer) -> None:
    answer.thanks = Thanks.objects.filter(answer=answer).count()
    answer.save(update_fields=["thanks"])


def votes_since(member: Member, midnight: datetime, author_id: int) -> tuple[int, int]:
    """How many votes this member cast since then, in all and on this author."""
    cast = Vote.objects.filter(member=member, at__gte=midnight).values_list("author_id", flat=True)
    authors = list(cast)
    return len(authors), authors.count(author_id)


def _hot(question: Question) -> float:
    return hotness(
        ups=question.ups, downs=question.downs, answers=question.answer_count, asked_at=question.asked_at
    )

