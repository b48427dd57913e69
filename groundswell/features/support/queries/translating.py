"""Which texts may be had in another language."""

from groundswell.features.support.models import Comment, Question
from groundswell.features.support.queries.history import subject_of
from groundswell.members.rules import Viewer
from groundswell.voice.translating import Translatable


def translatable(on: str, pk: int, viewer: Viewer) -> Translatable | None:
    """None when there is no such post, when it was deleted, or when this viewer may not read it."""
    subject = subject_of(on, pk)
    if subject is None or subject.deleted_at is not None:
        return None
    if isinstance(subject, Comment) and subject.answer is not None and subject.answer.deleted_at is not None:
        return None
    number = subject.pk if isinstance(subject, Question) else subject.question_id
    seen = Question.objects.visible_to(viewer).filter(pk=number, deleted_at=None)
    private = seen.values_list("topic__private", flat=True).first()
    return None if private is None else Translatable(subject.voice, subject.get_absolute_url(), private)
