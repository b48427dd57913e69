"""The end of waiting for an asker, which an edit or a comment of theirs is."""

from groundswell.events.asking import DetailsGiven
from groundswell.features.support.models import Asking, Question
from groundswell.log.journal import record
from groundswell.members.models import Member


def end_request(question: Question, by: Member) -> None:
    """The asker said more: nobody waits for it any longer. One statement, and only when it is the asker who did."""
    if by.pk != question.asker_id:
        return
    waiting = Asking.objects.filter(question=question, needs_at__isnull=False)
    if waiting.update(needs_at=None, needs_by=None):
        record(DetailsGiven(question=question.pk, asker=by.pk), by=by)
