"""Find questions by what they mean. Web processes never load the model: a worker does, and answers within milliseconds.

A query's vector stands in the table search_query. A new query is put there without one, the worker is woken, and we
wait for 60 ms at most; when nobody answers, this search goes by words, and for some seconds nobody is waited for.
"""

import time
from collections import OrderedDict
from typing import Any

from django.db import connection

from groundswell.derived.search.asked import Asked
from groundswell.derived.search.filters import Where
from groundswell.derived.search.matching import Part, strictly
from groundswell.derived.search.rows import run
from groundswell.log.postgres.prepared import run_prepared

CHANNEL = "search_query"
PATIENCE = "60 milliseconds"
SILENCE = 5.0
READY_FOR = 30.0
KNOWN_FOR, MOST_KNOWN = 3_600.0, 5_000
NEAR = 80
# A single letter means nothing.
SHORTEST = 2
# Texts less alike than this have nothing to do with each other.
LEAST_LIKE = 0.3
ANSWERS_COUNT = 0.9
READY = "SELECT to_regclass('search_vector') IS NOT NULL AND EXISTS (SELECT FROM search_state WHERE model <> '')"
# Nearly all that comes again was asked for within a day, and then nothing is written.
ASK = """
WITH known AS (
    SELECT true AS yes FROM search_query
    WHERE text = %(text)s AND embedding IS NOT NULL AND at > now() - interval '1 day'
), asked AS (
    INSERT INTO search_query (text) SELECT %(text)s WHERE NOT EXISTS (SELECT FROM known)
    ON CONFLICT (text) DO UPDATE SET at = now()
    RETURNING embedding IS NOT NULL AS yes, CASE WHEN embedding IS NULL THEN pg_notify(%(channel)s, '') END
)
SELECT yes FROM known UNION ALL SELECT yes FROM asked
"""
# Without filters the index gives the nearest texts at once; with them it goes on until enough of them pass.
OF_A_QUERY = """(SELECT embedding FROM search_query WHERE text = %(text)s
                 AND set_config('hnsw.ef_search', '80', true) IS NOT NULL {tuned})"""
OF_A_TEXT = """(SELECT embedding FROM search_vector
                WHERE voice = (SELECT voice FROM search_document WHERE question = %(question)s)
                AND set_config('hnsw.ef_search', '80', true) IS NOT NULL)"""
ITERATIVE = "AND set_config('hnsw.iterative_scan', 'relaxed_order', true) IS NOT NULL"
# What must be in a text, or must not, is looked up in each text that is near, so not in more than this. Texts beyond are
# found by their words.
MOST_LOOKED_AT = 800
STRICT = f"{ITERATIVE} AND set_config('hnsw.max_scan_tuples', '{2 * MOST_LOOKED_AT}', true) IS NOT NULL"
# A question is as near as the nearest of its texts, which is the one to show.
NEAREST = f"""
SELECT question, voice, row_number() OVER (ORDER BY likeness DESC, question DESC) AS place, 0::bigint AS of
FROM (
    SELECT DISTINCT ON (question) question, voice, likeness
    FROM (
        SELECT question, voice, (1 - distance) * CASE WHEN answer IS NULL THEN 1 ELSE {ANSWERS_COUNT} END AS likeness
        FROM ({{texts}}) AS near WHERE {{where}}
    ) AS liked
    WHERE likeness > {LEAST_LIKE} ORDER BY question, likeness DESC, voice
) AS nearest"""
TEXTS = f"""
            SELECT v.question, v.voice, v.answer, v.embedding <=> {{like}} AS distance
            FROM search_vector v {{joined}} ORDER BY v.embedding <=> {{like}} LIMIT {NEAR}
"""
STRICT_TEXTS = f"""
            SELECT v.question, v.voice, v.answer, v.distance
            FROM (SELECT question, voice, answer, embedding <=> {{like}} AS distance
                  FROM search_vector ORDER BY embedding <=> {{like}} LIMIT {MOST_LOOKED_AT}) AS v {{joined}}
            ORDER BY v.distance LIMIT {NEAR}
"""
JOINED = "JOIN search_document d ON d.question = v.question WHERE {inside}"
# OFFSET keeps PostgreSQL from looking up all texts with a word first.
JOINED_STRICTLY = """JOIN LATERAL (SELECT question, words FROM search_text WHERE voice = v.voice OFFSET 0) AS t ON true
            JOIN search_document d ON d.question = v.question WHERE {inside}"""


def by_meaning(plain: str, asked: Asked, narrowed: Where) -> Part | None:
    """Questions whose texts mean something like this; none while the query's vector is not known."""
    text = _normal(plain)
    if len(text) < SHORTEST or not is_ready() or not _is_known(text):
        return None
    hard, values = strictly(asked)
    values |= {**narrowed.values, "text": text}
    if hard:
        joined = JOINED_STRICTLY.format(inside=" AND ".join([*hard, *narrowed.conditions]))
        return _nearest(STRICT_TEXTS, OF_A_QUERY.format(tuned=STRICT), values, joined)
    if narrowed.narrows:
        return _nearest(TEXTS, OF_A_QUERY.format(tuned=ITERATIVE), values, JOINED.format(inside=narrowed))
    return _nearest(TEXTS, OF_A_QUERY.format(tuned=""), values)


def like_question(question: int) -> Part | None:
    """Questions whose own texts mean something like this question's."""
    if not is_ready():
        return None
    where = "answer IS NULL AND question <> %(question)s"
    return _nearest(TEXTS, OF_A_TEXT, {"question": question}, where=where)


def _nearest(texts: str, like: str, values: dict[str, Any], joined: str = "", where: str = "true") -> Part:
    return Part(NEAREST.format(texts=texts.format(like=like, joined=joined), where=where), values)


def _normal(text: str) -> str:
    return " ".join(text.lower().split())[:200]


def _is_known(text: str) -> bool:
    now = time.monotonic()
    if _known.get(text, 0) > now:
        return True
    ((known,),) = run_prepared(ASK, {"text": text, "channel": CHANNEL})
    if not known and not connection.in_atomic_block and now > _answers["silent_until"]:
        ((known,),) = run("SELECT search_wait(%s, %s::interval)", [text, PATIENCE])
        if not known:
            _answers["silent_until"] = time.monotonic() + SILENCE
    if known and not connection.in_atomic_block:
        _known[text] = now + KNOWN_FOR
        while len(_known) > MOST_KNOWN:
            _known.popitem(last=False)
    return bool(known)


def is_ready() -> bool:
    """Whether there are vectors at all; looked up every half minute."""
    now = time.monotonic()
    if _ready["until"] < now or connection.in_atomic_block:
        _ready["yes"] = run(READY)[0][0]
        _ready["until"] = 0.0 if connection.in_atomic_block else now + READY_FOR
    return bool(_ready["yes"])


def look_again() -> None:
    """Forget for how long nothing is waited for or looked up."""
    _ready["until"] = _answers["silent_until"] = 0.0


_known: OrderedDict[str, float] = OrderedDict()
_answers = {"silent_until": 0.0}
_ready: dict[str, float | bool] = {"until": 0.0, "yes": False}
