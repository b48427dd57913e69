"""How the machinery is doing, for those who run it. Every question here costs the same however much there is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from groundswell.ledger.checking import last_check
from groundswell.ledger.models import Check
from groundswell.log import deliveries, follow
from groundswell.log.models import Delivery, LogEntry, Skipped
from groundswell.members.models import Member, Role
from groundswell.members.rules import Viewer, is_member, may_act

DAYS = 14
SHOWN = 20
LATE = 120.0  # seconds after which a worker should have come by
MINUTE, HOUR = 60, 3_600
JOBS = f"""
SELECT j.id, j.task_name, j.attempts, e.at, count(*) OVER () FROM procrastinate_jobs j
LEFT JOIN LATERAL (SELECT max(at) AS at FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'failed') e ON true
WHERE j.status = 'failed' ORDER BY j.id DESC LIMIT {SHOWN}
"""
EVENTS = "SELECT (at AT TIME ZONE %s)::date, count(*) FROM log_entry WHERE at >= %s AND at < %s GROUP BY 1"


class Standstill(NamedTuple):
    """A consumer that has stopped, and the event that it cannot take."""

    lag: follow.Lag
    entry: LogEntry | None


class Unsent(NamedTuple):
    """A delivery that waits after a failure, or is dead, and whom it is for."""

    row: Delivery
    member: Member | None


class FailedJob(NamedTuple):
    id: int
    task: str
    attempts: int
    at: datetime | None


class DayCount(NamedTuple):
    date: date
    events: int


class LeftOut(NamedTuple):
    """An event that somebody told a consumer to leave out."""

    row: Skipped
    by: Member | None


@dataclass(frozen=True)
class Operations:
    """What the page shows."""

    lags: list[follow.Lag]
    stopped: list[Standstill]
    counted: deliveries.Counted
    unsent: list[Unsent]
    jobs: list[FailedJob]
    failed_jobs: int
    left_out: list[LeftOut]
    days: list[DayCount]
    size: int
    book: Check | None

    @property
    def late(self) -> follow.Lag | None:
        """The consumer that is furthest behind, if that is more than a worker would let happen."""
        behind = [lag for lag in self.lags if not lag.stopped and (lag.more or lag.seconds > LATE)]
        return max(behind, key=lambda lag: (lag.more, lag.events), default=None)

    @property
    def matter(self) -> str:
        """The one thing that has to be said first."""
        if self.book and self.book.finding:
            return "book"
        if self.stopped:
            return "stopped"
        if self.counted.dead:
            return "dead"
        if self.failed_jobs:
            return "jobs"
        return "late" if self.late or self.counted.overdue > LATE else ""


def may_operate(viewer: Viewer) -> bool:
    return may_act(viewer) and is_member(viewer) and viewer.role == Role.ADMIN


def operations() -> Operations:
    lags = follow.lag()
    jobs, failed = _jobs()
    return Operations(
        lags=lags,
        stopped=_stopped(lags),
        counted=deliveries.counted(),
        unsent=_unsent(),
        jobs=jobs,
        failed_jobs=failed,
        left_out=_left_out(),
        days=_days(),
        size=_ask("SELECT pg_database_size(current_database())")[0][0],
        book=last_check(),
    )


def is_failed(job: int) -> bool:
    return bool(_ask("SELECT FROM procrastinate_jobs WHERE id = %s AND status = 'failed'", [job]))


def _stopped(lags: list[follow.Lag]) -> list[Standstill]:
    still = [lag for lag in lags if lag.stopped]
    entries = LogEntry.objects.in_bulk([lag.stopped_on for lag in still if lag.stopped_on])
    return [Standstill(lag, entries.get(lag.stopped_on or 0)) for lag in still]


def _unsent() -> list[Unsent]:
    """The dead first, then those that failed and are tried again."""
    dead = list(Delivery.objects.filter(state="dead").order_by("-id")[:SHOWN])
    waiting = Delivery.objects.filter(state="waiting", attempts__gt=0).order_by("next_try", "id")
    rows = [*dead, *waiting[:SHOWN]]
    people = _people(
        int(number) for kind, _colon, number in (r.recipient.partition(":") for r in rows) if kind == "member"
    )
    return [Unsent(row, people.get(int(row.recipient.rpartition(":")[2]))) for row in rows]


def _left_out() -> list[LeftOut]:
    rows = list(Skipped.objects.order_by("-id")[:5])
    people = _people(row.by for row in rows if row.by)
    return [LeftOut(row, people.get(row.by or 0)) for row in rows]


def _people(numbers: Any) -> dict[int, Member]:
    return Member.objects.present().in_bulk(list(numbers))


def _jobs() -> tuple[list[FailedJob], int]:
    rows = _ask(JOBS)
    return [FailedJob(*row[:4]) for row in rows], rows[0][4] if rows else 0


def _days() -> list[DayCount]:
    """Events of the last two weeks by the reader's day. Today's are a minute old at most, the others an hour."""
    today = timezone.localdate()
    days = [today - timedelta(days=n) for n in reversed(range(DAYS))]
    counts = {**_kept(days[0], today, HOUR), **_kept(today, today + timedelta(days=1), MINUTE)}
    return [DayCount(day, counts.get(day, 0)) for day in days]


def _kept(first: date, end: date, seconds: int) -> dict[date, int]:
    zone = timezone.get_current_timezone_name()
    start, stop = (timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (first, end))
    key = f"operations:{zone}:{first}:{end}"
    counted = cache.get_or_set(key, lambda: dict(_ask(EVENTS, [zone, start, stop])), seconds)
    return counted or {}


def _ask(query: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
