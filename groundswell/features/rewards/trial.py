"""A version beside the rules that hold: over the last days, as it would have been, and in the live shadow, as it was counted."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection

from groundswell.features.rewards.comparing import Comparison, Row, compared
from groundswell.features.rewards.earning.reading import starter
from groundswell.features.rewards.earning.rule import RuleSet
from groundswell.features.rewards.models import Version
from groundswell.features.rewards.queries import changes, shadow
from groundswell.log import clock

PERIODS, KEPT = (28, 90, 365), 600
# Per member what both gave in the time of the shadow, and how much of it to people who were new then.
BESIDE = """
SELECT member, coalesce(sum(points) FILTER (WHERE lane = 0), 0), coalesce(sum(points) FILTER (WHERE lane = %(lane)s), 0),
    coalesce(sum(points) FILTER (WHERE lane = 0 AND newcomer), 0), coalesce(sum(points) FILTER (WHERE lane = %(lane)s AND newcomer), 0)
FROM rewards_earned WHERE lane IN (0, %(lane)s) AND standing AND points > 0 AND at >= %(since)s AND at <= %(until)s GROUP BY member
"""


@dataclass(frozen=True)
class Trial:
    """What both would have cost over some days from `first` on, and by day."""

    days: int
    first: date
    both: Comparison
    old_by_day: dict[date, int]
    new_by_day: dict[date, int]


def trial(version: Version, days: int) -> Trial:
    """Kept for some minutes. Without rules that hold, the set that Groundswell comes with stands beside it."""
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
    both = compared((old.name, before.newcomers), (new.name, after.newcomers), changes(before, after))
    return Trial(days, since.date(), both, dict(before.by_day), dict(after.by_day))


def beside(version: Version) -> Comparison | None:
    """A draft in the live shadow and the rules that hold, over the same time; None for a version that was never counted in it."""
    if version.shadow_since is None:
        return None
    values: dict[str, Any] = {
        "lane": version.number,
        "since": version.shadow_since,
        "until": version.shadow_until or clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, values)
        found = [tuple(map(int, row)) for row in cursor.fetchall()]
    rows: list[Row] = [(row[0], row[1], row[2]) for row in found]
    held = Version.objects.holding().exclude(pk=version.pk).first()
    return compared(
        (held.name if held else "-", sum(row[3] for row in found)), (version.name, sum(row[4] for row in found)), rows
    )
