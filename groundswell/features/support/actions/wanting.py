"""The asker says that the answers so far did not solve it."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.asking import NotSolvedYet
from groundswell.features.support.counting import locked
from groundswell.features.support.models import Answer, Asking, Question
from groundswell.features.support.rules import may_say_not_solved
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, limit
from groundswell.members.models import Member
from groundswell.members.rules import require


@transaction.atomic
def say_not_solved(question: Question, *, by: Member) -> None:
    """Let helpers see it again. Said twice without a new answer between, it is said once."""
    question = locked(question.pk, by)
    require(
        may_say_not_solved(by, question),
        _("It is closed or has a solution already. Only its asker says that it needs more."),
    )
    limit(by.pk, "not solved", most=20, per=DAY)
    asking, _new = Asking.objects.get_or_create(question=question)
    since = asking.wanted_at
    answers = Answer.objects.filter(question=question, deleted_at=None).exclude(author=by)
    if not (answers.filter(posted_at__gt=since) if since else answers).exists():
        return
    asking.wanted_at = clock.now()
    asking.save(update_fields=["wanted_at"])
    record(NotSolvedYet(question=question.pk, asker=by.pk), by=by)
