"""The words of a query with what is known of them, and how PostgreSQL is asked for them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.derived.search import vocabulary
from groundswell.derived.search.words import fold, halves_of

# A word with a star stands for many; how many is not looked up.
TEXTS_OF_A_START = 500
RARITY_OF_WEAK = 0.5


@dataclass(frozen=True, slots=True)
class Term:
    """A word to look for. `query` is in the language of tsquery; `texts` is how many texts have it, of so many."""

    word: str
    query: str
    stems: tuple[str, ...]
    weak: bool
    texts: int
    of_texts: int

    @property
    def rarity(self) -> float:
        """How telling the word is: inverse document frequency."""
        return RARITY_OF_WEAK if self.weak else math.log(1 + max(self.of_texts, self.texts) / (self.texts + 1))


@dataclass(frozen=True, slots=True)
class Worded:
    """The terms of a query, and the words in place of which others were taken."""

    terms: list[Term]
    replaced: dict[str, str]


def terms_of(words: Sequence[str], *, correct: bool = True, reader: tuple[Any, ...] = ()) -> Worded:
    """Look the words up. A word that is in no text is replaced by the nearest one that is, in a text for this reader."""
    known = vocabulary.stems(_parts(words))
    terms, replaced = [], {}
    for word in words:
        term = _term(word, known)
        unknown = correct and term is not None and not term.texts and not term.weak
        if unknown and (better := vocabulary.corrected(word, reader)):
            replaced[word] = better
            term = _term(better, vocabulary.stems([better]))
        if term is not None:
            terms.append(term)
    return Worded(terms, replaced)


def any_of(terms: Iterable[Term]) -> str:
    return " | ".join(term.query for term in terms)


def all_of(terms: Iterable[Term]) -> str:
    return " & ".join(f"({term.query})" for term in terms)


def any_lexeme(lexemes: Iterable[str]) -> str:
    return " | ".join(map(quoted, lexemes))


def quoted(lexeme: str) -> str:
    """A lexeme as tsquery reads it."""
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _parts(words: Iterable[str]) -> list[str]:
    """What has to be looked up: of "wi-fi" the word "wifi", and both of its halves."""
    found: list[str] = []
    for word in words:
        halves = halves_of(word)
        found += ["".join(halves), *halves] if len(halves) > 1 else halves
    return [word for word in found if not word.endswith("*")]


def _term(word: str, known: dict[str, vocabulary.Stem]) -> Term | None:
    """None for a word that no language looks for."""
    if word.endswith("*"):
        start = fold(word[:-1])
        return Term(word, f"{quoted(start)}:*", (start,), False, TEXTS_OF_A_START, 10 * TEXTS_OF_A_START)
    halves = halves_of(word)
    if len(halves) > 1:
        return _compound(word, known["".join(halves)], [known[half] for half in halves])
    stem = known[word]
    if not stem.lexemes:
        return None
    return Term(word, any_lexeme(stem.lexemes), stem.lexemes, stem.weak, stem.texts, stem.of_texts)


def _compound(word: str, whole: vocabulary.Stem, halves: list[vocabulary.Stem]) -> Term:
    """In one word, or its parts side by side."""
    beside = " <-> ".join(f"({any_lexeme(half.lexemes) or quoted(fold(half.word))})" for half in halves)
    query = f"{any_lexeme(whole.lexemes) or quoted(fold(whole.word))} | ({beside})"
    texts = max(whole.texts, min(half.texts for half in halves))
    return Term(word, query, whole.lexemes, False, texts, whole.of_texts)
