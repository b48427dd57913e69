"""Memory in tables: what some events may ask for is read before they are counted, what they changed is written after.

So a batch of two thousand gives what two thousand batches of one give, and it costs a few statements, however many events it has.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from groundswell.features.rewards.earning.counting import Counting, Happening, first_of, group_of, limits_of, month_of
from groundswell.features.rewards.earning.memory import Gain, Memory, Pile
from groundswell.features.rewards.earning.rule import Rule, RuleSet
from groundswell.features.rewards.earning.undoing import undone_by
from groundswell.features.rewards.models import Earned, Outside, Version
from groundswell.log.postgres.arrays import columns
from groundswell.members.models import Member

GAINS = """
SELECT e.id, e.entry, e.at, e.member, e.rule, v.number, e.raw, e.points, e.newcomer, e."group", e.alive, e.standing
FROM rewards_earned e JOIN rewards_version v ON v.id = e.version_id
"""
UNDONE = """
SELECT r.key, e.id, e."group" FROM rewards_reason r JOIN rewards_earned e ON e.id = r.earned_id
WHERE r.key = ANY(%s) AND r.lane = %s AND e.alive ORDER BY e.id
"""
BELOW = """
SELECT "group", count(*) FROM rewards_earned WHERE lane = %s AND "group" = ANY(%s) AND standing GROUP BY "group"
"""
TALLIES = "SELECT key, count FROM rewards_tally WHERE lane = %s AND key = ANY(%s)"
INSERT = """
INSERT INTO rewards_earned (lane, version_id, rule, member, entry, at, pool, hold_days, raw, points, newcomer, "group", alive,
                            standing, state, undone_by)
SELECT %s, v.id, e.rule, e.member, e.entry, e.at, e.pool, e.hold_days, e.raw, e.points, e.newcomer, e."group", e.alive, e.standing,
       CASE WHEN e.state = 'waiting' AND EXISTS (SELECT FROM ledger_transfer WHERE key = 'earn:' || e.entry || ':' || e.rule)
            THEN 'given' ELSE e.state END, e.undone_by
FROM unnest(%s::int[], %s::text[], %s::bigint[], %s::bigint[], %s::timestamptz[], %s::text[], %s::smallint[], %s::bigint[], %s::bigint[],
            %s::bool[], %s::text[], %s::bool[], %s::bool[], %s::text[], %s::bigint[]) WITH ORDINALITY
     AS e (version, rule, member, entry, at, pool, hold_days, raw, points, newcomer, "group", alive, standing, state, undone_by, n)
JOIN rewards_version v ON v.number = e.version ORDER BY e.n RETURNING entry, rule, id
"""
REASONS = "INSERT INTO rewards_reason (lane, key, earned_id) SELECT %s, * FROM unnest(%s::text[], %s::bigint[])"
CHANGED = """
UPDATE rewards_earned e SET alive = c.alive, standing = c.standing, undone_by = c.undone_by
FROM unnest(%s::bigint[], %s::bool[], %s::bool[], %s::bigint[]) AS c (id, alive, standing, undone_by) WHERE e.id = c.id
"""
TALLY = """
INSERT INTO rewards_tally (lane, key, count) SELECT %s, * FROM unnest(%s::text[], %s::bigint[])
ON CONFLICT (lane, key) DO UPDATE SET count = excluded.count
"""


class Lane:
    """Rules that are counted: those that hold (0), or a draft in the shadow (its number)."""

    def __init__(self, lane: int, counting: Counting, rules: Mapping[int, RuleSet]) -> None:
        self.lane, self.counting = lane, counting
        self.rule_named = {(number, one.name): one for number, found in rules.items() for one in found.rules}
        self.kept: dict[int, Gain] = {}
        self.before: Counter[str] = Counter()

    def read(self, events: Sequence[Happening], memory: Memory) -> None:
        """Remember what these events may ask for, beside what `memory` has."""
        self.counting.memory = memory
        undone = _ask(UNDONE, [[key for one in events for key in undone_by(one.name, one.by, one.data)], self.lane])
        whole = {group for _key, _pk, group in undone}
        self._read_whole(memory, whole, [pk for _key, pk, _group in undone])
        for key, pk, _group in undone:
            memory.reasons[key].append(self.kept[pk])
        tallies = {month_of(one.member, one.at) for one in self.kept.values()}
        tallies |= {first_of(one.rule, one.member) for one in self.kept.values() if one.rule.first is not None}
        groups: set[str] = set()
        for event in events:
            for _version, _rules, rule, member in self.counting.candidates(event):
                tallies |= {key for key, _most in limits_of(rule, member, event)}
                tallies.add(month_of(member, event.at))
                if rule.amount.over:
                    groups.add(group_of(rule, member, event))
        for group, count in _ask(BELOW, [self.lane, sorted(groups - whole)]):
            memory.given[group] = Pile(count)
        memory.counts.update(dict(_ask(TALLIES, [self.lane, sorted(tallies)])))
        self.before = Counter(memory.counts)

    def _read_whole(self, memory: Memory, groups: Iterable[str], undone: list[int]) -> None:
        """All that stands under the curves of which something goes, and what goes itself."""
        where = 'WHERE (e.lane = %s AND e."group" = ANY(%s) AND e.standing) OR e.id = ANY(%s) ORDER BY e.id'
        for row in _ask(f"{GAINS} {where}", [self.lane, sorted(groups), undone]):
            gain = self.kept[row[0]] = _gain(row, self.rule_named[row[5], row[4]])
            if gain.standing:
                memory.given[gain.group].top.append(gain)

    def write(self) -> None:
        """What was earned, what went, and how often each thing was counted; new gains get their numbers."""
        memory = self.counting.memory
        if memory.new:
            numbers = {
                (entry, rule): pk for entry, rule, pk in _ask(INSERT, [self.lane, *columns(map(self._row, memory.new))])
            }
            for gain in memory.new:
                gain.pk = numbers[gain.position, gain.rule.name]
        if reasons := [(key, gain.pk) for gain in memory.new if gain.alive for key in gain.keys]:
            _do(REASONS, [self.lane, *columns(reasons)])
        if changed := [(pk, one.alive, one.standing, one.undone_by) for pk, one in memory.changed.items()]:
            _do(CHANGED, columns(changed))
        if counted := [(key, count) for key, count in memory.counts.items() if count != self.before[key]]:
            _do(TALLY, [self.lane, *columns(sorted(counted))])

    def _row(self, gain: Gain) -> tuple[Any, ...]:
        return (
            gain.version, gain.rule.name, gain.member, gain.position, gain.at, gain.rule.pool, gain.rule.hold_days, gain.raw,
            gain.points, gain.newcomer, gain.group, gain.alive, gain.standing, self._state(gain), gain.undone_by,
        )  # fmt: skip

    def _state(self, gain: Gain) -> str:
        if not gain.points:
            return Earned.State.NOTHING
        return Earned.State.SHADOW if self.lane else Earned.State.WAITING


def joined_of(events: Iterable[Happening], rules: Iterable[RuleSet]) -> dict[int, datetime]:
    """Since when those are here whom these events may pay, or whose deed they are where that matters."""
    every = [rule for found in rules for rule in found.rules]
    asked = {(rule.when, rule.who) for rule in every} | {(rule.when, "by") for rule in every if rule.by_days_from}
    people: set[Any] = set()
    for event in events:
        people |= {event.by if field == "by" else event.data[field] for name, field in asked if name == event.name}
    people.discard(None)
    return dict(Member.objects.filter(pk__in=people).values_list("pk", "joined"))


def outside() -> set[int]:
    return set(Outside.objects.values_list("pk", flat=True))


def write_outside(now: set[int], before: set[int]) -> None:
    Outside.objects.bulk_create([Outside(pk) for pk in sorted(now - before)], ignore_conflicts=True)
    if gone := before - now:
        Outside.objects.filter(pk__in=gone).delete()


def approved() -> list[Version]:
    """The versions whose approval the count has come past, in the order of their moments."""
    return list(Version.objects.filter(followed=True).order_by("since", "approved_at", "pk"))


def counted() -> list[Version]:
    """The drafts that are in the shadow at this place of the log."""
    return list(Version.objects.filter(counted=True).order_by("pk"))


def forget_lane(lane: int) -> None:
    for table in ("reason", "earned", "tally"):
        _do(f"DELETE FROM rewards_{table} WHERE lane = %s", [lane])


def forget_memory(lane: int) -> None:
    """What a shadow that has ended needed to go on; what it counted stays to be looked at."""
    for table in ("reason", "tally"):
        _do(f"DELETE FROM rewards_{table} WHERE lane = %s", [lane])


def forget_the_rest() -> None:
    """Before all is counted again: reasons, which say nothing by themselves, and that any rules were approved yet."""
    _do("DELETE FROM rewards_reason", [])
    Version.objects.update(followed=False, counted=False)


def _gain(row: tuple[Any, ...], rule: Rule) -> Gain:
    pk, position, at, member, _rule, version, raw, points, newcomer, group, alive, standing = row
    return Gain(
        position=position, at=at, member=member, rule=rule, version=version, raw=raw, points=points, newcomer=newcomer,
        group=group, alive=alive, standing=standing, pk=pk,
    )  # fmt: skip


def _ask(query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _do(order: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(order, values)
