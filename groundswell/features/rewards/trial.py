"""A version beside the rules that hold, over the last days: what both would have cost, who gains and who loses. Kept for some minutes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import Q, Sum

from groundswell.features.rewards.earning.reading import starter
from groundswell.features.rewards.earning.rule import RuleSet
from groundswell.features.rewards.models import Earned, Version
from groundswell.features.rewards.queries import Shadow, changes, shadow
from groundswell.log import clock
from groundswell.members.models import Member

PERIODS, KEPT, SHOWN = (28, 90, 365), 600, 12
# How much more or less somebody would have got, as borders of a share of what they got.
LEVELS = (-0.5, -0.1, 0.1, 0.5)


@dataclass(frozen=True)
class Side:
    """What one rule set would have cost, in points, and how it would have been spread."""

    name: str
    points: int
    paid: int
    newcomer_share: float | None
    gini: float | None
    by_day: dict[date, int]


@dataclass(frozen=True)
class Trial:
    """`levels` counts members: much less, less, about as much, more, much more. `members` are those whom it concerns most."""

    days: int
    first: date
    old: Side
    new: Side
    gain: int
    lose: int
    levels: list[int]
    members: list[tuple[int, int, int]]

    def people(self) -> dict[int, Member]:
        return Member.objects.in_bulk([row[0] for row in self.members])


@dataclass(frozen=True)
class Beside:
    """A draft in the live shadow and the rules that hold, over the same time: points and people."""

    points: int
    people: int
    real_points: int
    real_people: int


def trial(version: Version, days: int) -> Trial:
    """Raises nothing: without rules that hold, the set that Groundswell comes with stands beside it."""
    held = Version.objects.holding().exclude(pk=version.pk).first()
    key = f"rewards:trial:{version.pk}:{version.drafted_at.timestamp()}:{held.pk if held else 0}:{days}"
    found: Trial | None = cache.get(key)
    if found is None:
        found = _tried(held.rules if held else starter(), version.rules, days)
        cache.set(key, found, KEPT)
    return found


def _tried(old: RuleSet, new: RuleSet, days: int) -> Trial:
    since = clock.now() - timedelta(days=days)
    before, after = shadow([old, new], since=since)
    rows = changes(before, after)
    return Trial(
        days=days, first=since.date(), old=_side(before), new=_side(after), gain=sum(b < a for _m, b, a in rows),
        lose=sum(b > a for _m, b, a in rows), levels=_levels(rows), members=[row for row in rows if row[1] != row[2]][:SHOWN],
    )  # fmt: skip


def _side(of: Shadow) -> Side:
    return Side(of.rules.name, of.total, of.paid, of.newcomer_share, of.gini, dict(of.by_day))


def _levels(rows: list[tuple[int, int, int]]) -> list[int]:
    counted: Counter[int] = Counter()
    for _member, before, after in rows:
        change = (after - before) / before if before > 0 else (1.0 if after > 0 else 0.0)
        counted[sum(change > level for level in LEVELS)] += 1
    return [counted[n] for n in range(len(LEVELS) + 1)]


def beside(version: Version) -> Beside | None:
    """None for a version that was never counted in the shadow."""
    if version.shadow_since is None:
        return None
    until = version.shadow_until or clock.now()
    stands = Earned.objects.filter(standing=True, points__gt=0, at__gte=version.shadow_since, at__lte=until)
    own, real = Q(lane=version.number), Q(lane=0)
    sums = {name: stands.filter(lane).aggregate(points=Sum("points")) for name, lane in (("own", own), ("real", real))}
    people = {
        name: stands.filter(lane).values("member").distinct().count() for name, lane in (("own", own), ("real", real))
    }
    return Beside(sums["own"]["points"] or 0, people["own"], sums["real"]["points"] or 0, people["real"])
