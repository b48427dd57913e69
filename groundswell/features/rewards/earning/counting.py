"""What events earn under the rules that hold, one after the other in the order of the log.

Nobody earns by what they do to themselves, staff earn nothing, nor does who has left, and nothing that was imported earns. What undoes a
reason takes its points back. Limits of a day or month are not given back by that, or somebody could go round in circles.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.events.members import MemberErased, RoleChanged
from groundswell.features.rewards.earning.conditions import is_for
from groundswell.features.rewards.earning.facts import Asked, asked_by, happened, quality_of, said
from groundswell.features.rewards.earning.memory import Due, Gain, Memory
from groundswell.features.rewards.earning.rule import QUALITY, Rule, RuleSet
from groundswell.features.rewards.earning.undoing import keys_of, spelled, undone_by

NEWCOMER_DAYS = 90
ABOUT_PEOPLE = {RoleChanged.name, MemberErased.name}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the log has it."""

    position: int
    name: str
    at: datetime
    by: int | None
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Holding:
    """A version of the rules, and the moment from which on it holds; None is ever since."""

    rules: RuleSet
    version: int = 0
    since: datetime | None = None


class Counting:
    """Counts what rules give and take.

    `holding` are the versions in the order of their moments. `joined` says since when members are here. `memory` is what was counted
    before, and has to hold all that the events to come may ask for; `asked` is what they ask for beyond what events say, by default
    what these versions do.
    """

    def __init__(
        self,
        *holding: Holding,
        joined: Mapping[int, datetime],
        memory: Memory | None = None,
        asked: Asked | None = None,
    ) -> None:
        self.holding, self.joined = list(holding), joined
        self.asked = asked or asked_by(one.rules for one in holding)
        self.memory = memory or Memory()
        self.when: dict[int, defaultdict[str, list[Rule]]] = {}
        for one in holding:
            self.when[one.version] = defaultdict(list)
            for rule in one.rules.rules:
                self.when[one.version][rule.when].append(rule)

    def feed(self, event: Happening) -> Iterator[Due]:
        """What this event gives and takes. Call it once for each event, in order."""
        if event.name in ABOUT_PEOPLE:
            self.memory.know(event.name, event.data)
        self.memory.learn(said(self.asked, event.name, event.data))
        for key in undone_by(event.name, event.by, event.data):
            for gain in self.memory.reasons.pop(key, ()):
                if gain.alive:
                    yield from self._undo(gain, event)
        for version, rules, rule, member in self.candidates(event):
            if self._earns(rule, member, event):
                yield from self._give(version, rules, rule, member, event)
        self.memory.learn(happened(self.asked, event.name, event.by, event.data))

    def candidates(self, event: Happening) -> Iterator[tuple[int, RuleSet, Rule, int]]:
        """The rules that wait for such an event, and whom each would pay, before anything is counted."""
        if event.data.get("origin", "here") != "here" or (held := self._held(event.at)) is None:
            return
        if event.data.get("wiki"):  # everybody's text: what it gains is nobody's
            return
        for rule in self.when[held.version].get(event.name, ()):
            member = event.by if rule.who == "by" else event.data[rule.who]
            if member is not None and (rule.who == "by" or member != event.by):
                yield held.version, held.rules, rule, member

    def _held(self, at: datetime) -> Holding | None:
        return next((one for one in reversed(self.holding) if one.since is None or one.since <= at), None)

    def _earns(self, rule: Rule, member: int, event: Happening) -> bool:
        if member in self.memory.outside:
            return False
        if not is_for(rule, member, event, self.memory.facts, self.joined):
            return False
        return all(self.memory.counts[key] < most for key, most in limits_of(rule, member, event))

    def _give(self, version: int, rules: RuleSet, rule: Rule, member: int, event: Happening) -> Iterator[Due]:
        for key, _most in limits_of(rule, member, event):
            self.memory.counts[key] += 1
        group = group_of(rule, member, event)
        raw = rule.amount.of(self._weighed(rule, event), len(self.memory.given[group]))
        month = month_of(member, event.at)
        before = self.memory.counts[month]
        self.memory.counts[month] = before + raw
        gain = Gain(
            position=event.position, at=event.at, member=member, rule=rule, version=version, raw=raw,
            points=rules.eased(before + raw) - rules.eased(before), group=group,
            keys=tuple(keys_of(event.name, event.by, event.data)),
            newcomer=self._is_new(member, event.at, NEWCOMER_DAYS),
        )  # fmt: skip
        self.memory.add(gain)
        if gain.points:
            yield Due(event.position, event.at, gain, gain.points)

    def _weighed(self, rule: Rule, event: Happening) -> Mapping[str, Any]:
        """What the amount depends on."""
        if rule.amount.by != QUALITY:
            return event.data
        return {QUALITY: quality_of(event.by, event.data, self.memory.facts)}

    def _undo(self, gain: Gain, event: Happening) -> Iterator[Due]:
        """The newest of its group goes, so that those that stay are worth what so many are worth."""
        newest = self.memory.take(gain, event.position)
        self.memory.counts[month_of(newest.member, newest.at)] -= newest.raw
        if newest.rule.first is not None:
            self.memory.counts[first_of(newest.rule, newest.member)] -= 1
        if newest.points:
            yield Due(event.position, event.at, newest, -newest.points)

    def _is_new(self, member: int, at: datetime, days: int) -> bool:
        joined = self.joined.get(member)
        return joined is not None and (at - joined).days < days


def limits_of(rule: Rule, member: int, event: Happening) -> Iterator[tuple[str, int]]:
    """Under what it is counted how often this rule paid, and how often at most it does."""
    if rule.first is not None:
        yield first_of(rule, member), rule.first
    if rule.per_day is not None:
        yield spelled(rule.name, "day", member, event.at.date()), rule.per_day
    if rule.per_pair_month is not None:
        yield spelled(rule.name, "pair", event.by, member, f"{event.at:%Y-%m}"), rule.per_pair_month
    if rule.per_question is not None:
        yield spelled(rule.name, "question", member, event.data["question"]), rule.per_question


def first_of(rule: Rule, member: int) -> str:
    return spelled(rule.name, "first", member)


def month_of(member: int, at: datetime) -> str:
    """Under what the points of somebody's month are summed up, before easing."""
    return spelled("month", member, f"{at:%Y-%m}")


def group_of(rule: Rule, member: int, event: Happening) -> str:
    """Those that share a curve, or the event alone."""
    if over := rule.amount.over:
        return spelled(rule.name, member, "over", event.data[over])
    return spelled(rule.name, member, "one", event.position)
