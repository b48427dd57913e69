"""Who helped whom where, event by event: what ranks, expertise and streaks are read from.

Each event sets fields of one question or one answer. Of several in a batch the last counts, field by field, so whatever the
batches are, the rows are the same.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import connection

from groundswell.derived.standing.merits import award
from groundswell.derived.standing.models import Help, MeritAward, Pause, Place
from groundswell.derived.standing.streaks import monday
from groundswell.events import sorting, tagging
from groundswell.events import support as it
from groundswell.events.standing import PauseBegun, PauseEnded
from groundswell.log.consumers import Batch, Entry, consumer
from groundswell.log.postgres.arrays import columns

PLACES = """
INSERT INTO standing_place (question, asker, topic, tags, at, hidden)
SELECT question, asker, topic, coalesce((SELECT array_agg(t) FROM jsonb_array_elements_text(tags) AS t), '{}'), at, false
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::jsonb[], %s::timestamptz[]) AS n (question, asker, topic, tags, at)
ON CONFLICT DO NOTHING
"""
HELPS = """
INSERT INTO standing_help (answer, question, member, at, own, hidden, role)
SELECT answer, question, member, at, own, false, ''
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[], %s::bool[]) AS n (answer, question, member, at, own)
ON CONFLICT DO NOTHING
"""
TOPICS = """
UPDATE standing_place p SET topic = s.topic FROM unnest(%s::bigint[], %s::bigint[]) AS s (question, topic)
WHERE p.question = s.question
"""
TAGS = """
UPDATE standing_place p SET tags = coalesce((SELECT array_agg(t) FROM jsonb_array_elements_text(s.tags) AS t), '{}')
FROM unnest(%s::bigint[], %s::jsonb[]) AS s (question, tags) WHERE p.question = s.question
"""
REPLACED = """
UPDATE standing_place p SET tags = CASE WHEN s.new = '' OR s.new = ANY(p.tags) THEN array_remove(p.tags, s.old::varchar)
    ELSE array_append(array_remove(p.tags, s.old::varchar), s.new::varchar) END
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS s (question, old, new) WHERE p.question = s.question
"""
HIDDEN_PLACES = """
UPDATE standing_place p SET hidden = s.hidden FROM unnest(%s::bigint[], %s::bool[]) AS s (question, hidden)
WHERE p.question = s.question
"""
HIDDEN_HELPS = """
UPDATE standing_help h SET hidden = s.hidden FROM unnest(%s::bigint[], %s::bool[]) AS s (answer, hidden)
WHERE h.answer = s.answer
"""
MARKS = """
UPDATE standing_help h SET role = s.role, solved_at = s.at, own = s.own
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::bool[]) AS s (answer, role, at, own) WHERE h.answer = s.answer
"""
MOVED = """
UPDATE standing_help h SET question = s.question FROM unnest(%s::bigint[], %s::bigint[]) AS s (answer, question)
WHERE h.answer = s.answer
"""
PAUSES = """
INSERT INTO standing_pause (entry, member, first, last)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[]) ON CONFLICT DO NOTHING
"""
ENDED = """
UPDATE standing_pause p SET last = e.last FROM (
    SELECT p.entry, min(e.last) AS last FROM standing_pause p
    JOIN unnest(%s::bigint[], %s::bigint[], %s::date[]) AS e (member, entry, last) ON e.member = p.member AND e.entry > p.entry
    GROUP BY p.entry
) AS e WHERE e.entry = p.entry AND p.last > e.last
"""
HELPERS = "SELECT DISTINCT member FROM standing_help WHERE answer = ANY(%s) OR question = ANY(%s)"
DAY = timedelta(days=1)
HIDES = (it.QuestionDeleted, it.AnswerDeleted, sorting.QuestionMerged, sorting.SplitUndone)
SHOWS = (it.QuestionRestored, it.AnswerRestored, sorting.MergeUndone, sorting.PostSplit)
HANDLES = (
    it.QuestionAsked, it.QuestionMoved, it.QuestionRetagged, tagging.QuestionsRetagged, it.AnswerPosted, it.AnswerAccepted,
    it.SolutionRevoked, PauseBegun, PauseEnded, sorting.PostsMoved, *HIDES, *SHOWS,
)  # fmt: skip


@consumer("standing.help", *HANDLES, rebuilds=(Place, Help, Pause, MeritAward))
def count_help(batch: Batch) -> None:
    asked = (entry.data for entry, _e in batch.of(it.QuestionAsked, sorting.PostSplit))
    times = (entry.data.get("asked_at", entry.at) for entry, _e in batch.of(it.QuestionAsked, sorting.PostSplit))
    places = (
        (d["question"], d["asker"], d["topic"], json.dumps(d["tags"]), at) for d, at in zip(asked, times, strict=True)
    )
    _write(PLACES, places)
    posted = ((e.answer, e.question, e.author, n.at, e.author == e.asker) for n, e in batch.of(it.AnswerPosted))
    _write(HELPS, posted)
    _write(TOPICS, {e.question: e.topic for _n, e in batch.of(it.QuestionMoved)}.items())
    _set_tags(batch)
    _write(MOVED, {answer: e.into for _n, e in batch.of(sorting.PostsMoved) for answer in e.answers}.items())
    marks = dict(_mark(entry) for entry, _e in batch.of(it.AnswerAccepted, it.SolutionRevoked))
    _write(MARKS, ((answer, *mark) for answer, mark in marks.items()))
    hidden = [each for entry, _e in batch.of(*HIDES, *SHOWS) for each in _hidden(entry)]
    _write(HIDDEN_PLACES, {key: is_so for kind, key, is_so in hidden if kind == "question"}.items())
    _write(HIDDEN_HELPS, {key: is_so for kind, key, is_so in hidden if kind == "answer"}.items())
    _write(PAUSES, ((entry.position, e.member, e.first, e.last) for entry, e in batch.of(PauseBegun)))
    _write(ENDED, ((e.member, n.position, monday(n.at.date()) - DAY) for n, e in batch.of(PauseEnded)))
    award(_helpers(batch))


def _helpers(batch: Batch) -> set[int]:
    """Whose badges may be others now."""
    found = {e.author for _n, e in batch.of(it.AnswerPosted)} | {
        entry.data["member"] for entry, _e in batch.of(PauseBegun, PauseEnded)
    }
    answers, questions = set(), set()
    for entry, event in batch.of(*HANDLES):
        if isinstance(event, sorting.PostsMoved):
            answers |= set(event.answers)
        elif (answer := entry.data.get("answer") or entry.data.get("was_answer")) is not None:
            answers.add(answer)
        elif isinstance(event, (it.QuestionMoved, *HIDES, *SHOWS)):
            questions.add(entry.data["question"])
    with connection.cursor() as cursor:
        cursor.execute(HELPERS, [sorted(answers), sorted(questions)])
        return found | {row[0] for row in cursor.fetchall()}


def _set_tags(batch: Batch) -> None:
    """In the order of the log: what one question got, and what many did because of a synonym."""
    pending: dict[int, str] = {}
    for _entry, event in batch.of(it.QuestionRetagged, tagging.QuestionsRetagged):
        if isinstance(event, tagging.QuestionsRetagged):
            _write(TAGS, pending.items())
            _write(REPLACED, ((question, event.drop, event.add) for question in event.questions))
            pending = {}
        elif isinstance(event, it.QuestionRetagged):
            pending[event.question] = json.dumps(event.tags)
    _write(TAGS, pending.items())


def _mark(entry: Entry) -> tuple[int, tuple[str, Any, bool]]:
    """Of an answer: as whom it was marked, when, and whether it solved its author's own question."""
    event = entry.event
    assert isinstance(event, it.AnswerAccepted | it.SolutionRevoked)
    own = event.author == event.asker
    if isinstance(event, it.AnswerAccepted) and not event.wiki:
        return event.answer, (event.role, entry.at, own)
    return event.answer, ("", None, own)


def _hidden(entry: Entry) -> Iterator[tuple[str, int, bool]]:
    """(kind, number, out of sight). What was split off is a question while its answer is out of sight."""
    kind = "answer" if isinstance(entry.event, it.AnswerDeleted | it.AnswerRestored) else "question"
    yield kind, entry.data[kind], isinstance(entry.event, HIDES)
    if isinstance(entry.event, sorting.PostSplit | sorting.SplitUndone) and entry.event.was_answer:
        yield "answer", entry.event.was_answer, isinstance(entry.event, sorting.PostSplit)


def _write(query: str, rows: Iterable[tuple[Any, ...]]) -> None:
    if known := list(rows):
        with connection.cursor() as cursor:
            cursor.execute(query, columns(known))
