"""Shadow mode: what rule sets would have paid, side by side, before anybody is promised anything."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from groundswell.analysis.concentration import gini
from groundswell.features.rewards.earning.counting import ABOUT_PEOPLE, Counting, Happening, Holding
from groundswell.features.rewards.earning.facts import asked_by
from groundswell.features.rewards.earning.rule import RuleSet
from groundswell.features.rewards.earning.undoing import UNDOING
from groundswell.features.rewards.reading_log import happenings
from groundswell.log.models import LogEntry
from groundswell.members.models import Member


@dataclass
class Shadow:
    """What one rule set would have paid: to whom, by which rule, and how much of it to people who were new then."""

    rules: RuleSet
    members: Counter[int] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    by_day: Counter[date] = field(default_factory=Counter)
    newcomers: int = 0

    @property
    def total(self) -> int:
        return sum(self.members.values())

    @property
    def paid(self) -> int:
        """How many members got something."""
        return sum(1 for points in self.members.values() if points > 0)

    @property
    def newcomer_share(self) -> float | None:
        """From 0 to 1; None when nothing was paid."""
        return self.newcomers / self.total if self.total else None

    @property
    def gini(self) -> float | None:
        """How unequally among those who got something: 0 when all got as much, near 1 when one got all; None when nobody did."""
        steps = Counter(points for points in self.members.values() if points > 0)
        return gini(sorted(steps.items(), reverse=True)) if steps else None


def shadow(sets: Sequence[RuleSet], *, since: datetime | None = None, before: datetime | None = None) -> list[Shadow]:
    """Run rule sets over the log. Only events from `since` until before `before` earn, under limits that count from `since`.

    Levels, topics and first times are those of their moment, whenever they were said: what tells them is read from the beginning.
    """
    joined = dict(Member.objects.values_list("pk", "joined"))
    found = [Shadow(rules) for rules in sets]
    countings = [Counting(Holding(rules, since=since), joined=joined) for rules in sets]
    for event in _events(sets, since, before):
        for one, counting in zip(found, countings, strict=True):
            for due in counting.feed(event):
                one.members[due.member] += due.points
                one.by_rule[due.rule.name] += due.points
                one.by_day[due.at.date()] += due.points
                one.newcomers += due.points if due.newcomer else 0
    return found


def changes(old: Shadow, new: Shadow) -> list[tuple[int, int, int]]:
    """(member, under the old rules, under the new), those whom it concerns most first."""
    people = (old.members.keys() | new.members.keys()) - {0}
    rows = [(member, old.members[member], new.members[member]) for member in people]
    return sorted(rows, key=lambda row: (-abs(row[2] - row[1]), row[0]))


def _events(sets: Sequence[RuleSet], since: datetime | None, before: datetime | None) -> Iterator[Happening]:
    always = ABOUT_PEOPLE | asked_by(sets).names
    names = {rule.when for rules in sets for rule in rules.rules} | UNDOING.keys() | always
    entries = LogEntry.objects.filter(name__in=names)
    if since:
        entries = entries.filter(Q(at__gte=since) | Q(name__in=always))
    if before:
        entries = entries.filter(at__lt=before)
    yield from happenings(entries, names)
