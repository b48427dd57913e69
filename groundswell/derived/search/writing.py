"""The statements that write what search knows. They set, they never add: running one twice changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from psycopg.types.json import Jsonb

from groundswell.derived.search import vectors
from groundswell.derived.search.rows import run
from groundswell.log.journal import pages_changed
from groundswell.log.postgres.arrays import columns

if TYPE_CHECKING:
    from groundswell.derived.search.reading import Reading

# What pages of results are about, for those who keep pages.
RESULTS = "search"


class Place(NamedTuple):
    """Where a text stands; `answer` is empty for the question's own text."""

    question: int
    answer: int | None
    author: int


DOCUMENTS = """
INSERT INTO search_document (question, voice, title, title_words, topic, tags, language, asker, asked_at, active_at,
                             answers, votes, closed, hidden)
SELECT question, voice, '', '', topic, coalesce((SELECT array_agg(value) FROM jsonb_array_elements_text(tags)), '{}'),
       language, asker, asked_at, asked_at, 0, 0, false, false
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::jsonb[], %s::text[], %s::bigint[], %s::timestamptz[])
    AS t (question, voice, topic, tags, language, asker, asked_at)
ON CONFLICT (question) DO UPDATE SET voice = EXCLUDED.voice, topic = EXCLUDED.topic, tags = EXCLUDED.tags,
    language = EXCLUDED.language, asker = EXCLUDED.asker, asked_at = EXCLUDED.asked_at
"""
FACTS = {
    "tags": ("jsonb", "coalesce((SELECT array_agg(one) FROM jsonb_array_elements_text(value) AS one), '{}')"),
    "topic": ("bigint", "value"),
    "closed": ("bool", "value"),
    "hidden": ("bool", "value"),
    "canonical": ("bool", "value"),
    "solution": ("bigint", "value"),
    "active_at": ("timestamptz", "greatest(active_at, value)"),
}
REPLACED = """
UPDATE search_document SET tags = CASE WHEN %s = '' OR %s = ANY(tags) THEN array_remove(tags, %s::varchar)
    ELSE array_append(array_remove(tags, %s::varchar), %s::varchar) END WHERE question = ANY(%s)
"""
MEANINGS = """
INSERT INTO search_synonym (word, main) SELECT * FROM unnest(%s::text[], %s::text[])
ON CONFLICT (word) DO UPDATE SET main = EXCLUDED.main
"""
FACT = """
UPDATE search_document d SET {name} = {value}
FROM unnest(%s::bigint[], %s::{kind}[]) AS t (question, value) WHERE d.question = t.question
"""
TEXTS = """
WITH new AS MATERIALIZED (
    -- The plain words have no places, or a phrase could begin in the one and end in the other.
    SELECT *, setweight(to_tsvector(config::regconfig, title_words), 'A') ||
              strip(to_tsvector('simple', title_plain)) AS of_title
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[], %s::bigint[], %s::text[],
                %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS t (voice, question, answer, author, at, digest, config, title, text, title_words, title_plain, text_words)
), titled AS (
    UPDATE search_document d SET title = new.title, title_words = new.of_title
    FROM new WHERE d.question = new.question AND new.answer IS NULL
), waiting AS (
    INSERT INTO search_wanted (voice, at) SELECT voice, at FROM new WHERE title <> '' OR text <> ''
    ON CONFLICT (voice) DO NOTHING
)
INSERT INTO search_text (voice, question, answer, author, at, digest, text, words)
SELECT voice, question, answer, author, at, digest, text,
       of_title || setweight(to_tsvector(config::regconfig, text_words),
                             CASE WHEN answer IS NULL THEN 'B' ELSE 'C' END::"char")
FROM new
ON CONFLICT (voice) DO UPDATE SET question = EXCLUDED.question, answer = EXCLUDED.answer, author = EXCLUDED.author,
    at = EXCLUDED.at, digest = EXCLUDED.digest, text = EXCLUDED.text, words = EXCLUDED.words
"""
PRESENT = "SELECT voice, question, answer, author FROM search_text WHERE voice = ANY(%s)"
VOTES = """
WITH new AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[]) AS t (question, member, value)),
kept AS (
    INSERT INTO search_vote (question, member, value) SELECT question, member, value FROM new
    ON CONFLICT (question, member) DO UPDATE SET value = EXCLUDED.value
)
SELECT FROM new LIMIT 0
"""
VOTED = """
UPDATE search_document d SET votes = sums.votes
FROM (SELECT question, sum(value) AS votes FROM search_vote WHERE question = ANY(%s) GROUP BY question) AS sums
WHERE d.question = sums.question AND d.votes <> sums.votes
"""
ANSWERED = """
UPDATE search_document d SET answers = counts.answers
FROM (SELECT q AS question, count(t.answer) AS answers FROM unnest(%s::bigint[]) AS q
      LEFT JOIN search_text t ON t.question = q GROUP BY q) AS counts
WHERE d.question = counts.question AND d.answers <> counts.answers
"""
MOVED = """
UPDATE search_text t SET question = m.question FROM unnest(%s::bigint[], %s::bigint[]) AS m (answer, question)
WHERE t.answer = m.answer
"""
ERASED = """
WITH emptied AS (
    UPDATE search_text SET text = '', words = '', digest = 0 WHERE author = ANY(%s) RETURNING voice
), unwanted AS (DELETE FROM search_wanted WHERE voice IN (SELECT voice FROM emptied))
UPDATE search_document SET title = '', title_words = '' WHERE asker = ANY(%s)
"""


def add_documents(asked: Mapping[int, tuple[Any, ...]]) -> None:
    """Rows of (question, voice, topic, tags, language, asker, at)."""
    if asked:
        rows = columns(asked.values())
        rows[3] = [Jsonb(tags) for tags in rows[3]]
        run(DOCUMENTS, rows)


def set_facts(facts: Mapping[str, Mapping[int, Any]]) -> None:
    """By the name of the column: question and value."""
    for name, by_question in facts.items():
        kind, value = FACTS[name]
        values = [Jsonb(one) if kind == "jsonb" else one for one in by_question.values()]
        run(FACT.format(name=name, kind=kind, value=value), [list(by_question), values])


def replace_tag(questions: list[int], drop: str, add: str) -> None:
    """These questions have one tag less and another more; either may be empty."""
    run(REPLACED, [add, add, drop, drop, add, questions])


def set_meanings(meanings: Mapping[str, str]) -> None:
    """By word: the tag that it means, or nothing."""
    if meanings:
        if known := [(word, main) for word, main in meanings.items() if main]:
            run(MEANINGS, columns(known))
        run("DELETE FROM search_synonym WHERE word = ANY(%s)", [[word for word, main in meanings.items() if not main]])


def set_texts(texts: Sequence["Reading"]) -> None:
    """Keep these texts, put them in the line for vectors, and set the titles of their questions."""
    if texts:
        rows = (
            (t.voice, *t.place, t.at, t.digest, t.config, t.title, t.text, t.title_words, t.title_plain, t.text_words)
            for t in texts
        )
        run(TEXTS, columns(rows))
        run("UPDATE search_state SET changed_at = now()")


def move_answers(moved: Mapping[int, int]) -> None:
    """The question that each of these answers is at now."""
    if moved:
        run(MOVED, columns(moved.items()))


def present(voices: Iterable[int]) -> dict[int, Place]:
    """Which of these texts are kept: an edit of a deleted answer does not bring it back."""
    ids = sorted(voices)
    return {row[0]: Place(*row[1:]) for row in run(PRESENT, [ids])} if ids else {}


def drop_texts(voices: Iterable[int]) -> None:
    ids = sorted(voices)
    if ids:
        run("DELETE FROM search_text WHERE voice = ANY(%s)", [ids])
        run("DELETE FROM search_wanted WHERE voice = ANY(%s)", [ids])
        _forget_vectors("voice = ANY(%s)", [ids])


def set_votes(votes: Mapping[tuple[int, int], int]) -> None:
    """By question and member."""
    if votes:
        run(VOTES, columns((*key, value) for key, value in votes.items()))
        run(VOTED, [sorted({question for question, _member in votes})])


def count_answers(questions: Iterable[int]) -> None:
    ids = sorted(questions)
    if ids:
        run(ANSWERED, [ids])


def erase(members: list[int]) -> None:
    """Empty what these people wrote; their answers still count as answers."""
    if members:
        _forget_vectors("voice IN (SELECT voice FROM search_text WHERE author = ANY(%s))", [members])
        run(ERASED, [members, members])
        run("UPDATE search_state SET changed_at = now()")


def tell() -> None:
    """The index is another one now, and pages of results that are kept are about the former one."""
    run("UPDATE search_state SET version = pg_current_xact_id()::text::bigint")
    pages_changed([RESULTS])


def _forget_vectors(which: str, parameters: list[Any]) -> None:
    if vectors.are_there():
        run(f"DELETE FROM search_vector WHERE {which}", parameters)
