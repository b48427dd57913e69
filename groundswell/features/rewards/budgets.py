"""What points cost: what each budget has left and how fast it goes, what is owed, and what a solved question costs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.db.models import Count, Q, Sum

from groundswell.events.support import AnswerAccepted, SolutionRevoked
from groundswell.features.rewards.models import Earned, Version
from groundswell.ledger.models import Account, Kind, Transfer
from groundswell.ledger.units import POINTS
from groundswell.log import clock
from groundswell.log.models import LogEntry

PACE_DAYS, WEEKS, MONTHS = 28, 26, 6
WEEK = timedelta(days=7)
# What changed in each budget by the week (from Monday, UTC) in which it was recorded.
MOVED = """
SELECT b.name, date_trunc('week', t.recorded AT TIME ZONE 'UTC')::date AS week, sum(CASE WHEN t.credit_id = b.id THEN t.amount ELSE -t.amount END)::bigint
FROM ledger_transfer t JOIN ledger_account b ON b.kind = 'budget' AND b.unit = 'points' AND b.id IN (t.debit_id, t.credit_id)
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Pool:
    """A budget: what is `left`, what it gave in the last four weeks, what `waiting` is earned and cannot be given. All in points."""

    name: str
    left: int
    given: int
    waiting: int
    used: bool

    @property
    def days(self) -> int | None:
        """How many days it lasts at that pace; None where it gave nothing."""
        return self.left * PACE_DAYS // self.given if self.given > 0 else None

    @property
    def until(self) -> date | None:
        return clock.now().date() + timedelta(days=min(self.days, 36_500)) if self.days is not None else None

    @property
    def is_low(self) -> bool:
        return self.used and (self.waiting > 0 or (self.days is not None and self.days < PACE_DAYS) or not self.left)


@dataclass(frozen=True)
class Owed:
    """What members have, in points: `held` and `available`; and what became of points so far: `paid` and `lost` to time."""

    held: int
    available: int
    waiting: int
    paid: int
    lost: int

    @property
    def all(self) -> int:
        return self.held + self.available + self.waiting

    @property
    def measured(self) -> float | None:
        """The share of points that were lost to time, of all that left somebody's pocket by themselves; None before any did."""
        return self.lost / (self.paid + self.lost) if self.paid + self.lost else None

    def breakage(self, percent: int) -> int:
        """What is expected never to be claimed, if this many of a hundred are not."""
        return self.all * percent // 100


@dataclass(frozen=True)
class MonthCost:
    """What was given in a month, less what was undone of it, and how many questions were solved by marks that stand."""

    month: date
    points: int
    solved: int

    @property
    def each(self) -> float | None:
        return self.points / self.solved if self.solved else None


def pools() -> list[Pool]:
    """All budgets that exist or that rules name, those that run low first."""
    since = clock.now() - timedelta(days=PACE_DAYS)
    left = dict(Account.objects.filter(kind=Kind.BUDGET, unit=POINTS).values_list("name", "balance"))
    rows = Transfer.objects.filter(recorded__gte=since, debit__kind=Kind.BUDGET, what="award").values_list(
        "debit__name"
    )
    given = dict(rows.annotate(sum=Sum("amount")))
    waiting = dict(Earned.objects.filter(state=Earned.State.WAITING).values_list("pool").annotate(sum=Sum("points")))
    held = Version.objects.holding().first()
    used = {rule.pool for rule in held.rules.rules} if held else set()
    found = [
        Pool(name, left.get(name, 0), given.get(name, 0), waiting.get(name, 0), name in used)
        for name in sorted({*left, *waiting, *used})
    ]
    return sorted(found, key=lambda pool: (not pool.is_low, pool.name))


def burn_down() -> dict[str, list[tuple[date, int]]]:
    """What each budget had at the end of each of the last weeks (their Mondays), as far as it existed."""
    moved: defaultdict[str, dict[date, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(MOVED)
        for name, week, points in cursor.fetchall():
            moved[name][week] = points
    this = clock.now().astimezone(UTC).date()
    this -= timedelta(days=this.weekday())
    found = {}
    for name, weeks in sorted(moved.items()):
        first = max(min(weeks), this - (WEEKS - 1) * WEEK)
        had, rows = sum(points for week, points in weeks.items() if week < first), []
        for n in range((this - first).days // 7 + 1):
            had += weeks.get(first + n * WEEK, 0)
            rows.append((first + n * WEEK, had))
        found[name] = rows
    return found


def owed() -> Owed:
    kinds = dict(Account.objects.filter(unit=POINTS).values_list("kind").annotate(sum=Sum("balance")))
    waiting = Earned.objects.filter(state=Earned.State.WAITING).aggregate(sum=Sum("points"))["sum"] or 0
    paid = sum(kinds.get(kind, 0) for kind in (Kind.SETTLED, Kind.CLEARING, Kind.CHARITY))
    return Owed(kinds.get(Kind.HELD, 0), kinds.get(Kind.MEMBER, 0), waiting, paid, kinds.get(Kind.BREAKAGE, 0))


def cost_by_month() -> list[MonthCost]:
    """The last months, this one too, the oldest first. What was earned counts in the month of the deed."""
    months = _months()
    since = datetime.combine(months[0], time(), UTC)
    stands = Earned.objects.filter(lane=0, standing=True, at__gte=since)
    points = _by_month(
        stands.values_list("at__year", "at__month")
        .annotate(sum=Sum("points"))
        .values_list("at__year", "at__month", "sum")
    )
    marks = LogEntry.objects.filter(at__gte=since, name__in=(AnswerAccepted.name, SolutionRevoked.name)).exclude(
        data__origin__regex="^(?!here)"
    )
    net = Count("pk", filter=Q(name=AnswerAccepted.name)) - Count("pk", filter=Q(name=SolutionRevoked.name))
    solved = _by_month(
        marks.values_list("at__year", "at__month").annotate(sum=net).values_list("at__year", "at__month", "sum")
    )
    return [MonthCost(month, points.get(month, 0), max(0, solved.get(month, 0))) for month in months]


def _by_month(rows: object) -> dict[date, int]:
    return {date(year, month, 1): int(number) for year, month, number in rows}  # type: ignore[attr-defined]


def _months() -> list[date]:
    now = clock.now()
    back = [now.year * 12 + now.month - 1 - n for n in reversed(range(MONTHS))]
    return [date(n // 12, n % 12 + 1, 1) for n in back]
