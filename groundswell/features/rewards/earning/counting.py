"""What events earn under a rule set, one after the other in the order of the log.

Nobody earns by what they do to themselves, staff earn nothing, and nothing that was imported earns. What undoes a reason takes its points
back. Limits of a day or month are not given back by that, or somebody could go round in circles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.features.rewards.earning.rule import Rule, RuleSet
from groundswell.features.rewards.earning.undoing import Key, keys_of, undone_by


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the log has it."""

    position: int
    name: str
    at: datetime
    by: int | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Due:
    """Points for somebody, or, with less than nothing, points that go with their reason; `newcomer` when they were new then."""

    position: int
    at: datetime
    member: int
    rule: Rule
    points: int
    newcomer: bool


@dataclass(slots=True)
class Reason:
    """Why points were given. It lives until it is undone."""

    group: Key
    alive: bool = True


class Counting:
    """Counts under one rule set. `joined` says since when members are here; `staff` earn nothing."""

    def __init__(
        self, rules: RuleSet, joined: Mapping[int, datetime], staff: frozenset[int], newcomer_days: int = 90
    ) -> None:
        self.rules, self.joined, self.staff, self.newcomer_days = rules, joined, staff, newcomer_days
        self.when: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in rules.rules:
            self.when[rule.when].append(rule)
        self.counts: Counter[Key] = Counter()
        self.months: Counter[tuple[int, int, int]] = Counter()
        self.reasons: defaultdict[Key, list[Reason]] = defaultdict(list)
        self.given: defaultdict[Key, list[tuple[Due, int]]] = defaultdict(list)

    def feed(self, event: Happening) -> Iterator[Due]:
        """What this event gives and takes. Call it once for each event, in order."""
        for key in undone_by(event.name, event.by, event.data):
            for reason in self.reasons.pop(key, ()):
                if reason.alive:
                    yield from self._undo(reason, event)
        if event.data.get("origin", "here") == "here":
            for rule in self.when.get(event.name, ()):
                member = event.by if rule.who == "by" else event.data[rule.who]
                if member is not None and self._earns(rule, member, event):
                    yield from self._give(rule, member, event)

    def _earns(self, rule: Rule, member: int, event: Happening) -> bool:
        if member in self.staff or (rule.who != "by" and member == event.by):
            return False
        if any(event.data[field] not in values for field, values in rule.where.items()):
            return False
        if rule.newcomer_days is not None and not self._is_new(member, event.at, rule.newcomer_days):
            return False
        return all(self.counts[key] < most for key, most in self._limits(rule, member, event))

    def _limits(self, rule: Rule, member: int, event: Happening) -> Iterator[tuple[Key, int]]:
        if rule.first is not None:
            yield (rule.name, "first", member), rule.first
        if rule.per_day is not None:
            yield (rule.name, "day", member, event.at.date()), rule.per_day
        if rule.per_pair_month is not None:
            yield (rule.name, "pair", event.by, member, event.at.year, event.at.month), rule.per_pair_month
        if rule.per_question is not None:
            yield (rule.name, "question", member, event.data["question"]), rule.per_question

    def _give(self, rule: Rule, member: int, event: Happening) -> Iterator[Due]:
        for key, _most in self._limits(rule, member, event):
            self.counts[key] += 1
        over = rule.amount.over
        group: Key = (rule.name, member, "over", event.data[over]) if over else (rule.name, member, event.position)
        raw = rule.amount.of(event.data, len(self.given[group]))
        month = (member, event.at.year, event.at.month)
        before, self.months[month] = self.months[month], self.months[month] + raw
        points = self.rules.eased(before + raw) - self.rules.eased(before)
        due = Due(event.position, event.at, member, rule, points, self._is_new(member, event.at, self.newcomer_days))
        self.given[group].append((due, raw))
        reason = Reason(group)
        for key in keys_of(event.name, event.by, event.data):
            self.reasons[key].append(reason)
        if points:
            yield due

    def _undo(self, reason: Reason, event: Happening) -> Iterator[Due]:
        """The newest of its group goes, so that those that stay are worth what so many are worth."""
        reason.alive = False
        due, raw = self.given[reason.group].pop()
        self.months[due.member, due.at.year, due.at.month] -= raw
        if due.rule.first is not None:
            self.counts[due.rule.name, "first", due.member] -= 1
        if due.points:
            yield Due(event.position, event.at, due.member, due.rule, -due.points, due.newcomer)

    def _is_new(self, member: int, at: datetime, days: int) -> bool:
        joined = self.joined.get(member)
        return joined is not None and (at - joined).days < days
