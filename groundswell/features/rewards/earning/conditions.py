"""Whether a rule is for somebody at the time of an event: their level, how long they are here, the topic, the first time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from groundswell.features.rewards.earning.facts import LEVEL, TOPIC, Key, first_kind
from groundswell.features.rewards.earning.rule import Rule


class Happened(Protocol):
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> int | None: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


def is_for(rule: Rule, member: int, event: Happened, facts: Mapping[Key, int], joined: Mapping[int, datetime]) -> bool:
    """Who has no level in the log is at level 0; who is not known to have joined is neither new nor long here."""
    return (
        rule.fits(event.data)
        and _at_level(facts.get((LEVEL, member), 0), rule.level_from, rule.level_below)
        and (rule.by_level_from is None or _at_level(facts.get((LEVEL, event.by or 0), 0), rule.by_level_from, None))
        and _here_for(joined.get(member), event.at, rule.days_from, rule.newcomer_days)
        and _here_for(joined.get(event.by or 0), event.at, rule.by_days_from, None)
        and (not rule.topics or _topic(event, facts) in rule.places)
        and not (rule.first_ever and (first_kind(rule), member) in facts)
    )


def _at_level(level: int, least: int | None, below: int | None) -> bool:
    return (least is None or level >= least) and (below is None or level < below)


def _here_for(joined: datetime | None, at: datetime, least: int | None, below: int | None) -> bool:
    if least is None and below is None:
        return True
    days = (at - joined).days if joined else None
    return days is not None and (least is None or days >= least) and (below is None or days < below)


def _topic(event: Happened, facts: Mapping[Key, int]) -> int | None:
    said: int | None = event.data.get(TOPIC)
    return said if said is not None else facts.get((TOPIC, event.data["question"]))
