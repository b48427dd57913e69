"""How much a text looks like the ones that people decided were spam: a logistic regression on words, scaled by naive Bayes.

Plain Python, no texts: what is kept of a corpus is, for each word that several texts share, how many spam and fine texts have
it, and its weight. `groundswell bench spam` measures it on public data beside published figures.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]", re.UNICODE)
LINK = re.compile(r"(?:https?://|www\.)([^\s/)>\]]+)\S*")
SHOUTED, DIGITS = re.compile(r"\b[A-Z\u00c0-\u00de]{2,}\b"), re.compile(r"\d+")
BEGINNING, END = 500, 300  # of a text that is longer than both, what is between says little and costs time
MOST_WORDS = 20_000
LEAST_TEXTS = 20
ROUNDS, STEP, STEADY = 6, 0.2, 0.01
BIAS = ""  # under this key stands what is said before any word is read

Counts = tuple[float, ...]  # spam texts, fine texts, weight


@dataclass(frozen=True)
class Model:
    """`spam`, `fine`: texts learned; `words`: word -> (spam texts, fine texts, weight), weight as logarithm of odds."""

    spam: int = 0
    fine: int = 0
    words: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def knows_enough(self) -> bool:
        """With fewer than 20 texts of either kind nothing is said; nor by a model that was learned before there were weights."""
        return min(self.spam, self.fine) >= LEAST_TEXTS and BIAS in self.words


def features(text: str) -> set[str]:
    """What a text is judged by.

    Words and signs in lower case, numbers by their length, pairs of neighbours, beginnings and ends of longer words (for
    other forms and odd spellings), hosts of links, and the shape: how much is shouted, how much is digits, how long it is.
    """
    if len(text) > BEGINNING + END:
        text = f"{text[:BEGINNING]} {text[-END:]}"
    lower = text.lower()
    hosts = [f"host:{host}" for host in LINK.findall(lower)] if "://" in lower or "www." in lower else []
    tokens = TOKEN.findall(LINK.sub(" link: ", lower) if hosts else lower)
    words = [f"#{min(len(token), 12)}" if token.isdigit() else token for token in tokens]
    found = set(words)
    longer = [word for word in found if len(word) > 4]
    found.update([f"{word[:4]}~" for word in longer], [f"~{word[-4:]}" for word in longer])
    found.update(map(" ".join, pairwise(words)), hosts, _shape(text, len(tokens)))
    return found


def _shape(text: str, tokens: int) -> list[str]:
    shouted, digits = len(SHOUTED.findall(text)), sum(map(len, DIGITS.findall(text)))
    return [
        f"=shouted {min(9, 10 * shouted // (tokens or 1))}",
        f"=digits {min(9, 20 * digits // (len(text) or 1))}",
        f"=long {min(12, int(1.5 * math.log2(len(text) + 1)))}",
    ]


def learn(texts: Iterable[tuple[str, bool]]) -> Model:
    """From (text, is it spam). The same texts in the same order give the same model, in about a second for 5,000 short ones.

    Only words that at least two texts share are kept, because a word of one text could give that text away; and of them the
    20,000 that tell the kinds apart best. Both kinds count as equally likely before, so that a community with little spam does not
    learn that everything is fine. Naive Bayes gives each word a scale, the logarithm of the ratio of its frequencies; logistic
    regression on the scaled words learns how much of it to believe. Source: Wang & Manning, "Baselines and Bigrams: Simple, Good
    Sentiment and Topic Classification", ACL 2012 (there with a support vector machine), learned by AdaGrad (Duchi et al., JMLR 2011).
    """
    rows = [(features(text), bad) for text, bad in texts]
    spam, fine = Counter[str](), Counter[str]()
    for found, bad in rows:
        (spam if bad else fine).update(found)
    size = (sum(not bad for _found, bad in rows), sum(bad for _found, bad in rows))
    if not min(size):
        return Model(size[1], size[0])
    scale = {
        word: math.log((spam[word] + 1) / (size[1] + 2)) - math.log((fine[word] + 1) / (size[0] + 2))
        for word in spam.keys() | fine.keys()
        if spam[word] + fine[word] >= 2
    }
    if len(scale) > MOST_WORDS:
        telling = sorted(scale, key=lambda w: (-abs(scale[w]) * math.sqrt(spam[w] + fine[w]), w))
        scale = {word: scale[word] for word in telling[:MOST_WORDS]}
    weights, bias = _fit(rows, scale, size)
    words: dict[str, Counts] = {word: (spam[word], fine[word], round(weights[word], 4)) for word in scale}
    return Model(size[1], size[0], {BIAS: (0, 0, round(bias, 4)), **words})


def _fit(
    rows: Sequence[tuple[set[str], bool]], scale: Mapping[str, float], size: tuple[int, int]
) -> tuple[dict[str, float], float]:
    """The weight of each word, and the bias: logistic regression with the kinds weighed equally."""
    number = {word: at for at, word in enumerate(sorted(scale))}
    scales = [scale[word] for word in number]
    known = [(sorted(number[word] for word in found if word in number), bad) for found, bad in rows]
    beliefs, steps = [0.0] * len(number), [STEADY] * len(number)
    bias, bias_step = 0.0, STEADY
    due = [len(rows) / 2 / count for count in size]
    for turn in range(ROUNDS):
        for at in _mixed(len(known), turn):
            words, bad = known[at]
            share = 1 / math.sqrt(len(words) or 1)
            odds = bias + share * sum([beliefs[word] * scales[word] for word in words])
            wrong = (_chance(odds) - bad) * due[bad]
            if abs(wrong) < 0.01:
                continue
            for word in words:
                slope = wrong * share * scales[word]
                steps[word] += slope * slope
                beliefs[word] -= STEP * slope / math.sqrt(steps[word])
            bias_step += wrong * wrong
            bias -= STEP * wrong / math.sqrt(bias_step)
    return {word: beliefs[at] * scales[at] for word, at in number.items()}, bias


def _mixed(count: int, turn: int) -> Iterable[int]:
    """Every number below `count` once, far from its neighbours and in another order each turn."""
    step = max(1, int(count * (0.618 - 0.037 * turn)))
    while math.gcd(step, count) != 1:
        step += 1
    return ((turn + at * step) % count for at in range(count))


def score(model: Model, text: str) -> tuple[float, list[str]]:
    """From 0 (like fine texts) to 100 (like spam), and from 50 up to five words that say most for spam.

    The probability of spam in percent, where both kinds are equally likely before; 0 when the model knows no word of the text.
    """
    if not model.knows_enough:
        return 0.0, []
    words = model.words
    weights = {word: words[word][2] for word in features(text) if word in words}
    if all(word.startswith("=") for word in weights):
        return 0.0, []
    odds = words[BIAS][2] + sum(weights.values()) / math.sqrt(len(weights))
    found = round(100 * _chance(odds), 1)
    if odds < 0:
        return found, []
    loudest = sorted((word for word in weights if _says(word, weights[word])), key=lambda word: (-weights[word], word))
    return found, loudest[:5]


def _says(word: str, weight: float) -> bool:
    """Whether a person can see why this word counts: parts of words, shapes and signs explain nothing."""
    return weight > 0.1 and not word.startswith(("=", "~")) and not word.endswith("~") and any(map(str.isalnum, word))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
