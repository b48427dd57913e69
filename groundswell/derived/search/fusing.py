"""One list from two, by reciprocal rank fusion, in the statement that also reads what is shown of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from groundswell.derived.search.asked import Asked
from groundswell.derived.search.filters import Where
from groundswell.derived.search.matching import Part, strictly
from groundswell.derived.search.rows import Rows
from groundswell.derived.search.terms import Term, any_of
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.groups.audiences import SHUT_AT

# Tuned on linked questions of two real sites (docs/decisions/0009-search.md).
K = 10
# Two words are names to look for; a sentence has a meaning, which then counts up to twice.
LEAST_MEANING, MOST_MEANING, BY_WORD = 1.0, 2.0, 0.5
SOLVED = 1.03
# Which text is shown under a title that is shown anyway.
SHOWN_WEIGHTS = "{0.0,0.5,0.5,0.0}"
NOTHING = Part("SELECT NULL::bigint AS question, NULL::bigint AS voice, 0 AS place, 0::bigint AS of WHERE false")
COLUMNS = """p.question, p.title, p.topic, p.tags, p.language, p.asked_at, p.answers, p.votes, p.solution, p.closed,
       p.score, t.answer, left(t.text, 4000), m.id, m.handle, m.name, m.role, m.level, m.avatar, m.erased_at"""
# The index follows what happens a moment later; where a question is by now decides who sees it.
SHUT_NOW = SHUT_AT.format(question="d.question")
# Best first: score = solved * (1 / (K + place by words) + worth / (K + place by meaning)); the newer wins a tie.
FUSED = f"""
WITH words AS MATERIALIZED ({{words}}), near AS MATERIALIZED ({{near}}), fused AS (
    SELECT question, max(voice) AS near, sum(worth / ({K} + place)) AS score
    FROM (SELECT question, voice, place, 1::float8 AS worth FROM words
          UNION ALL SELECT question, voice, place, %(meaning)s::float8 FROM near) AS placed
    GROUP BY question
), p AS MATERIALIZED (
    SELECT d.*, f.near, count(*) OVER () AS of,
           f.score * CASE WHEN d.solution IS NULL THEN 1 ELSE {SOLVED}::float8 END AS score
    FROM fused f JOIN search_document d ON d.question = f.question
    WHERE {{where}} AND NOT {SHUT_NOW} ORDER BY score DESC, d.question DESC LIMIT %(limit)s OFFSET %(offset)s
)
SELECT p.of, coalesce((SELECT max(of) FROM words), 0), (SELECT version FROM search_state), t.voice, {COLUMNS}
FROM p LEFT JOIN LATERAL ({{shown}}) AS t ON true LEFT JOIN member m ON m.id = p.asker
ORDER BY p.score DESC, p.question DESC
"""
FITTING = """
SELECT t.voice, t.answer, t.text FROM search_text t WHERE t.question = p.question
ORDER BY {hard} ts_rank('{weights}', t.words, %(telling)s::tsquery, 1) DESC,
         t.voice IS DISTINCT FROM p.near, t.voice LIMIT 1"""
NEAREST = "SELECT t.voice, t.answer, t.text FROM search_text t WHERE t.voice = coalesce(p.near, p.voice)"
LISTED = f"""
SELECT {COLUMNS}
FROM (SELECT d.*, 0::float8 AS score, w.voice AS shown, w.place
      FROM unnest(%(questions)s::bigint[], %(voices)s::bigint[]) WITH ORDINALITY AS w (question, voice, place)
      JOIN search_document d ON d.question = w.question
      WHERE NOT d.hidden AND d.title <> '' AND NOT {SHUT_NOW}
        AND (%(version)s::bigint IS NULL OR %(version)s::bigint = (SELECT version FROM search_state))) AS p
LEFT JOIN search_text t ON t.voice = p.shown LEFT JOIN member m ON m.id = p.asker
ORDER BY p.place
"""


@dataclass
class Page:
    """What is shown of some questions. `of` is how many there are, `texts` in how many of them the words are; `voices`
    are the texts shown, and `version` is that of the index."""

    rows: Rows
    of: int = 0
    texts: int = 0
    voices: list[int] = field(default_factory=list)
    version: int | None = None


def fused(
    words: Part | None,
    near: Part | None,
    asked: Asked,
    narrowed: Where,
    telling: Sequence[Term],
    limit: int,
    offset: int,
) -> Page:
    """The best questions."""
    words, near = words or NOTHING, near or NOTHING
    hard, _values = strictly(Asked("", phrases=asked.phrases))
    must = "".join(f"({one}) DESC, " for one in hard)
    shown = FITTING.format(hard=must, weights=SHOWN_WEIGHTS) if telling or hard else NEAREST
    query = FUSED.format(words=words.query, near=near.query, where=narrowed, shown=shown)
    values: dict[str, Any] = {"telling": any_of(telling), **narrowed.values, **near.values, **words.values}
    worth = min(MOST_MEANING, max(LEAST_MEANING, BY_WORD * len(telling)))
    rows = run_prepared(query, {**values, "meaning": worth, "limit": limit, "offset": offset})
    if not rows:
        return Page([])
    of, texts, version = rows[0][:3]
    return Page([row[4:] for row in rows], of, texts, [row[3] for row in rows], version)


def listed(
    questions: Sequence[int], voices: Sequence[int], reads: Mapping[str, Any], version: int | None = None
) -> Rows:
    """What is shown of these questions, with these of their texts, in their order, to who `reads`; nothing when the index
    is no more of this version."""
    values = {"questions": list(questions), "voices": list(voices), "version": version, **reads}
    return run_prepared(LISTED, values) if questions else []
