"""Try a rule for words over what was written before, so that nobody sets one that stops half of the community."""

from dataclasses import dataclass

from groundswell.moderation.guard import matches
from groundswell.moderation.models import WordRule
from groundswell.voice.models import Voice

LOOKED_AT = 5_000
SHOWN = 10


@dataclass(frozen=True)
class Trial:
    """Of how many past texts a rule would have stopped how many; `fine` of them stand to this day."""

    looked_at: int
    found: int
    fine: int
    examples: list[Voice]


def trial(rule: WordRule) -> Trial:
    """Over the last five thousand texts."""
    found, fine, looked_at = [], 0, 0
    texts = Voice.objects.filter(kind__in=("question", "answer", "comment")).order_by("-id")
    for voice in texts.only("id", "title", "source", "excerpt", "hidden", "at", "language")[:LOOKED_AT]:
        looked_at += 1
        if matches(rule, f"{voice.title}\n{voice.source}"):
            found.append(voice)
            fine += not voice.hidden
    return Trial(looked_at, len(found), fine, found[:SHOWN])
