"""groundswell bench standing: how fast reputation, levels and badges are derived again from the whole log."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from groundswell.events import Event
from groundswell.events import support as it
from groundswell.work.bench._scratch import scratch_community
from groundswell.work.cli.say import AsJson, console, progress, table

GOAL, DAYS, A_TRANSACTION = 5_000, 365, 10_000
CONSUMERS = ("standing.reputation", "standing.help")
# A hundred events of a community: what there is of each kind.
MIX = {"asked": 9, "answered": 19, "commented": 20, "voted": 38, "withdrawn": 1, "accepted": 6, "thanked": 7}
Logged = tuple[Event, int | None, datetime]


def run(
    events: Annotated[int, typer.Option(help="Events in the log.")] = 200_000,
    members: Annotated[int, typer.Option(help="Members, of whom few do most.")] = 5_000,
    as_json: AsJson = False,
) -> None:
    """Write a year of events into a scratch database, derive standing from it, and derive it again."""
    with scratch_community():
        rows = _measure(events, members)
    table(rows, as_json, title=f"Deriving standing from the whole log; the goal is {GOAL:,} events a second")


def _measure(events: int, members: int) -> list[dict[str, object]]:
    from groundswell.log import follow
    from groundswell.work import database

    with console.status("Writing the log …"):
        database.migrate()
        _write(Year(members), events, members)
    rows: list[dict[str, object]] = []
    ways = {"first time": follow.run, "rebuild": follow.rebuild}
    for consumer, what in ((consumer, what) for consumer in CONSUMERS for what in ways):
        with progress(f"{consumer}, {what}"):
            began, worked = time.perf_counter(), time.process_time() + _postgres_cpu()
            handled = ways[what](consumer)
            seconds, cpu = time.perf_counter() - began, time.process_time() + _postgres_cpu() - worked
        speed = {"events/s": round(handled / seconds), "events/s of processor time": round(handled / cpu)}
        rows.append(
            {
                "consumer": consumer,
                "what": what,
                "events": handled,
                "seconds": round(seconds, 1),
                "CPU seconds": round(cpu, 1),
                **speed,
            }
        )
    return rows


def _postgres_cpu() -> float:
    """Seconds of processor time that the database spent for us."""
    import psutil
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return float(sum(psutil.Process(pid).cpu_times()[:2]))


def _write(year: "Year", events: int, members: int) -> None:
    from django.db import connection, transaction

    from groundswell.log.journal import record_many
    from groundswell.members.models import Member

    Member.objects.bulk_create(
        Member(pk=n, handle=f"member{n}", handle_key=f"member{n}", name=f"Member {n}") for n in range(1, members + 1)
    )
    logged = year.happenings(events)
    for _part in range(0, events, A_TRANSACTION):
        with transaction.atomic():
            record_many(event for _n, event in zip(range(A_TRANSACTION), logged, strict=False))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE log_entry")


class Year:
    """A community's year as events: the n-th member does 1/n as much as the first."""

    def __init__(self, members: int, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.people = range(1, members + 1)
        self.weights = [1 / (n + 5) for n in self.people]
        self.waiting: list[int] = []
        self.askers: list[int] = []
        self.answers: list[tuple[int, int]] = []
        self.votes: list[it.VoteCast] = []
        self.voters: list[tuple[int, datetime]] = []

    def happenings(self, count: int) -> Iterator[Logged]:
        begin = datetime(2026, 1, 1, tzinfo=UTC)
        kinds = self.random.choices(list(MIX), list(MIX.values()), k=count)
        for n, kind in enumerate(kinds):
            if len(self.waiting) < 100:
                self.waiting = self.random.choices(self.people, self.weights, k=10_000)
            yield self._one(kind, self.waiting.pop(), begin + timedelta(days=DAYS * n / count))

    def _one(self, kind: str, by: int, at: datetime) -> Logged:
        if kind == "asked" or not self.answers:
            return self._asked_or_answered(kind, by, at)
        answer, author = self._recent(self.answers)
        question, asker = 1 + answer % len(self.askers), self.askers[answer % len(self.askers)]
        match kind:
            case "answered":
                return self._asked_or_answered(kind, by, at)
            case "commented":
                number = self.random.getrandbits(40)
                event: Event = it.CommentPosted(
                    question=question, comment=number, voice=number, author=by, owner=author
                )
            case "voted":
                vote = it.VoteCast(
                    on="answer", subject=answer, question=question, author=author, value=1 if by % 9 else -1
                )
                self.votes.append(vote)
                self.voters.append((by, at))
                event = vote
            case "withdrawn" if self.votes:
                vote, (by, cast) = self.votes.pop(), self.voters.pop()
                event = it.VoteWithdrawn(
                    on="answer", subject=vote.subject, question=vote.question, author=vote.author, value=vote.value,
                    cast_on=cast.date().isoformat(),
                )  # fmt: skip
            case "accepted":
                event = it.AnswerAccepted(question=question, answer=answer, author=author, asker=asker)
            case _:
                event = it.ThanksGiven(question=question, answer=answer, author=author)
        return event, by, at

    def _asked_or_answered(self, kind: str, by: int, at: datetime) -> Logged:
        if kind == "asked" or not self.askers:
            self.askers.append(by)
            number = len(self.askers)
            return it.QuestionAsked(question=number, voice=number, asker=by, topic=1, tags=[], language="en"), by, at
        number = len(self.answers) + 1
        question = max(1, len(self.askers) - self.random.randrange(50))
        self.answers.append((number, by))
        asker = self.askers[question - 1]
        return it.AnswerPosted(question=question, answer=number, voice=number, author=by, asker=asker), by, at

    def _recent(self, answers: list[tuple[int, int]]) -> tuple[int, int]:
        return answers[max(0, len(answers) - 1 - int(self.random.expovariate(1 / 300)))]
