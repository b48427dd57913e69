"""How much a text looks like the ones that people decided were spam: naive Bayes on words, as logarithms of odds.

Plain Python on counts, no texts: what is kept of a corpus is how many spam and fine texts have each word.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

WORD = re.compile(r"[^\W\d_]{2,}|\d+|[£$€%!]", re.UNICODE)
LINK = re.compile(r"(?:https?://|www\.)([^\s/)>\]]+)\S*", re.IGNORECASE)
MOST_WORDS = 20_000
LEAST_TEXTS = 20


@dataclass(frozen=True)
class Model:
    """Counts of texts by word. `spam`, `fine`: texts learned; `words`: word -> (spam texts, fine texts) that have it."""

    spam: int = 0
    fine: int = 0
    words: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def knows_enough(self) -> bool:
        """With fewer than 20 texts of either kind nothing is said."""
        return min(self.spam, self.fine) >= LEAST_TEXTS


def features(text: str) -> set[str]:
    """The words of a text in lower case, pairs of neighbours, hosts of links, and its shape (capitals, length of numbers)."""
    hosts = [f"host:{host.lower()}" for host in LINK.findall(text)]
    rest = LINK.sub(" link: ", text)
    words = [f"#{min(len(word), 12)}" if word.isdigit() else word.lower() for word in WORD.findall(rest)]
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    letters = [letter for letter in rest if letter.isalpha()]
    shouted = len(letters) > 10 and sum(letter.isupper() for letter in letters) > len(letters) / 2
    return {*words, *pairs, *hosts, *(["shouted:"] if shouted else [])}


def learn(texts: Iterable[tuple[str, bool]]) -> Model:
    """From (text, is it spam); the words in most texts are kept. Order does not matter."""
    spam, fine = Counter[str](), Counter[str]()
    totals = [0, 0]
    for text, bad in texts:
        totals[bad] += 1
        (spam if bad else fine).update(features(text))
    ranked = sorted(spam.keys() | fine.keys(), key=lambda word: (-(spam[word] + fine[word]), word))
    return Model(totals[True], totals[False], {word: (spam[word], fine[word]) for word in ranked[:MOST_WORDS]})


def score(model: Model, text: str) -> tuple[float, list[str]]:
    """From 0 (like fine texts) to 100 (like spam), and up to five words that say most for spam.

    The posterior of naive Bayes with add-one smoothing over the words that the text has and the model knows; both kinds
    count as equally likely before, so that a community with little spam does not learn that everything is fine. The
    logarithm of the odds is divided by the root of the number of words, because neighbouring words are not independent
    (Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", ICML 2003, on the same flaw).
    """
    if not model.knows_enough:
        return 0.0, []
    weights = {word: _weight(model, word) for word in features(text) if word in model.words}
    if not weights:
        return 0.0, []
    odds = sum(weights.values()) / math.sqrt(max(1.0, len(weights) / 4))
    loudest = sorted((word for word in weights if weights[word] > 0.5), key=lambda word: (-weights[word], word))
    return round(100 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 1), loudest[:5]


def _weight(model: Model, word: str) -> float:
    spam, fine = model.words[word]
    return math.log((spam + 1) / (model.spam + 2)) - math.log((fine + 1) / (model.fine + 2))
