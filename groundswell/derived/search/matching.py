"""Find questions by their words: a few hundred candidates by index, then ranked by how telling each word is.

PostgreSQL's own ranks count a word the same whether it is in every text or in three. Here each word's rank is
weighted by its rarity: on linked questions of a real site that finds twice as many (docs/decisions/0009-search.md).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from groundswell.derived.search.asked import Asked
from groundswell.derived.search.filters import Where
from groundswell.derived.search.rows import run
from groundswell.derived.search.terms import Term, all_of, any_of
from groundswell.derived.search.words import CONFIGS, words_of

# How much a word counts in a title (A), a question (B) and an answer (C); the first number is D, which is not used.
WEIGHTS = "{0.1,0.4,0.4,1.0}"
# So many texts are ranked, and fewer when there are many words to rank each by.
MOST_CANDIDATES, LEAST_CANDIDATES, MOST_RANKS = 1_500, 300, 1_800
MOST_FREQUENT = 160
MOST_RANKED = 120
# Of texts that have only one of several frequent words, and there are many of those.
MOST_OTHERS = 80
# A query of many words is decided by its rarest.
MOST_TELLING = 8
# With so many texts expected that have all the words, those with some of them are not looked at.
ENOUGH_TEXTS = 60
WORDS = """
SELECT question, NULL::bigint AS voice, row_number() OVER (ORDER BY score DESC, question DESC) AS place, of
FROM (
    SELECT question, {best} AS score, count(*) OVER () AS of
    FROM (SELECT t.question, {ranks} FROM {texts} t {joined} WHERE {fits} LIMIT {most}) AS ranked
    GROUP BY question ORDER BY score DESC, question DESC LIMIT {limit}
) AS best"""
JOINED = "JOIN search_document d ON d.question = t.question AND {where}"
# Whether words stand beside each other is seen in the text only, so it is not looked for in more texts than that.
MOST_PHRASED = 1_500
# The newest texts with all the words, among the newest of all: PostgreSQL reads those back, or goes by the words' index within
# them, whichever is less. Without a bound it would have to read all texts with the words, wherever they are.
NEWEST_TEXTS = """
(SELECT voice, question, words FROM search_text WHERE words @@ %(all)s::tsquery AND voice > {after}
 ORDER BY voice DESC LIMIT {most})"""
REACH = "SELECT coalesce(min(voice), 0), coalesce(max(voice), 0) FROM search_text"
# So many times as far back as the words would reach if they were as frequent lately as ever.
FURTHER = 2
NEWEST_TITLES = f"""
t.voice IN (SELECT voice FROM search_document WHERE title_words @@ %(all)s::tsquery AND NOT hidden
            ORDER BY asked_at DESC LIMIT {MOST_FREQUENT})"""
# Of words that are all frequent: texts with two of them, and the newest titles with the rarest. A text may be there twice.
SOME = f"""
(SELECT * FROM (SELECT voice, question, words FROM search_text WHERE words @@ %(two)s::tsquery LIMIT {{most}}) AS two
 UNION ALL SELECT voice, question, words FROM search_text WHERE voice IN (
     SELECT voice FROM search_document WHERE title_words @@ %(any)s::tsquery AND NOT hidden
     ORDER BY asked_at DESC LIMIT {MOST_FREQUENT}){{more}})"""
# Where that is too little: a few of the many texts with the rarest.
OTHERS = f"""
 UNION ALL SELECT * FROM (SELECT voice, question, words FROM search_text WHERE words @@ %(any)s::tsquery
                          LIMIT {MOST_OTHERS}) AS others"""
# Asked of one question after another (which OFFSET makes sure of), of those only that have all else: a word that is in most
# texts would otherwise be looked up in all of them.
WITHOUT = """NOT EXISTS (SELECT FROM search_text x WHERE x.question = {text}.question
                             AND x.words @@ {unwanted} OFFSET 0)"""
MOST_SORTED = 401
# Of words that are in many texts, the newest questions are looked for among the newest texts: so many for each that is shown,
# and more if those were of too few questions.
TEXTS_FOR_ONE = 2, 8
SORTED = """
WITH found AS MATERIALIZED (
    SELECT d.question, d.voice, {sort} AS sort FROM search_document d
    WHERE {where} ORDER BY {sort} DESC, d.question DESC LIMIT {limit}
), page AS (SELECT * FROM found ORDER BY sort DESC, question DESC LIMIT %(limit)s OFFSET %(offset)s)
SELECT question, {voice}, (SELECT count(*) FROM found) FROM page ORDER BY sort DESC, question DESC
"""
ORDERS = {"newest": "d.asked_at", "relevance": "d.asked_at", "votes": "d.votes"}


@dataclass(slots=True)
class Found:
    """A question, which of its texts to show, and how many were found with it."""

    question: int
    voice: int
    of: int


@dataclass(frozen=True, slots=True)
class Part:
    """A subquery that gives (question, voice, place, of), and the values that it names."""

    query: str
    values: dict[str, Any] = field(default_factory=dict)


def by_words(terms: Sequence[Term], asked: Asked, narrowed: Where) -> Iterator[Part]:
    """The best fitting questions, in one way after another: the next one is worth a try when this one found few."""
    telling = telling_of(terms)
    if not telling and not asked.phrases:
        return
    hard, values = strictly(asked)
    ranks, weights = _ranks(telling)
    best = " + ".join(f"max(r{number})" for number in range(max(1, len(telling))))
    joined = JOINED.format(where=narrowed) if narrowed.narrows else ""
    for texts, candidates in _phrased(telling) if asked.phrases else _candidates(telling):
        query = WORDS.format(
            texts=texts,
            fits=" AND ".join(filter(None, [candidates, *hard])) or "true",
            joined=joined,
            ranks=ranks,
            best=best,
            most=_most(telling),
            limit=MOST_RANKED,
        )
        yield Part(query, {**values, **narrowed.values, **weights, **_values(telling)})


def sorted_by(
    sort: str, terms: Sequence[Term], asked: Asked, narrowed: Where, *, limit: int, offset: int
) -> list[Found]:
    """Questions with all the words in one of their texts, by time or votes; `of` counts no further than 401.

    By time, of words that are in many texts, those with the newest texts: all texts with a frequent word would have to be
    read to know which question was asked last.
    """
    telling = [term for term in terms if not term.weak] or list(terms)
    hard, values = strictly(asked)
    many = _together(telling) if telling and not hard and not narrowed.chosen and sort != "votes" else 0.0
    if telling:
        hard.insert(0, "t.words @@ %(all)s::tsquery")
        values["all"] = all_of(telling)
    fits = " AND ".join(hard)
    first = f"(SELECT min(t.voice) FROM search_text t WHERE t.question = page.question AND {fits})" if hard else "voice"

    def found(*conditions: str) -> list[Found]:
        where = " AND ".join([*narrowed.conditions, *conditions])
        query = SORTED.format(sort=ORDERS[sort], where=where, limit=MOST_SORTED, voice=first)
        rows = run(query, {**narrowed.values, **values, "limit": limit, "offset": offset})
        return [Found(*row) for row in rows]

    for texts in TEXTS_FOR_ONE if many > MOST_CANDIDATES else ():
        newest = _newest(many, texts * (offset + limit))
        quick = found(f"d.question IN (SELECT question FROM {newest} AS newest)")
        if len(quick) == limit:
            at_least = min(MOST_SORTED, int(many) // max(TEXTS_FOR_ONE))
            return [replace(one, of=max(one.of, at_least)) for one in quick]
    return found(*([f"EXISTS (SELECT FROM search_text t WHERE t.question = d.question AND {fits})"] if hard else []))


def telling_of(terms: Sequence[Term]) -> list[Term]:
    """The words that decide: the rarest of those that are not in nearly every text."""
    telling = [term for term in terms if not term.weak] or list(terms)
    rarest = sorted(telling, key=lambda term: term.texts)[:MOST_TELLING]
    return [term for term in telling if term in rarest]


def strictly(asked: Asked, text: str = "t") -> tuple[list[str], dict[str, Any]]:
    """What the text must hold, and what no text of its question may hold."""
    conditions, values = [], {}
    for number, phrase in enumerate(asked.phrases):
        conditions.append(f"{text}.words @@ {_phrase(f'phrase{number}')}")
        values[f"phrase{number}"] = phrase
    for number, phrase in enumerate(asked.without):
        values[f"without{number}"] = phrase
    if asked.without:
        unwanted = " || ".join(_phrase(f"without{number}") for number in range(len(asked.without)))
        conditions.append(WITHOUT.format(text=text, unwanted=f"(SELECT {unwanted})"))
    return conditions, _in_each_language(values)


def _phrase(name: str) -> str:
    """In any language, as a subquery: PostgreSQL then takes the words apart once, not for each text that it looks at."""
    return "(SELECT " + " || ".join(f"phraseto_tsquery('{config}', %({name}_{config})s)" for config in CONFIGS) + ")"


def _in_each_language(values: dict[str, str]) -> dict[str, Any]:
    return {f"{name}_{config}": " ".join(words_of(text, config)) for name, text in values.items() for config in CONFIGS}


def _candidates(telling: Sequence[Term]) -> list[tuple[str, str]]:
    """Which texts are looked at closely, and on what condition: with all the words if there are many of those, else with
    some."""
    every, any_, titles = (
        ("search_text", fits) for fits in ("t.words @@ %(all)s::tsquery", "t.words @@ %(any)s::tsquery", NEWEST_TITLES)
    )
    if len(telling) == 1:
        return [any_] if telling[0].texts <= MOST_CANDIDATES else [titles, any_]
    most, expected = _most(telling), _together(telling)
    some = [any_]
    if min(term.texts for term in telling) > most:
        some = [(SOME.format(most=most // 2, more=more), "") for more in ("", OTHERS)]
    if expected > MOST_CANDIDATES:
        return [titles, every, *some]
    return [every, *some] if expected >= ENOUGH_TEXTS else some


def _phrased(telling: Sequence[Term]) -> list[tuple[str, str]]:
    """All texts, unless the words of the phrase are in too many of them together: then the newest.

    Words of two letters are not counted. They are taken for frequent first, and where one is not, for as rare as it may be.
    """
    every, counted = [("search_text", "")], [term for term in telling if term.texts]
    if not telling:
        return every
    together = _together(counted) if counted else float(telling[0].of_texts)
    if counted and together <= MOST_PHRASED:
        return every
    newest = [(_newest(together, MOST_PHRASED), "")]
    return newest if len(counted) == len(telling) else newest + every


def _newest(together: float, most: int) -> str:
    """The newest texts with all the words, if there are enough of them where they should be."""
    ((first, last),) = run(REACH)
    back = FURTHER * most * (last - first + 1) / max(1.0, together)
    return NEWEST_TEXTS.format(most=most, after=last - math.ceil(back))


def _most(telling: Sequence[Term]) -> int:
    return max(LEAST_CANDIDATES, min(MOST_CANDIDATES, MOST_RANKS // max(1, len(telling))))


def _together(terms: Sequence[Term]) -> float:
    """In how many texts they would all be if they had nothing to do with each other."""
    of_texts = max(1, *(term.of_texts for term in terms))
    return of_texts * math.prod(min(1.0, term.texts / of_texts) for term in terms)


def _values(telling: Sequence[Term]) -> dict[str, Any]:
    """`any` is a rare word: as many of the rarest as bring no more texts than can be looked at."""
    rarest = sorted(telling, key=lambda term: term.texts)
    rare: list[Term] = []
    texts = 0
    for term in rarest:
        if rare and texts + term.texts > _most(telling):
            break
        rare.append(term)
        texts += term.texts
    two = " | ".join(f"({all_of(pair)})" for pair in combinations(rarest[:4], 2))
    return {"any": any_of(rare), "all": all_of(telling), "two": two, "telling": any_of(telling)}


def _ranks(telling: Sequence[Term]) -> tuple[str, dict[str, Any]]:
    parts: list[str] = []
    values: dict[str, Any] = {}
    for number, term in enumerate(telling):
        rank = f"ts_rank('{WEIGHTS}', t.words, %(term{number})s::tsquery, 1)"
        parts.append(f"%(rare{number})s::float8 * {rank} AS r{number}")
        values |= {f"rare{number}": term.rarity, f"term{number}": term.query}
    return ", ".join(parts) or "0 AS r0", values
