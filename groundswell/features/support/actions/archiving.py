"""Close votes and comments where nothing happened for long. Answers and solutions stay possible, and an answer opens it again."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.sorting import QuestionBroughtBack, QuestionsArchived
from groundswell.features.support.models import Change, Question
from groundswell.features.support.rules import may_bring_back
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import require

MOST_AT_ONCE = 1_000


@transaction.atomic
def archive_old() -> int:
    """Archive a batch of questions that nothing happened at for GROUNDSWELL_ARCHIVE_DAYS; how many. 0 days: never."""
    days = settings.ARCHIVE_DAYS
    if not days:
        return 0
    now = clock.now()
    old = Question.objects.filter(active_at__lt=now - timedelta(days=days), archived_at=None, deleted_at=None)
    questions = list(
        old.select_for_update(skip_locked=True).order_by("active_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]
    )
    if questions:
        Question.objects.filter(pk__in=questions).update(archived_at=now)
        record(QuestionsArchived(questions=questions, days=days), by=None)
    return len(questions)


@transaction.atomic
def bring_back(question: Question, *, by: Member, reason: str = "") -> None:
    """Out of the archive: votes and comments are open again, and it counts as active from now."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    require(may_bring_back(by, question), _("Only its author, trusted members and staff may bring this back."))
    limit(by.pk, "bring back", most=30, per=HOUR)
    if question.archived_at is not None:
        question.archived_at, question.active_at, question.active_by = None, clock.now(), by
        question.save(update_fields=["archived_at", "active_at", "active_by"])
        Change.objects.create(question=question, what="back", by=by, at=clock.now(), reason=reason.strip()[:300])
        record(QuestionBroughtBack(question=question.pk, asker=question.asker_id), by=by)
