"""Mark the words of a query in the texts that are shown."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from itertools import islice

from markupsafe import Markup

from groundswell.derived.search.terms import Term
from groundswell.derived.search.words import fold, halves_of, same_length_fold, words_of

AROUND = 220
BEFORE = 60
MOST_MARKS = 30


class Marker:
    """Knows the places of a query's words in a text, whatever their ending, case and accents."""

    def __init__(self, terms: Iterable[Term], phrases: Iterable[str] = ()) -> None:
        parts = {_patterns(term) for term in terms if not term.weak}
        parts |= {(r"\W+".join(_letters(word) for word in words_of(phrase)),) for phrase in phrases}
        self.patterns = [found for part in parts if (found := _compiled(part))]

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand, in their order; of places that overlap the first, and of those the longest."""
        folded = same_length_fold(text)
        found = [match.span() for one in self.patterns for match in islice(one.finditer(folded), MOST_MARKS)]
        return _apart(found) if len(self.patterns) > 1 else found

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


# Words come again in other queries, and compiling a pattern takes longer than searching a page of texts with it.
@lru_cache(maxsize=1_000)
def _compiled(parts: tuple[str, ...]) -> re.Pattern[str] | None:
    """One word in its forms. Where all of them begin with one letter, that is what the text is scanned for."""
    longest_first = sorted(set(parts) - {""}, key=lambda part: (-len(part), part))
    if not longest_first:
        return None
    first = longest_first[0][0]
    if first.isalnum() and all(part[0] == first for part in longest_first):
        rest = "|".join(part[1:] for part in longest_first)
        return re.compile(rf"{first}(?<!\w{first})(?:{rest})(?!\w)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found[:MOST_MARKS]


def _patterns(term: Term) -> tuple[str, ...]:
    if term.word.endswith("*"):
        return (_letters(term.word[:-1]) + r"\w*",)
    halves = halves_of(term.word)
    if len(halves) > 1:
        return (r"[-\u2010\u2011 ]?".join(_letters(half) for half in halves),)
    stems = {fold(stem).removesuffix("i") for stem in term.stems}
    return (_with_hyphens(term.word), *(_letters(stem) + r"\w{0,4}" for stem in sorted(stems) if len(stem) > 3))


def _with_hyphens(word: str) -> str:
    """ "wifi" is marked in "Wi-Fi" too."""
    if not 4 <= len(word) <= 16 or not word.isalpha():
        return _letters(word)
    return r"[-\u2010\u2011]?".join(_letters(letter) for letter in word)


def _letters(word: str) -> str:
    """A pattern for a word in a text that was folded letter by letter."""
    return re.escape(fold(word)).replace("ss", "(?:ss|ß)")
