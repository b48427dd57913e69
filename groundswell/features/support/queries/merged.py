"""Where questions lead that are elsewhere now, and what was merged into one or split off it."""

from typing import NamedTuple

from django.db.models import Q

from groundswell.features.support.models import Question, Split
from groundswell.members.groups.audiences import is_shut, shut_places
from groundswell.members.rules import Viewer

LONGEST_CHAIN = 50


def leads_to(pk: int, viewer: Viewer) -> Question | None:
    """The question that this number leads to, through merges and splits that were undone; None when it is deleted, or in a
    topic that is not for this reader."""
    question = None
    for _step in range(LONGEST_CHAIN):
        question = Question.objects.select_related("voice").filter(pk=pk).first()
        into = _away(question) if question is not None else None
        if into is None:
            break
        pk = into
    seen = question is not None and question.deleted_at is None and not is_shut(question.topic_id, viewer)
    return question if seen else None


def merged_into(pk: int, viewer: Viewer) -> list[Question]:
    """The questions that were merged into this one, the oldest first; without those in topics for others."""
    found = Question.objects.filter(merged_into=pk).exclude(topic__in=shut_places(viewer))
    return list(found.select_related("voice").order_by("asked_at", "pk"))


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


def parts_of(pk: int, viewer: Viewer) -> Parts:
    """Both without what is in topics for others."""
    splits = Split.objects.filter(Q(question=pk) | Q(out_of=pk), undone_at=None).order_by("at")
    shut = shut_places(viewer)
    splits = splits.exclude(question__topic__in=shut).exclude(out_of__topic__in=shut)
    rows = list(splits.select_related("question__voice", "out_of__voice"))
    return Parts(next((row for row in rows if row.question_id == pk), None), [r for r in rows if r.out_of_id == pk])
