"""What similar questions spared: each writing of a question, from the moment at which we know of it."""

from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from groundswell.analysis.estimates import NOTHING, Estimate, count, share
from groundswell.derived.health import rows, writing
from groundswell.derived.health.models import Writing
from groundswell.derived.health.scope import Scope
from groundswell.events import asking
from groundswell.events import support as it
from groundswell.log.consumers import Batch, consumer

# Of those who opened one and did not say that it solved theirs: who asked nothing within a day, and who still may.
WRITINGS = """
SELECT at >= %(start)s, count(*), count(*) FILTER (WHERE shown), count(*) FILTER (WHERE opened), count(*) FILTER (WHERE solved),
       count(*) FILTER (WHERE opened AND NOT solved AND at <= %(now)s - interval '24 hours'
                        AND (asked_at IS NULL OR asked_at > at + interval '24 hours')),
       count(*) FILTER (WHERE opened AND NOT solved AND at > %(now)s - interval '24 hours' AND asked_at IS NULL)
FROM health_writing WHERE at >= %(before)s AND at < least(%(end)s, %(now)s) GROUP BY 1
"""


@dataclass
class Known:
    """A writing as a batch knows it."""

    writing: int
    at: datetime
    shown: bool = False
    opened: bool = False
    solved: bool = False
    question: int | None = None
    asked_at: datetime | None = None


@consumer(
    "health.sparing", asking.SimilarShown, asking.SimilarOpened, asking.SimilarSolved, asking.SimilarPassedBy,
    it.QuestionAsked, rebuilds=(Writing,),
)  # fmt: skip
def follow_writings(batch: Batch) -> None:
    found: dict[int, Known] = {}
    for entry in batch.entries:
        event = entry.event
        if isinstance(event, it.QuestionAsked):
            if event.origin == "here":
                found[-event.question] = Known(-event.question, entry.at, question=event.question, asked_at=entry.at)
            continue
        one = found.setdefault(entry.data["attempt"], Known(entry.data["attempt"], entry.at))
        if isinstance(event, asking.SimilarPassedBy):
            one.question, one.asked_at = event.question, entry.at
            continue
        one.shown = True  # who opened one, or was helped by it, saw it
        one.opened |= not isinstance(event, asking.SimilarShown)
        one.solved |= isinstance(event, asking.SimilarSolved)
    with_attempt = {one.question for one in found.values() if one.writing > 0 and one.question}
    writing.forget_writings([-question for question in with_attempt])
    writing.add_writings([astuple(one) for one in found.values() if one.writing > 0])
    writing.add_writings(
        [astuple(one) for one in found.values() if one.writing < 0 and one.question not in with_attempt]
    )


def spared(of: Scope) -> dict[bool, dict[str, Estimate]]:
    """By whether it is the period itself: the figures. Of a topic or tag nothing is known: it is chosen after writing."""
    if of.topics or of.tag:
        return {}
    return {now: _figures(*counts) for now, *counts in rows.run(WRITINGS, of.values)}


def _figures(begun: Any, shown: int, opened: int, solved: int, left: int, open_still: int) -> dict[str, Estimate]:
    return {
        "sparing.begun": count(begun),
        "sparing.shown": share(shown, begun),
        "sparing.opened": share(opened, shown),
        "sparing.solved": share(solved, shown),
        "sparing.left": share(left, shown - open_still, censored=open_still) if shown else NOTHING,
    }
