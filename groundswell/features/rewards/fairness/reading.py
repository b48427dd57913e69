"""What checks look at, read from the log and from the floors below: who supported whom, what was answered, texts, sign-ins.

Staff earn nothing, so nobody trades with them: as authors they are left out, as givers they are one more witness, all together number 0.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection

from groundswell.analysis.bursts import Given
from groundswell.analysis.clusters import Support
from groundswell.analysis.haste import First
from groundswell.analysis.likeness import Written
from groundswell.features.rewards.cycles.models import PayoutDetails
from groundswell.log import clock
from groundswell.members.models import Member, Role
from groundswell.voice.models import Revision, Voice

# Votes that stand and solutions that stand: the last word of each, and the entry that said it. Nothing imported: it earns nothing.
SUPPORTS = """
SELECT position, at, giver, author, answer, question FROM (
    SELECT DISTINCT ON (by, data->>'subject') position, at, by AS giver, (data->>'author')::bigint AS author,
           (data->>'subject')::bigint AS answer, (data->>'question')::bigint AS question,
           name = 'support.vote_cast' AND (data->>'value')::int > 0 AS stands
    FROM log_entry WHERE name IN ('support.vote_cast', 'support.vote_withdrawn') AND at BETWEEN %(since)s AND %(until)s AND by IS NOT NULL
      AND data->>'on' = 'answer' AND coalesce(data->>'origin', 'here') = 'here'
    ORDER BY by, data->>'subject', position DESC
) AS vote WHERE stands
UNION ALL
SELECT position, at, giver, author, answer, question FROM (
    SELECT DISTINCT ON (data->>'answer') position, at, by AS giver, (data->>'author')::bigint AS author,
           (data->>'answer')::bigint AS answer, (data->>'question')::bigint AS question,
           name = 'support.answer_accepted' AND by IS NOT NULL AS stands
    FROM log_entry WHERE name IN ('support.answer_accepted', 'support.solution_revoked') AND at BETWEEN %(since)s AND %(until)s
      AND coalesce(data->>'origin', 'here') = 'here'
    ORDER BY data->>'answer', position DESC
) AS solution WHERE stands
ORDER BY position
"""
ANSWERS = """
SELECT (data->>'answer')::bigint, (data->>'author')::bigint, (data->>'asker')::bigint, (data->>'question')::bigint,
       (data->>'voice')::bigint, at
FROM log_entry WHERE name = 'support.answer_posted' AND at BETWEEN %(since)s AND %(until)s AND coalesce(data->>'origin', 'here') = 'here'
ORDER BY position
"""
EDITS = """
SELECT (data->>'answer')::bigint, min(at) FROM log_entry
WHERE name = 'support.answer_edited' AND at BETWEEN %(since)s AND %(until)s AND by = (data->>'author')::bigint GROUP BY 1
"""
QUESTIONS = """
SELECT DISTINCT ON (data->>'question') (data->>'question')::bigint, (data->>'topic')::bigint,
       min(at) FILTER (WHERE name = 'support.question_asked') OVER (PARTITION BY data->>'question')
FROM log_entry WHERE name IN ('support.question_asked', 'support.question_moved') AND (data->>'question')::bigint = ANY(%(questions)s)
ORDER BY data->>'question', position DESC
"""
DEVICES = """
SELECT a.user_id, b.user_id FROM usersessions_usersession a
JOIN usersessions_usersession b ON b.ip = a.ip AND b.user_agent = a.user_agent AND b.user_id > a.user_id
WHERE a.last_seen_at >= %(since)s GROUP BY 1, 2
"""
A_PART = 2_000  # texts at a time
TEAM = 0


class Answer(NamedTuple):
    """An answer as it was posted."""

    number: int
    author: int
    asker: int
    question: int
    voice: int
    at: datetime


class Said(NamedTuple):
    """A vote or solution that stands, and its entry in the log."""

    position: int
    at: datetime
    giver: int
    author: int
    answer: int
    question: int


@dataclass(frozen=True)
class Window:
    """What happened from `since` until now. Each part is read once, when a check asks for it."""

    since: datetime
    until: datetime = field(default_factory=clock.now)

    @cached_property
    def said(self) -> list[Said]:
        team = self.team
        rows = (Said(*row) for row in _rows(SUPPORTS, since=self.since, until=self.until))
        return [one._replace(giver=TEAM if one.giver in team else one.giver) for one in rows if one.author not in team]

    @cached_property
    def answers(self) -> dict[int, Answer]:
        return {row[0]: Answer(*row) for row in _rows(ANSWERS, since=self.since, until=self.until)}

    @cached_property
    def questions(self) -> dict[int, tuple[int, datetime | None]]:
        """The topic of each question that was answered, and when it was asked."""
        asked = {one.question for one in self.answers.values()} | {one.question for one in self.said}
        return {row[0]: (row[1], row[2]) for row in _rows(QUESTIONS, questions=sorted(asked))}

    @cached_property
    def team(self) -> frozenset[int]:
        return frozenset(Member.objects.exclude(role=Role.MEMBER).values_list("pk", flat=True))

    @cached_property
    def supports(self) -> list[Support]:
        return [
            Support(one.giver, one.author, one.answer, self._topic(one.question), self._own(one)) for one in self.said
        ]

    @cached_property
    def given(self) -> list[Given]:
        return [
            Given(one.giver, one.author, one.answer, one.at, self._own(one)) for one in self.said if one.giver != TEAM
        ]

    @cached_property
    def authors(self) -> Mapping[int, Counter[int]]:
        """For each topic, how many answers everybody wrote there."""
        found: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for one in self.answers.values():
            found[self._topic(one.question)][one.author] += 1
        return found

    @cached_property
    def joined(self) -> dict[int, datetime]:
        return dict(Member.objects.filter(pk__in={one.giver for one in self.given}).values_list("pk", "joined"))

    @cached_property
    def texts(self) -> list[Written]:
        """Answers by people who earn something, as they were first written."""
        of = {one.voice: one for one in self.answers.values() if one.author not in self.team}
        return [
            Written(of[voice].number, of[voice].author, of[voice].at, text) for voice, text, _now in _texts(list(of))
        ]

    @cached_property
    def firsts(self) -> list[First]:
        """The first answer of each question, with how it grew."""
        first: dict[int, Answer] = {}
        for one in self.answers.values():
            first.setdefault(one.question, one)
        edited = dict(_rows(EDITS, since=self.since, until=self.until))
        lengths = {voice: (_words(text), _words(now)) for voice, text, now in _texts([a.voice for a in first.values()])}
        found = []
        for question, one in first.items():
            asked_at = self.questions.get(question, (0, None))[1]
            if asked_at is not None and one.voice in lengths and one.author not in self.team:
                words, now = lengths[one.voice]
                found.append(First(one.number, one.author, asked_at, one.at, words, edited.get(one.number), now))
        return found

    def entries(self, *, answers: Iterable[int] = (), people: Iterable[int] = ()) -> list[int]:
        """Positions of what supported these answers; of all of it, or only what these people gave."""
        wanted, givers = set(answers), set(people)
        return [one.position for one in self.said if one.answer in wanted and (not givers or one.giver in givers)]

    def _topic(self, question: int) -> int:
        return self.questions.get(question, (0, None))[0]

    def _own(self, one: Said) -> bool:
        answer = self.answers.get(one.answer)
        return answer is not None and answer.asker == one.giver


def same_device(since: datetime) -> set[tuple[int, int]]:
    """Pairs that signed in with the same browser at the same address; from the list of sessions that every member sees of themselves."""
    return {(first, second) for first, second in _rows(DEVICES, since=since)}


def same_payment() -> set[tuple[int, int]]:
    """Pairs that are paid to the same account. Its number is sealed; equal numbers have equal fingerprints."""
    by_account: defaultdict[str, list[int]] = defaultdict(list)
    for fingerprint, member in PayoutDetails.objects.order_by("member").values_list("fingerprint", "member"):
        by_account[fingerprint].append(member)
    return {(a, b) for of in by_account.values() for at, a in enumerate(of) for b in of[at + 1 :]}


def _texts(voices: list[int]) -> Iterable[tuple[int, str, str]]:
    """(voice, what it said at first, what it says now) of texts that are there; erased ones are empty and left out."""
    for at in range(0, len(voices), A_PART):
        part = voices[at : at + A_PART]
        first = dict(Revision.objects.filter(voice__in=part, number=1).values_list("voice", "source"))
        for voice, now in Voice.objects.filter(pk__in=part).exclude(source="").values_list("pk", "source"):
            yield voice, first.get(voice, now), now


def _words(text: str) -> int:
    return len(text.split())


def _rows(query: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())
