"""Where questions lead that are elsewhere now, and what was merged into one or split off it."""

from typing import NamedTuple

from django.db.models import Q

from groundswell.features.support.models import Question, Split

LONGEST_CHAIN = 50


def leads_to(pk: int) -> Question | None:
    """The question that this number leads to, through merges and splits that were undone; None when it cannot be seen by all."""
    question = None
    for _step in range(LONGEST_CHAIN):
        question = Question.objects.select_related("voice").filter(pk=pk).first()
        into = _away(question) if question is not None else None
        if into is None:
            break
        pk = into
    return question if question is not None and question.deleted_at is None else None


def merged_into(pk: int) -> list[Question]:
    """The questions that were merged into this one, the oldest first."""
    return list(Question.objects.filter(merged_into=pk).select_related("voice").order_by("asked_at", "pk"))


def _away(question: Question) -> int | None:
    """Where what was at this question is now, if elsewhere."""
    if question.deleted_at is None or question.merged_into_id is not None:
        return question.merged_into_id
    undone = Split.objects.filter(question=question).exclude(undone_at=None).order_by("-undone_at")
    return undone.values_list("out_of", flat=True).first() if not question.parts else None


class Parts(NamedTuple):
    """What this question was split off, and what was split off it."""

    out_of: Split | None
    off: list[Split]


def parts_of(pk: int) -> Parts:
    splits = Split.objects.filter(Q(question=pk) | Q(out_of=pk), undone_at=None).order_by("at")
    rows = list(splits.select_related("question__voice", "out_of__voice"))
    return Parts(next((row for row in rows if row.question_id == pk), None), [r for r in rows if r.out_of_id == pk])
