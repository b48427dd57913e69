"""Newcomers are welcomed at what they wrote first."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.welcoming import NewcomerWelcomed
from groundswell.features.support.counting import locked, locked_with
from groundswell.features.support.models import Answer, Question, Welcome
from groundswell.features.support.rules import may_welcome
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import require


@transaction.atomic
def welcome(first: Question | Answer, *, by: Member) -> None:
    """Welcome who wrote this, which is the first that they wrote here; they are told. A second time changes nothing.

    Raises Question.DoesNotExist when there is none that this member may see.
    """
    answer = first if isinstance(first, Answer) else None
    question = locked_with(answer, by) if answer else locked(first.pk, by)
    author = answer.author_id if answer else question.asker_id
    require(may_welcome(by, question, author), _("Regulars and the team welcome newcomers, in what is for their eyes."))
    require(_is_first(question, answer), _("This is not the first that they wrote here, or it is gone."))
    limit(by.pk, "welcome", most=60, per=HOUR)
    _row, new = Welcome.objects.get_or_create(question=question, answer=answer, defaults={"by": by})
    if new:
        record(NewcomerWelcomed(question=question.pk, answer=answer.pk if answer else None, member=author), by=by)


def _is_first(question: Question, answer: Answer | None) -> bool:
    if answer is None:
        before = Question.objects.filter(asker=question.asker_id, asked_at__lt=question.asked_at)
        return question.deleted_at is None and not before.exists()
    answer = Answer.objects.get(pk=answer.pk)
    earlier = Answer.objects.filter(author=answer.author_id, posted_at__lt=answer.posted_at)
    return answer.deleted_at is None and not earlier.exists()
