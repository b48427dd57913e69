"""What rules may ask that their own event does not say: levels, topics, askers, solutions, first times.

All of it is what the log had said up to there, so counting the log again asks the same and is told the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from groundswell.events.sorting import PostSplit
from groundswell.events.standing import LevelLost, LevelNoted, LevelReached
from groundswell.events.support import AnswerAccepted, QuestionAsked, QuestionMoved, SolutionRevoked
from groundswell.features.rewards.earning.rule import QUALITY, Rule, RuleSet
from groundswell.features.rewards.earning.undoing import spelled

LEVEL, TOPIC, ASKER, SOLUTION = "level", "topic", "asker", "solution"
Key = tuple[str, int]  # a kind, and whom or what it is about


class Said(NamedTuple):
    """The field that says about whom or what, and the field with the value, or the value itself; None: it is so no longer."""

    subject: str
    value: str | int | None


SAID: dict[str, dict[str, Said]] = {
    LEVEL: {event.name: Said("member", "level") for event in (LevelReached, LevelLost, LevelNoted)},
    TOPIC: {event.name: Said("question", "topic") for event in (QuestionAsked, QuestionMoved, PostSplit)},
    ASKER: {event.name: Said("question", "asker") for event in (QuestionAsked, PostSplit)},
    SOLUTION: {AnswerAccepted.name: Said("answer", 1), SolutionRevoked.name: Said("answer", None)},
}


@dataclass(frozen=True)
class Asked:
    """The kinds that some rules ask for, and the rules that are for the very first time, by the kind that tells it."""

    kinds: frozenset[str]
    firsts: Mapping[str, Rule]

    @property
    def names(self) -> set[str]:
        """The events that say it."""
        return {name for kind in self.kinds for name in SAID[kind]} | {rule.when for rule in self.firsts.values()}

    @property
    def all(self) -> list[str]:
        return sorted({*self.kinds, *self.firsts})


def asked_by(sets: Iterable[RuleSet]) -> Asked:
    rules = [rule for found in sets for rule in found.rules]
    kinds = {kind for rule in rules for kind in _kinds(rule)}
    return Asked(frozenset(kinds), {first_kind(rule): rule for rule in rules if rule.first_ever})


def _kinds(rule: Rule) -> Iterator[str]:
    if rule.level_from is not None or rule.level_below is not None or rule.by_level_from is not None:
        yield LEVEL
    if rule.topics:
        yield TOPIC
    if rule.amount.by == QUALITY:
        yield from (ASKER, SOLUTION)


def wanted(rule: Rule, member: int, by: int | None, data: Mapping[str, Any]) -> Iterator[Key]:
    """What a rule asks for before it pays this member for such an event."""
    if rule.level_from is not None or rule.level_below is not None:
        yield LEVEL, member
    if rule.by_level_from is not None and by is not None:
        yield LEVEL, by
    if rule.topics and "topic" not in data:
        yield TOPIC, data["question"]
    if rule.amount.by == QUALITY:
        yield ASKER, data["question"]
        yield SOLUTION, answer_of(data)
    if rule.first_ever:
        yield first_kind(rule), member


def said(asked: Asked, name: str, data: Mapping[str, Any]) -> Iterator[tuple[Key, int | None]]:
    """What an event says from which on it is so."""
    for kind in asked.kinds:
        if found := SAID[kind].get(name):
            value = data[found.value] if isinstance(found.value, str) else found.value
            yield (kind, data[found.subject]), value


def happened(asked: Asked, name: str, by: int | None, data: Mapping[str, Any]) -> Iterator[tuple[Key, int]]:
    """For whom an event makes the next one of its kind no first any more, also where no rule held then."""
    for kind, rule in asked.firsts.items():
        if rule.when == name and rule.fits(data):
            member = by if rule.who == "by" else data[rule.who]
            if member is not None and (rule.who == "by" or member != by):
                yield (kind, member), 1


def first_kind(rule: Rule) -> str:
    """Rules for the same thing that happens to the same person share it, whatever they are called."""
    where = ",".join(f"{field}={'|'.join(map(str, values))}" for field, values in sorted(rule.where.items()))
    return spelled("first", rule.when, rule.who, where)


def quality_of(by: int | None, data: Mapping[str, Any], facts: Mapping[Key, int]) -> str:
    """Whose judgement it is: of who asked, else about what is the solution, else of others."""
    if by is not None and by == data.get(ASKER, facts.get((ASKER, data["question"]))):
        return ASKER
    return SOLUTION if (SOLUTION, answer_of(data)) in facts else ""


def answer_of(data: Mapping[str, Any]) -> int:
    """The answer that an event is about; 0 for none."""
    return int(data.get("answer") or (data.get("subject") if data.get("on") == "answer" else 0) or 0)
