"""What was decided about a question, and what its texts said before."""

from dataclasses import dataclass

from groundswell.features.support.models import Answer, Change, Comment, Question
from groundswell.features.support.queries.rows import QuestionRow
from groundswell.features.support.rules import may_see_deleted
from groundswell.members.groups.audiences import shut_places
from groundswell.members.rules import Viewer
from groundswell.voice.history import Version, versions_of


@dataclass(frozen=True)
class History:
    """All states of a text, the newest first."""

    question: Question
    subject: Question | Answer | Comment
    versions: list[Version]


def has_changes(question: QuestionRow) -> bool:
    """Whether something may have been decided; most questions save the look."""
    return bool(question.closed_at or question.locked_at or question.deleted_at or question.merged or question.parts)


def changes(question_id: int) -> list[Change]:
    return list(Change.objects.filter(question=question_id, answer=None).select_related("by"))


def original(question: QuestionRow, viewer: Viewer) -> Question | None:
    """The question that this one repeats; nothing where that is in a topic for others."""
    if question.duplicate_of_id is None:
        return None
    older = Question.objects.select_related("voice").exclude(topic__in=shut_places(viewer))
    return older.filter(pk=question.duplicate_of_id).first()


def history(on: str, pk: int, viewer: Viewer) -> History | None:
    """None when there is no such text, or none that this viewer may see."""
    subject = subject_of(on, pk)
    if subject is None:
        return None
    question = subject if isinstance(subject, Question) else subject.question
    if not Question.objects.visible_to(viewer).filter(pk=question.pk).exists():
        return None
    if subject.deleted_at and not may_see_deleted(viewer, subject.voice.author_id):
        return None
    return History(question, subject, versions_of(subject.voice))


def subject_of(on: str, pk: int) -> Question | Answer | Comment | None:
    if on == "question":
        return Question.objects.select_related("voice__author").filter(pk=pk).first()
    if on == "answer":
        return Answer.objects.select_related("voice__author", "question__voice").filter(pk=pk).first()
    return Comment.objects.select_related("voice__author", "question__voice").filter(pk=pk).first()
