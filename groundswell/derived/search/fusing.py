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
    scores: dict[int, float] = {}
    voices: dict[int, int] = {}
    for worth, places in ((WORDS, words), (MEANING, meaning)):
        for place, one in enumerate(places, K + 1):
            score = worth * SOLVED / place if one.solved else worth / place
            scores[one.question] = scores.get(one.question, 0.0) + score
            voices.setdefault(one.question, one.voice)
    best = sorted(((score, question) for question, score in scores.items()), reverse=True)
    return [Ranked(question, voices[question], score) for score, question in best]
