"""What some entries of the log earn, in one transaction: counted under the rules that hold there, then given from the book."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from groundswell.events.rewards import PoolFunded, RulesApproved, ShadowBegun, ShadowEnded
from groundswell.features.rewards import keeping, knowing
from groundswell.features.rewards.actions.settling import Taken, settle
from groundswell.features.rewards.earning.counting import ABOUT_PEOPLE, Counting, Happening, Holding
from groundswell.features.rewards.earning.facts import Asked, Key, asked_by, wanted
from groundswell.features.rewards.earning.memory import Memory
from groundswell.features.rewards.earning.undoing import UNDOING
from groundswell.features.rewards.keeping import Lane
from groundswell.features.rewards.models import Version
from groundswell.features.rewards.reading_log import defaults
from groundswell.log.consumers import Entry, runs

SWITCHES = {RulesApproved.name, ShadowBegun.name, ShadowEnded.name}
ALWAYS = {*SWITCHES, *ABOUT_PEOPLE, *UNDOING, PoolFunded.name}


def earn(entries: Sequence[Entry]) -> None:
    """Count these entries, in their order, and give and take what follows. The caller's transaction says that it happens once."""
    taken: list[Taken] = []
    for part in runs(entries, lambda entry: entry.name in SWITCHES):
        if part[0].name in SWITCHES:
            _switch(part[0])
        else:
            taken += _count(part)
    settle(taken)


def _switch(entry: Entry) -> None:
    """From here in the log on other rules hold, or are counted in the shadow."""
    version = Version.objects.filter(number=entry.data["version"])
    if entry.name == RulesApproved.name:
        version.update(followed=True)
    elif entry.name == ShadowBegun.name:
        keeping.forget_lane(entry.data["version"])
        version.update(counted=True)
    else:
        version.update(counted=False)
    if entry.name != ShadowEnded.name:
        for one in version:
            knowing.look_back(one.rules, entry)


def _count(entries: Sequence[Entry]) -> list[Taken]:
    """Count under the rules that hold, and beside them under each draft in the shadow."""
    held, drafts = keeping.approved(), keeping.counted()
    asked = asked_by(version.rules for version in (*held, *drafts))
    names = ALWAYS | asked.names | {rule.when for version in (*held, *drafts) for rule in version.rules.rules}
    events = [_happening(entry) for entry in entries if entry.name in names]
    joined = keeping.joined_of(events, [version.rules for version in (*held, *drafts)])
    before = keeping.outside()
    lanes = [_lane(0, held, joined, asked), *(_lane(draft.number, [draft], joined, asked) for draft in drafts)]
    facts = knowing.read_facts(key for lane in lanes for key in _wanted(lane, events))
    taken = [_feed(lane, events, Memory(outside=set(before), facts=dict(facts))) for lane in lanes]
    keeping.write_outside(lanes[0].counting.memory.outside, before)
    knowing.write_facts(lanes[0].counting.memory.learnt)
    return taken[0]


def _wanted(lane: Lane, events: Sequence[Happening]) -> Iterator[Key]:
    """What the rules of a lane ask beyond what these events say."""
    if lane.counting.asked.all:
        for event in events:
            for _version, _rules, rule, member in lane.counting.candidates(event):
                yield from wanted(rule, member, event.by, event.data)


def _feed(lane: Lane, events: Sequence[Happening], memory: Memory) -> list[Taken]:
    """What events give is in the rows of the lane; returned is what they take."""
    lane.read(events, memory)
    taken = [Taken(due.gain, event) for event in events for due in lane.counting.feed(event) if due.points < 0]
    lane.write()
    return taken


def _lane(number: int, versions: Sequence[Version], joined: Mapping[int, Any], asked: Asked) -> Lane:
    held = [Holding(one.rules, one.number, one.since if number == 0 else None) for one in versions]
    return Lane(number, Counting(*held, joined=joined, asked=asked), {one.number: one.rules for one in versions})


def _happening(entry: Entry) -> Happening:
    return Happening(entry.position, entry.name, entry.at, entry.by, {**defaults(entry.name), **entry.data})
