"""Everything that is done in the year as one list in the order of time: what the files say, and what follows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from random import Random
from typing import Any

from groundswell.demo import crowd
from groundswell.demo.world import Asked, Decision, Moment, Reply, Year

MINUTE, HOUR, DAY = Moment(minutes=1), Moment(hours=1), Moment(days=1)
FOUNDERS_EVENING = 20 * HOUR


@dataclass(frozen=True)
class Deed:
    """One action by one person. `what` names a method of Life, `about` the question and the answer's number."""

    at: Moment
    what: str
    by: str
    about: tuple[str, int | None] = ("", None)
    more: dict[str, Any] = field(default_factory=dict)


def deeds_of(year: Year, seed: int) -> list[Deed]:
    """All deeds, in order. The same year and seed give the same deeds."""
    said = [*chain.from_iterable(_question(asked) for asked in year.questions)]
    done = crowd.Crowd(year, Random(f"{seed} crowd"))
    deeds = [*_arrivals(year, said, Random(f"{seed} arrivals")), *said]
    deeds += chain.from_iterable(_reactions(asked, done) for asked in year.questions)
    deeds += _interests(year, done)
    deeds += _welcomes(year, Random(f"{seed} welcomes"))
    return sorted(deeds, key=lambda deed: deed.at)


def _arrivals(year: Year, said: list[Deed], rng: Random) -> Iterator[Deed]:
    """People join some time on their day, and before the first thing they do on it. The company's people come first."""
    first: dict[str, Moment] = {}
    for deed in said:
        first[deed.by] = min(deed.at, first.get(deed.by, deed.at))
    for person in sorted(year.people.values(), key=lambda one: (not one.staff, one.joined, one.handle)):
        at = person.joined + (Moment() if person.staff else MINUTE + rng.random() * FOUNDERS_EVENING)
        if (begins := first.get(person.handle)) is not None and at >= begins:
            at = max(person.joined, begins - MINUTE * rng.randint(3, 25))
        yield Deed(_to_the_second(at), "join", person.handle)


def _question(asked: Asked) -> Iterator[Deed]:
    yield Deed(asked.at, "ask", asked.by, (asked.key, None))
    for remark in asked.remarks:
        yield Deed(remark.at, "comment", remark.by, (asked.key, None), {"body": remark.body})
    for reply in asked.replies:
        yield from _reply(asked, reply)
    for decision in asked.decisions:
        yield _decision(asked, decision)


def _reply(asked: Asked, reply: Reply) -> Iterator[Deed]:
    about = (asked.key, reply.number)
    yield Deed(reply.at, "answer", reply.by, about, {"body": reply.body})
    for remark in reply.remarks:
        yield Deed(remark.at, "comment", remark.by, about, {"body": remark.body})
    for edit in reply.edits:
        yield Deed(edit.at, "edit", edit.by, about, {"body": edit.body, "reason": edit.reason})
    if reply.solved is not None:
        yield Deed(reply.solved, "accept", reply.accepted_by or asked.by, about)


def _decision(asked: Asked, decision: Decision) -> Deed:
    more: dict[str, Any] = {"reason": decision.reason}
    match decision.what:
        case "close":
            more["cause"] = decision.cause
        case "duplicate":
            more["of"] = decision.of
        case "move":
            more["to"] = decision.to
    return Deed(decision.at, decision.what, decision.by, (asked.key, decision.answer), more)


def _reactions(asked: Asked, done: crowd.Crowd) -> Iterator[Deed]:
    """Votes, thanks, shares and reading under one question."""
    settled = asked.ended("lock", "delete") or crowd.END
    for vote in done.votes(asked, asked.by, asked.at, settled, asked.votes, asked.down):
        yield _vote(vote, (asked.key, None))
    for reply in asked.replies:
        about = (asked.key, reply.number)
        gone = min((one.at for one in asked.decisions if one.answer == reply.number), default=settled)
        for vote in done.votes(asked, reply.by, reply.at, min(gone, settled), reply.votes, reply.down):
            yield _vote(vote, about)
            if done.also_thanks(vote) and not (reply.thanked and vote.by == asked.by):
                yield Deed(vote.at, "thank", vote.by, about)
        if reply.thanked:
            yield Deed(done.thanked_at(asked, reply, gone), "thank", asked.by, about)
        if reply.votes > 9 and (shared := done.shares(reply.at)):
            yield Deed(shared, "share", reply.by, about)
    for reader, at in done.readers(asked):
        yield Deed(at, "read", reader, (asked.key, None))


def _welcomes(year: Year, rng: Random) -> Iterator[Deed]:
    """Who moderates welcomes many, not all, of those who answer for the first time; the last few still wait for it."""
    first: dict[str, tuple[Moment, Asked, Reply]] = {}
    for asked in year.questions:
        for reply in asked.replies:
            if reply.at < first.get(reply.by, (crowd.END,))[0]:
                first[reply.by] = (reply.at, asked, reply)
    host = next(person.handle for person in year.people.values() if person.role == "moderator")
    for handle, (at, asked, reply) in sorted(first.items()):
        gone = asked.ended("lock", "delete") or any(one.answer == reply.number for one in asked.decisions)
        welcomed = rng.random() < 0.4 and at < crowd.END - 5 * DAY
        if welcomed and not gone and not year.people[handle].staff and handle != asked.by:
            yield Deed(_to_the_second(at + HOUR * (1 + 8 * rng.random())), "welcome", host, (asked.key, reply.number))


def _vote(vote: crowd.Vote, about: tuple[str, int | None]) -> Deed:
    return Deed(vote.at, "vote", vote.by, about, {"value": vote.value})


def _interests(year: Year, done: crowd.Crowd) -> Iterator[Deed]:
    """People follow what they know and those who helped them."""
    for person in year.people.values():
        for kind, subject, at in done.follows(person):
            yield Deed(at, "follow", person.handle, more={"kind": kind, "subject": subject})


def _to_the_second(at: Moment) -> Moment:
    return Moment(seconds=round(at.total_seconds()))


def until(deeds: list[Deed], end: Moment) -> list[Deed]:
    """What is done up to then. A deed comes after what it is about, so what stays is whole."""
    return [deed for deed in deeds if deed.at <= end]
