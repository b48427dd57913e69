"""Titles that begin with what somebody is typing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from groundswell.derived.search import topics, vocabulary
from groundswell.derived.search.finding import question_url
from groundswell.derived.search.marking import Marker
from groundswell.derived.search.terms import Term, quoted
from groundswell.derived.search.words import CONFIGS, fold, halves_of, pieces_of
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.groups.audiences import SHUT_AT, SHUT_NAMED, open_to, reader_named
from groundswell.members.rules import Viewer

MOST_WORDS = 8
# Looking at all titles with a short beginning would take too long; some hundreds are enough to choose from.
TITLES = f"""
SELECT question, title, answers, solved FROM (
    SELECT question, title, answers, votes, solution IS NOT NULL AS solved FROM search_document d
    WHERE title_words @@ ({{query}}) AND NOT hidden AND {open_to("topic", SHUT_NAMED)} LIMIT 400) AS titles
WHERE NOT {SHUT_AT.format(question="titles.question")} ORDER BY solved DESC, votes DESC, question DESC LIMIT %(limit)s
"""
WORD = "(" + " || ".join(f"plainto_tsquery('{config}', %(word{{number}})s)" for config in CONFIGS) + ")"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question whose title has all the words; `title` is HTML with <mark>."""

    url: str
    title: Markup
    answers: int
    solved: bool
    talk: bool = False


def suggest(typed: str, limit: int = 7, viewer: Viewer | None = None) -> list[Suggestion]:
    """The last word may be a beginning; a word that is nowhere is taken for a typing error. When no title has all the
    words, titles that have all but one."""
    words = [half for piece in pieces_of(typed[:100]) for half in halves_of(piece)][:MOST_WORDS]
    if not words:
        return []
    reads = {"limit": limit, **reader_named(viewer)}
    found = _titles(words, _all, reads)
    if not found:
        known, reader = vocabulary.stems(words), topics.reader_of(viewer)
        better = [word if known[word].texts else vocabulary.corrected(word, reader) or word for word in words]
        found = _titles(better, _all, reads) if better != words else []
        if not found and len(words) > 1:
            found = _titles(better, _all_but_one, reads)
    return found


def _titles(words: list[str], combined: Callable[[list[str]], str], reads: dict[str, Any]) -> list[Suggestion]:
    *whole, last = words
    values: dict[str, Any] = {f"word{number}": fold(word) for number, word in enumerate(whole)}
    values |= {"start": f"{quoted(fold(last))}:*", **reads}
    parts = [*(WORD.format(number=number) for number in range(len(whole))), "%(start)s::tsquery"]
    rows = run_prepared(TITLES.format(query=combined(parts)), values)
    marker = Marker([_term(word) for word in (*whole, f"{last}*")])
    return [
        Suggestion(question_url(question, title), marker.marked(title), answers, solved, question < 0)
        for question, title, answers, solved in rows
    ]


def _all(parts: list[str]) -> str:
    return " && ".join(parts)


def _all_but_one(parts: list[str]) -> str:
    return " || ".join(f"({_all([*parts[:at], *parts[at + 1 :]])})" for at in range(len(parts)))


def _term(word: str) -> Term:
    return Term(word, "", (), False, 1, 1)
