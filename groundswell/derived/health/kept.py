"""Reports of very large communities, kept: a year says the same a quarter of an hour later, and takes seconds to count.

What is kept bears the moment up to which it counts, and the page says it. An old one is shown once more while a job makes
the next. Small communities are counted anew each time.
"""

import hashlib
from contextlib import suppress
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction

from groundswell.derived.health import figures
from groundswell.derived.health.figures import Report
from groundswell.derived.health.scope import Scope, scope
from groundswell.log import clock

MANY = 5_000  # questions in both periods; below, a report takes less than a third of a second
FRESH, KEPT = timedelta(minutes=15), timedelta(days=2)
USUAL = (28, 90, 365)
VERSION = 2  # another number when a report has other parts


def report(of: Scope) -> Report:
    """The report of a scope, of this moment or, in a very large community, of the last quarter of an hour if somebody looked."""
    found: Report | None = cache.get(_key(of))
    if found is None:
        return make(of)
    if clock.now() - found.scope.now > FRESH:
        _make_soon(of)
    return found


def make(of: Scope) -> Report:
    """Count it now, and keep it if it was much."""
    made = figures.report(of)
    asked = made.figures["posts.questions"]
    if asked.now.cases + asked.before.cases >= MANY:
        cache.set(_key(of), made, KEPT.total_seconds())
    return made


def make_usual() -> int:
    """The periods that the page offers, so that nobody waits for them in the morning; how many were kept."""
    last = (clock.now() - timedelta(days=1)).date()
    several = [scope((last - timedelta(days=days - 1)).isoformat(), last.isoformat()) for days in USUAL]
    return sum(is_kept(make(of).scope) for of in several)


def is_kept(of: Scope) -> bool:
    return cache.get(_key(of)) is not None


def _key(of: Scope) -> str:
    what = f"{VERSION} {of.first} {of.last} {of.topics} {of.topic} {of.tag}"
    return f"health:{hashlib.blake2b(what.encode(), digest_size=12).hexdigest()}"


def _make_soon(of: Scope) -> None:
    """By a worker, once, however many ask."""
    from procrastinate.exceptions import AlreadyEnqueued

    from groundswell.derived.health.jobs import make_report

    key = _key(of)
    with suppress(AlreadyEnqueued), transaction.atomic():
        make_report.configure(queueing_lock=key).defer(
            first=of.first.isoformat(), last=of.last.isoformat(), topic=of.topic, tag=of.tag
        )
