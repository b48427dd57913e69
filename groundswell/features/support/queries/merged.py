"""Where merged questions lead, and what was merged into one."""

from groundswell.features.support.models import Question

LONGEST_CHAIN = 50


def leads_to(pk: int) -> Question | None:
    """The question that this number leads to, through all merges; None when that one cannot be seen by everybody."""
    question = None
    for _step in range(LONGEST_CHAIN):
        question = Question.objects.select_related("voice").filter(pk=pk).first()
        if question is None or question.merged_into_id is None:
            break
        pk = question.merged_into_id
    return question if question is not None and question.deleted_at is None else None


def merged_into(pk: int) -> list[Question]:
    """The questions that were merged into this one, the oldest first."""
    return list(Question.objects.filter(merged_into=pk).select_related("voice").order_by("asked_at", "pk"))
