"""Mark the words of a query in the texts that are shown."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from groundswell.derived.search.terms import Term
from groundswell.derived.search.words import fold, halves_of, same_length_fold, words_of

AROUND = 220
BEFORE = 60
MOST_MARKS = 30


class Marker:
    """Knows the places of a query's words in a text, whatever their ending, case and accents."""

    def __init__(self, terms: Iterable[Term], phrases: Iterable[str] = ()) -> None:
        parts = {pattern for term in terms if not term.weak for pattern in _patterns(term)}
        parts |= {r"\W+".join(_letters(word) for word in words_of(phrase)) for phrase in phrases}
        longest_first = sorted(parts - {""}, key=lambda part: (-len(part), part))
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)") if longest_first else None

    def places(self, text: str) -> list[tuple[int, int]]:
        if self.pattern is None:
            return []
        found = self.pattern.finditer(same_length_fold(text))
        return [match.span() for match, _n in zip(found, range(MOST_MARKS), strict=False)]

    def marked(self, text: str) -> Markup:
        """The text as HTML with <mark> around the words."""
        return Markup(_marked(text, self.places(text)))

    def excerpt(self, text: str, length: int = AROUND) -> Markup:
        """The part of a text with the most different words of the query, marked; the beginning when there is none."""
        places = self.places(text)
        start = _start(text, places, length)
        end = len(text) if start + length >= len(text) else _blank_before(text, start + length)
        inside = [(a - start, b - start) for a, b in places if a >= start and b <= end]
        return Markup("… " * (start > 0) + _marked(text[start:end].rstrip(), inside) + " …" * (end < len(text)))


def _marked(text: str, places: Sequence[tuple[int, int]]) -> str:
    if not places:
        return escape(text)
    parts: list[str] = []
    last = 0
    for start, end in places:
        parts += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return "".join([*parts, escape(text[last:])])


def _start(text: str, places: Sequence[tuple[int, int]], length: int) -> int:
    if not places or places[-1][1] <= length:
        return 0
    best, most = 0, 0
    for first, (start, _end) in enumerate(places):
        inside = {text[a:b].lower() for a, b in places[first:] if b <= start + length - BEFORE}
        if len(inside) > most:
            best, most = start, len(inside)
    return 0 if best <= BEFORE else _blank_before(text, best - BEFORE // 2) + 1


def _blank_before(text: str, at: int) -> int:
    found = text.rfind(" ", max(0, at - 40), at)
    return found if found > 0 else at


def _patterns(term: Term) -> list[str]:
    if term.word.endswith("*"):
        return [_letters(term.word[:-1]) + r"\w*"]
    halves = halves_of(term.word)
    if len(halves) > 1:
        return [r"[-\u2010\u2011 ]?".join(_letters(half) for half in halves)]
    stems = {fold(stem).removesuffix("i") for stem in term.stems}
    return [_with_hyphens(term.word), *(_letters(stem) + r"\w{0,4}" for stem in stems if len(stem) > 3)]


def _with_hyphens(word: str) -> str:
    """ "wifi" is marked in "Wi-Fi" too."""
    if not 4 <= len(word) <= 16 or not word.isalpha():
        return _letters(word)
    return r"[-\u2010\u2011]?".join(_letters(letter) for letter in word)


def _letters(word: str) -> str:
    """A pattern for a word in a text that was folded letter by letter."""
    return re.escape(fold(word)).replace("ss", "(?:ss|ß)")
