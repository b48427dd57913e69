"""Find questions by their words: a few thousand candidates by index, then ranked by how telling each word is.

PostgreSQL's own ranks count a word the same whether it is in every text or in three. Here each word's rank is
weighted by its rarity: on linked questions of a real site that finds twice as many (docs/decisions/0009-search.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.derived.search.asked import Asked
from groundswell.derived.search.filters import Where
from groundswell.derived.search.rows import run
from groundswell.derived.search.terms import Term, all_of, any_of
from groundswell.derived.search.words import CONFIGS, words_of

# How much a word counts in a title (A), a question (B) and an answer (C); the first number is D, which is not used.
WEIGHTS = "{0.1,0.4,0.4,1.0}"
# Which text is shown under a title that is shown anyway.
SHOWN = "{0.0,0.5,0.5,0.0}"
MOST_CANDIDATES = 1_500
MOST_FREQUENT = 500
MOST_RANKED = 120
MOST_SORTED = 401
# Few questions are hidden, so they are left out at the end, where only the best are looked up.
RANKED = """
SELECT r.question, r.voice, d.solution IS NOT NULL, r.of
FROM (
    SELECT question, (array_agg(voice ORDER BY shown DESC, voice))[1] AS voice, {best} AS score, count(*) OVER () AS of
    FROM (
        SELECT t.question, t.voice, ts_rank('{shown}', t.words, %(telling)s::tsquery, 1) AS shown, {ranks}
        FROM search_text t {joined} WHERE {candidates} LIMIT %(most)s
    ) AS ranked
    GROUP BY question ORDER BY score DESC, question DESC LIMIT {limit}
) AS r JOIN search_document d ON d.question = r.question
WHERE {where} ORDER BY r.score DESC, r.question DESC
"""
JOINED = "JOIN search_document d ON d.question = t.question AND {where}"
SORTED = """
WITH found AS MATERIALIZED (
    SELECT d.question, d.voice, d.solution IS NOT NULL AS solved, {sort} AS sort FROM search_document d
    WHERE {where} ORDER BY {sort} DESC, d.question DESC LIMIT {limit}
), page AS (SELECT * FROM found ORDER BY sort DESC, question DESC LIMIT %(limit)s OFFSET %(offset)s)
SELECT question, {voice}, solved, (SELECT count(*) FROM found) FROM page ORDER BY sort DESC, question DESC
"""
ORDERS = {"newest": "d.asked_at", "relevance": "d.asked_at", "votes": "d.votes"}


@dataclass(slots=True)
class Found:
    """A question, which of its texts to show, whether it is solved, and how many were found with it."""

    question: int
    voice: int
    solved: bool
    of: int


def by_words(terms: Sequence[Term], asked: Asked, narrowed: Where) -> list[Found]:
    """The best fitting questions; `of` is how many candidates there are."""
    telling = [term for term in terms if not term.weak] or list(terms)
    if not telling and not asked.phrases:
        return []
    candidates, values = _candidates(telling, asked)
    ranks, weights = _ranks(telling)
    ranks_of = [f"r{number}" for number in range(len(telling))] or ["r0"]
    query = RANKED.format(
        candidates=candidates,
        joined=JOINED.format(where=narrowed) if narrowed.narrows else "",
        where=narrowed,
        ranks=ranks,
        best=" + ".join(f"max({column})" for column in ranks_of),
        shown=SHOWN,
        limit=MOST_RANKED,
    )
    values |= {**narrowed.values, **weights, "telling": any_of(telling), "most": MOST_CANDIDATES}
    return [Found(*row) for row in run(query, values)]


def sorted_by(
    sort: str, terms: Sequence[Term], asked: Asked, narrowed: Where, *, limit: int, offset: int
) -> list[Found]:
    """Questions with all the words in one of their texts, by time or votes; `of` counts no further than 401."""
    telling = [term for term in terms if not term.weak] or list(terms)
    hard, values = strictly(asked)
    if telling:
        hard.insert(0, "t.words @@ %(all)s::tsquery")
        values["all"] = all_of(telling)
    fits = " AND ".join(hard)
    conditions = list(narrowed.conditions)
    if hard:
        conditions.append(f"EXISTS (SELECT FROM search_text t WHERE t.question = d.question AND {fits})")
    first = f"(SELECT min(t.voice) FROM search_text t WHERE t.question = page.question AND {fits})"
    query = SORTED.format(
        sort=ORDERS[sort], where=" AND ".join(conditions), limit=MOST_SORTED, voice=first if hard else "voice"
    )
    return [Found(*row) for row in run(query, {**narrowed.values, **values, "limit": limit, "offset": offset})]


def strictly(asked: Asked) -> tuple[list[str], dict[str, Any]]:
    """What the text `t` must hold, and what no text of its question may hold."""
    conditions, values = [], {}
    for number, phrase in enumerate(asked.phrases):
        conditions.append(f"t.words @@ {_phrase(f'phrase{number}')}")
        values[f"phrase{number}"] = phrase
    for number, phrase in enumerate(asked.without):
        there = f"x.question = t.question AND x.words @@ {_phrase(f'without{number}')}"
        conditions.append(f"NOT EXISTS (SELECT FROM search_text x WHERE {there})")
        values[f"without{number}"] = phrase
    return conditions, _in_each_language(values)


def _phrase(name: str) -> str:
    return "(" + " || ".join(f"phraseto_tsquery('{config}', %({name}_{config})s)" for config in CONFIGS) + ")"


def _in_each_language(values: dict[str, str]) -> dict[str, Any]:
    return {f"{name}_{config}": " ".join(words_of(text, config)) for name, text in values.items() for config in CONFIGS}


def _candidates(telling: Sequence[Term], asked: Asked) -> tuple[str, dict[str, Any]]:
    """Which texts are looked at closely: those with a rare word; if every word is frequent, those with all of them."""
    hard, values = strictly(asked)
    if asked.phrases:
        return " AND ".join(hard), values
    rare: list[Term] = []
    texts = 0
    for term in sorted(telling, key=lambda term: term.texts):
        if rare and texts + term.texts > MOST_CANDIDATES:
            break
        rare.append(term)
        texts += term.texts
    if rare[0].texts <= MOST_CANDIDATES:
        return " AND ".join(["t.words @@ %(any)s::tsquery", *hard]), {**values, "any": any_of(rare)}
    return _frequent(telling, hard, values)


def _frequent(telling: Sequence[Term], hard: list[str], values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """All of these words, in the newest titles if even that would be too many texts."""
    of_texts = max(1, *(term.of_texts for term in telling))
    expected = of_texts * math.prod(min(1.0, term.texts / of_texts) for term in telling)
    values = {**values, "all": all_of(telling)}
    if expected <= 2 * MOST_CANDIDATES:
        return " AND ".join(["t.words @@ %(all)s::tsquery", *hard]), values
    titled = """t.voice IN (SELECT voice FROM search_document WHERE title_words @@ %(all)s::tsquery AND NOT hidden
                            ORDER BY asked_at DESC LIMIT %(frequent)s)"""
    return " AND ".join([titled, *hard]), {**values, "frequent": MOST_FREQUENT}


def _ranks(telling: Sequence[Term]) -> tuple[str, dict[str, Any]]:
    parts: list[str] = []
    values: dict[str, Any] = {}
    for number, term in enumerate(telling):
        parts.append(f"%(rare{number})s * ts_rank('{WEIGHTS}', t.words, %(term{number})s::tsquery, 1) AS r{number}")
        values |= {f"rare{number}": term.rarity, f"term{number}": term.query}
    return ", ".join(parts) or "0 AS r0", values
