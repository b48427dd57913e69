"""A question's solutions: its own one on its row, the further ones on their answers. Set here when answers change place."""

from datetime import datetime

from django.db.models import Q

from groundswell.features.support.models import Answer, Merge, Question, Split

NONE = {"marked_at": None, "marked_by": None, "marked_as": ""}


def settle_marks(*questions: Question) -> None:
    """After answers changed place: no question has a solution that is elsewhere, and the earliest mark is its own one.

    Nothing is recorded, because no mark is set or taken off: each answer keeps the one that it has. The caller holds the
    questions.
    """
    for question in questions:
        solution = question.solution
        if solution is not None and not Answer.objects.filter(pk=solution.pk, question=question).exists():
            mark_beside(question, solution)
    for question in questions:
        if question.solution_id is None:
            promote(question)


def mark_beside(question: Question, answer: Answer) -> None:
    """The question's own mark becomes one on the answer."""
    mark = {"marked_at": question.solved_at, "marked_by": question.solved_by, "marked_as": question.solved_as}
    Answer.objects.filter(pk=answer.pk).update(**mark)
    question.solution, question.solved_at, question.solved_by, question.solved_as = None, None, None, ""
    question.save(update_fields=["solution", "solved_at", "solved_by", "solved_as"])


def promote(question: Question) -> None:
    """The earliest of the marks on answers becomes the question's own one."""
    marked = Answer.objects.filter(Q(question=question, deleted_at=None) & ~Q(marked_at=None))
    answer = marked.order_by("marked_at", "pk").first()
    if answer is None:
        return
    question.solution, question.solved_at = answer, answer.marked_at
    question.solved_by, question.solved_as = answer.marked_by, answer.marked_as
    question.save(update_fields=["solution", "solved_at", "solved_by", "solved_as"])
    Answer.objects.filter(pk=answer.pk).update(**NONE)


def solutions_of(*questions: Question) -> list[int]:
    """The number of each one's own solution, 0 for none: what those who read the log are told after answers changed place."""
    return [question.solution_id or 0 for question in questions]


def asker_when(question: Question, answer: Answer, when: datetime) -> int:
    """Who asked the question that this answer, which is now at `question`, was at then: merges and splits move answers."""
    moves: list[tuple[datetime, int]] = []
    for merge in Merge.objects.filter(answers__contains=[answer.pk]):
        moves.append((merge.at, merge.question_id))
        if merge.undone_at is not None:
            moves.append((merge.undone_at, merge.into_id))
    moves += [(s.at, s.out_of_id) for s in Split.objects.filter(answers__contains=[answer.pk])]
    moves += [(s.undone_at, s.question_id) for s in Split.objects.filter(returned__contains=[answer.pk]) if s.undone_at]
    later = [was for at, was in sorted(moves) if at > when]
    if not later or later[0] == question.pk:
        return question.asker_id
    return Question.objects.values_list("asker_id", flat=True).get(pk=later[0])
