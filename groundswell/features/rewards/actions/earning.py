"""What some entries of the log earn, in one transaction: counted under the rules that hold there, then given from the book."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from groundswell.events import event_named
from groundswell.events.rewards import PoolFunded, RulesApproved, ShadowBegun, ShadowEnded
from groundswell.features.rewards import keeping
from groundswell.features.rewards.actions.settling import Taken, settle
from groundswell.features.rewards.earning.counting import ABOUT_PEOPLE, Counting, Happening, Holding
from groundswell.features.rewards.earning.undoing import UNDOING
from groundswell.features.rewards.keeping import Lane
from groundswell.features.rewards.models import Version
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


def _count(entries: Sequence[Entry]) -> list[Taken]:
    """Count under the rules that hold, and beside them under each draft in the shadow."""
    held, drafts = keeping.approved(), keeping.counted()
    names = ALWAYS | {rule.when for version in (*held, *drafts) for rule in version.rules.rules}
    events = [_happening(entry) for entry in entries if entry.name in names]
    joined = keeping.joined_of(events, [version.rules for version in (*held, *drafts)])
    before = keeping.outside()
    lanes = [_lane(0, held, joined), *(_lane(draft.number, [draft], joined) for draft in drafts)]
    taken = [_feed(lane, events, before) for lane in lanes]
    keeping.write_outside(lanes[0].counting.memory.outside, before)
    return taken[0]


def _feed(lane: Lane, events: Sequence[Happening], outside: set[int]) -> list[Taken]:
    """What events give is in the rows of the lane; returned is what they take."""
    lane.read(events, set(outside))
    taken = [Taken(due.gain, event) for event in events for due in lane.counting.feed(event) if due.points < 0]
    lane.write()
    return taken


def _lane(number: int, versions: Sequence[Version], joined: Mapping[int, Any]) -> Lane:
    held = [Holding(one.rules, one.number, one.since if number == 0 else None) for one in versions]
    return Lane(number, Counting(*held, joined=joined), {one.number: one.rules for one in versions})


def _happening(entry: Entry) -> Happening:
    return Happening(entry.position, entry.name, entry.at, entry.by, {**_defaults(entry.name), **entry.data})


@cache
def _defaults(name: str) -> dict[str, Any]:
    """What an event says that was recorded before its class had this field."""
    found: dict[str, Any] = {}
    for one in fields(event_named(name)):
        if one.default is not MISSING:
            found[one.name] = one.default
        elif one.default_factory is not MISSING:
            found[one.name] = one.default_factory()
    return found
