"""The words that occur: learned from texts, counted now and then, and asked for stems, frequency and likeness."""

import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from groundswell.derived.search import topics
from groundswell.derived.search.models import State
from groundswell.derived.search.reading import Reading
from groundswell.derived.search.rows import run
from groundswell.derived.search.words import CONFIGS, SIMPLE, fold, words_of
from groundswell.log.postgres.arrays import columns
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.groups.audiences import SHUT_AT, SHUT_NAMED, open_to

SHORTEST, LONGEST = 3, 30
KEPT_FOR, MOST_KEPT = 60.0, 5_000
PAUSE, SHARE = 10.0, 200
UNKNOWN = """
SELECT config, word FROM unnest(%s::text[], %s::text[]) AS t (config, word)
WHERE NOT EXISTS (SELECT FROM search_word w WHERE w.config = t.config AND w.word = t.word)
"""
LEARN = """
INSERT INTO search_word (config, word, lexeme, texts, trigrams)
SELECT config, word, lexeme, 1, (SELECT array_agg(DISTINCT substr('  ' || word || ' ', at, 3))
                                 FROM generate_series(1, length(word) + 1) AS at)
FROM (SELECT config, word, (tsvector_to_array(to_tsvector(config::regconfig, word)))[1] AS lexeme
      FROM unnest(%s::text[], %s::text[]) AS t (config, word)) AS new
WHERE lexeme IS NOT NULL
ON CONFLICT (config, word) DO NOTHING
"""
COUNT = """
WITH counts AS MATERIALIZED (SELECT word AS lexeme, ndoc FROM ts_stat('SELECT words FROM search_text')),
gone AS (DELETE FROM search_word w WHERE NOT EXISTS (SELECT FROM counts c WHERE c.lexeme = w.lexeme))
UPDATE search_word w SET texts = c.ndoc FROM counts c WHERE c.lexeme = w.lexeme AND w.texts <> c.ndoc
"""
STEMS = """
WITH lexed AS (
    SELECT word, config, tsvector_to_array(to_tsvector(config::regconfig, folded)) AS lexemes
    FROM unnest(%s::text[], %s::text[], %s::text[]) AS t (word, config, folded)
), stems AS (
    SELECT word, array_agg(DISTINCT lexeme) FILTER (WHERE lexeme IS NOT NULL) AS lexemes,
           bool_or(config <> 'simple' AND lexemes = '{}') AS weak
    FROM lexed LEFT JOIN unnest(lexemes) AS lexeme ON true GROUP BY word
)
SELECT word, coalesce(lexemes, '{}'), weak,
       (SELECT coalesce(sum(most), 0) FROM (SELECT max(texts) AS most FROM search_word w
                                            WHERE w.lexeme = ANY(stems.lexemes) GROUP BY w.lexeme) AS counted),
       (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'search_text'::regclass)
FROM stems
"""
LIKE = """
SELECT word, texts FROM search_word
WHERE ({alike}) AND length(word) BETWEEN %s AND %s ORDER BY texts DESC LIMIT 150
"""
READABLE = f"""
SELECT DISTINCT w.word FROM search_word w WHERE w.word = ANY(%(words)s::varchar[]) AND EXISTS (
    SELECT FROM search_text t JOIN search_document d ON d.question = t.question
    WHERE t.words @@ quote_literal(w.lexeme)::tsquery AND NOT d.hidden AND {open_to("d.topic", SHUT_NAMED)}
    AND NOT {SHUT_AT.format(question="d.question")})
"""


@dataclass(frozen=True, slots=True)
class Stem:
    """A word's stems in all languages, and in how many texts they are. `weak` words, such as "the", tell little."""

    word: str
    lexemes: tuple[str, ...]
    weak: bool
    texts: int
    of_texts: int


def learn(readings: Sequence[Reading]) -> None:
    """Remember the words of these texts. Numbers are left out: they are nobody's typing error."""
    said: set[tuple[str, str]] = set()
    for one in readings:
        said.update((one.config, word) for word in one.title_words.split())
        said.update((one.config, word) for word in one.text_words.split())
    pairs = sorted(pair for pair in said if SHORTEST <= len(pair[1]) <= LONGEST and pair[1].isalpha())
    if pairs and (unknown := run(UNKNOWN, columns(pairs))):
        run(LEARN, columns(unknown))


def count_if_due() -> bool:
    """Count the words anew if texts changed, spending at most half a percent of the time on it."""
    state, _new = State.objects.get_or_create(pk=State.ONLY)
    if state.changed_at is None or (state.counted_at and state.changed_at <= state.counted_at):
        return False
    pause = max(PAUSE, state.counting_took * SHARE)
    if state.counted_at and (timezone.now() - state.counted_at).total_seconds() < pause:
        return False
    count()
    return True


def count() -> None:
    """Set in how many texts each word is, and forget the words that are in none."""
    started, clock = timezone.now(), time.monotonic()
    with connection.cursor() as db:
        db.execute(COUNT)
        db.execute("ANALYZE search_word, search_text, search_document")
    took = time.monotonic() - clock
    State.objects.update_or_create(pk=State.ONLY, defaults={"counted_at": started, "counting_took": took})


def stems(words: Iterable[str]) -> dict[str, Stem]:
    """What is known of these words. Kept for a minute, but not within a transaction, which may see other texts."""
    wanted, now = list(dict.fromkeys(words)), time.monotonic()
    found: dict[str, Stem] = {}
    if not connection.in_atomic_block:
        found = {word: kept[1] for word in wanted if (kept := _kept.get(word)) and kept[0] > now}
    if missing := [word for word in wanted if word not in found]:
        rows = [(word, config, " ".join(words_of(word, config))) for word in missing for config in CONFIGS]
        for word, lexemes, weak, texts, of_texts in run(STEMS, columns(rows)):
            found[word] = Stem(word, tuple(lexemes), weak, int(texts), int(of_texts))
            _keep(word, found[word], now + KEPT_FOR)
    return found


def corrected(word: str, reader: tuple[Any, ...] = ()) -> str:
    """The known word that was most likely meant; empty when none is near. Words that only others may read are unknown."""
    word = fold(word)
    if len(word) < 4 or not word.isalpha():
        return ""
    far = 1 if len(word) < 8 else 2
    parts = _parts(word)
    query = LIKE.format(alike=" OR ".join(["trigrams @> %s::varchar[]"] * len(parts)))
    near: list[tuple[int, bool, int, str]] = []
    for known, texts in run(query, [*parts, len(word) - far, len(word) + far]):
        apart = distance(word, fold(known, SIMPLE), far)
        if apart <= far:
            near.append((apart, known[0] != word[0], -texts, known))
    if near and topics.some_are_private():
        known_here = _readable([known for *_rank, known in near], reader)
        near = [one for one in near if one[3] in known_here]
    return min(near)[3] if near else ""


def _readable(words: list[str], reader: tuple[Any, ...]) -> set[str]:
    """Those of these words that are in a text which this reader may see."""
    values = {"words": words, **topics.reads_of(reader)}
    return {word for (word,) in run_prepared(READABLE, values)}


def distance(one: str, other: str, most: int) -> int:
    """How many letters to add, leave out, change or swap with their neighbour; `most` + 1 when it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, match in enumerate(other, 1):
            best = min(row[-1] + 1, last[j] + 1, last[j - 1] + (letter != match))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == match:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def _parts(word: str) -> list[list[str]]:
    """The trigrams of a word in some runs: an error spoils one or two of them, so a near word has all of another."""
    padded = f"  {word} "
    runs = [padded[at : at + 3] for at in range(len(padded) - 2)]
    count = 3 if len(word) < 8 else 4
    size = -(-len(runs) // count)
    return [runs[at : at + size] for at in range(0, len(runs), size)]


_kept: OrderedDict[str, tuple[float, Stem]] = OrderedDict()


def _keep(word: str, stem: Stem, until: float) -> None:
    if not connection.in_atomic_block:
        _kept[word] = (until, stem)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
