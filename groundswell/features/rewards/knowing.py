"""Facts in their table: what rules ask beyond their events (earning/facts.py), as the log had it up to where it was counted."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from django.db import connection

from groundswell.features.rewards.earning.facts import Asked, Key, asked_by, happened, said
from groundswell.features.rewards.earning.rule import RuleSet
from groundswell.features.rewards.models import Fact
from groundswell.features.rewards.reading_log import happenings
from groundswell.log.consumers import Entry
from groundswell.log.models import LogEntry
from groundswell.log.postgres.arrays import columns

READ = """
SELECT f.kind, f.subject, f.value FROM unnest(%s::text[], %s::bigint[]) AS w (kind, subject)
JOIN rewards_fact f ON f.kind = w.kind AND f.subject = w.subject
"""
WRITE = """
INSERT INTO rewards_fact (kind, subject, value) SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bigint[])
ON CONFLICT (kind, subject) DO UPDATE SET value = excluded.value WHERE rewards_fact.value <> excluded.value
"""
FORGET = """
DELETE FROM rewards_fact f USING unnest(%s::text[], %s::bigint[]) AS w (kind, subject) WHERE f.kind = w.kind AND f.subject = w.subject
"""
BEFORE = "(generation, xid, position) < (%s, %s::text::xid8, %s)"
A_LOT = 20_000


def read_facts(wanted: Iterable[Key]) -> dict[Key, int]:
    """Those of these that are known."""
    keys = sorted(set(wanted))
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(READ, columns(keys))
        return {(kind, subject): value for kind, subject, value in cursor.fetchall()}


def write_facts(learnt: Mapping[Key, int | None]) -> None:
    """What is so from now on, and what no longer."""
    new = sorted((kind, subject, value) for (kind, subject), value in learnt.items() if value is not None)
    gone = sorted(key for key, value in learnt.items() if value is None)
    with connection.cursor() as cursor:
        if new:
            cursor.execute(WRITE, columns(new))
        if gone:
            cursor.execute(FORGET, columns(gone))


def look_back(rules: RuleSet, until: Entry) -> None:
    """Learn from the log before this entry what these rules ask, which nobody kept while nobody asked. Costs one reading of those events."""
    asked = asked_by([rules])
    if not asked.all:
        return
    Fact.objects.filter(kind__in=asked.all).delete()
    known: dict[Key, int | None] = {}
    for key, value in _news(asked, until):
        known[key] = value
    rest = iter(known.items())
    while part := dict(islice(rest, A_LOT)):
        write_facts({key: value for key, value in part.items() if value is not None})


def _news(asked: Asked, until: Entry) -> Iterator[tuple[Key, int | None]]:
    earlier = LogEntry.objects.filter(name__in=asked.names).extra(  # nosec B610  the condition is ours
        where=[BEFORE], params=[until.generation, until.xid, until.position]
    )
    for event in happenings(earlier, asked.names):
        yield from said(asked, event.name, event.data)
        yield from happened(asked, event.name, event.by, event.data)
