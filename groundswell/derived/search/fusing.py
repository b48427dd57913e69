"""One list from two: reciprocal rank fusion."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.derived.search.matching import Found

# Tuned on linked questions of two real sites (docs/decisions/0009-search.md).
K = 10
WORDS, MEANING = 1.0, 2.0
SOLVED = 1.03


@dataclass(slots=True)
class Ranked:
    """A question in the one list; `voice` is the text to show."""

    question: int
    voice: int
    score: float


def fused(words: Sequence[Found], meaning: Sequence[Found]) -> list[Ranked]:
    """Best first: score = solved * (1 / (K + place by words) + 2 / (K + place by meaning)); the newer wins a tie."""
    found: dict[int, Ranked] = {}
    for worth, places in ((WORDS, words), (MEANING, meaning)):
        for place, one in enumerate(places, 1):
            score = (SOLVED if one.solved else 1.0) * worth / (K + place)
            ranked = found.get(one.question)
            if ranked is None:
                found[one.question] = Ranked(one.question, one.voice, score)
            else:
                ranked.score += score
    return sorted(found.values(), key=lambda one: (-one.score, -one.question))
