"""The many who read: who votes when, who thanks, follows and shares. All of it by dice with a fixed seed."""

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from statistics import NormalDist

from groundswell.demo.world import Asked, Moment, Person, Remark, Reply, Year
from groundswell.features.support.rules import VOTES_A_DAY, VOTES_PER_AUTHOR

END = Moment(days=365)
DAY = Moment(days=1)
# Half of the votes come within the first day and a half, one in thirty after more than a month.
PATIENCE = NormalDist(math.log(1.4), 1.7)
TRIES = 80
CAST = ("ada", "ben", "cleo", "dan", "eve", "mia")


@dataclass(frozen=True)
class Vote:
    at: Moment
    by: str
    value: int


class Crowd:
    """Remembers who has voted how often, so that nobody passes the caps."""

    def __init__(self, year: Year, rng: Random) -> None:
        self.rng = rng
        self.year = year
        self.people = sorted(year.people.values(), key=lambda one: (one.joined, one.handle))
        self.joins = [one.joined + DAY for one in self.people]  # from the day after joining they vote
        self.eager = [self._eagerness(one) for one in self.people]
        self.wrote = {asked.by: asked.topic for asked in year.questions}
        self.at_home = _homes(year)
        self.first_use = _first_uses(year)
        self.a_day: Counter[tuple[str, int]] = Counter()
        self.on_author: Counter[tuple[str, str, int]] = Counter()
        self.crowds: dict[str, list[float]] = {}

    def votes(self, asked: Asked, author: str, since: Moment, end: Moment, ups: int, downs: int) -> list[Vote]:
        """So many votes by different people, each within their caps, between posting and `end`."""
        voted = {author}
        cast: list[Vote] = []
        for number in range(ups + downs):
            value = 1 if number < ups else -1
            thankful = asked.by not in voted and value > 0 and self.rng.random() < 0.6
            vote = self._vote(asked, author, since, end, voted, value, asked.by if thankful else "")
            if vote is not None:
                cast.append(vote)
                voted.add(vote.by)
        return cast

    def also_thanks(self, vote: Vote) -> bool:
        return vote.value > 0 and self.rng.random() < 0.09

    def thanked_at(self, asked: Asked, reply: Reply, gone: Moment) -> Moment:
        """When the asker said thanks: with accepting, else soon after reading the answer."""
        at = reply.solved or reply.at + Moment(minutes=self.rng.randint(8, 600))
        return min(at, max(reply.at, gone - Moment(seconds=1)))

    def shares(self, since: Moment) -> Moment | None:
        at = since + DAY * (0.2 + self.rng.random() * 6)
        return _to_the_second(at) if self.rng.random() < 0.3 and at < END else None

    def readers(self, asked: Asked) -> Iterator[tuple[str, Moment]]:
        """The cast, whom one can sign in as, has read most of what is there, and all that they wrote under."""
        last: dict[str, Moment] = {}
        parts: list[Remark | Reply] = [*asked.remarks, *asked.replies]
        parts += [remark for reply in asked.replies for remark in reply.remarks]
        for part in parts:
            last[part.by] = max(part.at, last.get(part.by, part.at))
        for handle in CAST:
            at = last.get(handle) or _to_the_second(asked.at + DAY * self.rng.expovariate(0.7))
            if (handle in last or self.rng.random() < 0.6) and self.year.people[handle].joined + DAY < at < END:
                yield handle, at

    def follows(self, person: Person) -> Iterator[tuple[str, str, Moment]]:
        """(kind, what, when): the tags they know, the topics where regulars are at home, for readers what they read."""
        known = [tag for tag in person.expertise if tag in self.first_use]
        if person.weight:
            known += [topic for topic, _times in self.at_home[person.handle].most_common(3)]
        if person.reader:
            known += self.rng.sample([place.slug for place in self.year.places], 2)
        for word in dict.fromkeys(known):
            kind = "topic" if word in {place.slug for place in self.year.places} else "tag"
            begins = max(person.joined + DAY, self.first_use.get(word, Moment()) + Moment(hours=1))
            at = _to_the_second(begins + DAY * self.rng.expovariate(0.2))
            if at < END:
                yield kind, word, at
        yield from self._follows_people(person)

    def _follows_people(self, person: Person) -> Iterator[tuple[str, str, Moment]]:
        for asked in self.year.questions:
            for reply in asked.replies if asked.by == person.handle else ():
                if reply.solved and reply.by != person.handle and self.rng.random() < 0.15:
                    yield "member", reply.by, reply.solved + Moment(seconds=50)

    def _vote(
        self, asked: Asked, author: str, since: Moment, end: Moment, voted: set[str], value: int, wanted: str
    ) -> Vote | None:
        """One vote; with too few people there yet it comes later, and if it cannot come at all, not."""
        for attempt in range(TRIES):
            at = self._when(since, end)
            if attempt > TRIES // 2:
                at = since + (end - since) * self.rng.random()
            by = wanted if wanted and attempt == 0 else self._who(asked, at)
            if by and by not in voted and self._within_caps(by, author, at):
                self.a_day[by, at.days] += 1
                self.on_author[by, author, at.days] += 1
                return Vote(at, by, value)
        return None

    def _when(self, since: Moment, end: Moment) -> Moment:
        most = PATIENCE.cdf(math.log(max((end - since) / DAY, 1e-4)))
        days = math.exp(PATIENCE.inv_cdf(max(self.rng.random() * most, 1e-9)))
        return _to_the_second(min(since + DAY * days, end - Moment(seconds=1)))

    def _who(self, asked: Asked, at: Moment) -> str:
        """Somebody who is there by then, the likelier the more they read and know about it."""
        there = bisect_right(self.joins, at)
        if there == 0:
            return ""
        weights = self._weights(asked)
        return self.people[bisect_right(weights, self.rng.random() * weights[there - 1], 0, there - 1)].handle

    def _weights(self, asked: Asked) -> list[float]:
        if asked.key not in self.crowds:
            words = {asked.topic, *asked.tags}
            each = (
                eager * self._interest(one, asked, words) for one, eager in zip(self.people, self.eager, strict=True)
            )
            self.crowds = {asked.key: list(accumulate(each))}
        return self.crowds[asked.key]

    def _interest(self, person: Person, asked: Asked, words: set[str]) -> float:
        if asked.language not in person.languages:
            return 0.02
        knows = bool(words & set(person.expertise)) or self.wrote.get(person.handle) == asked.topic
        return 3.0 if knows else 1.0

    def _eagerness(self, person: Person) -> float:
        """A few vote a lot, many now and then: readers and regulars more than those who came with one question."""
        mood = self.rng.lognormvariate(0, 0.8)
        if person.role in {"agent", "manager"}:
            return 0.2  # the company hardly votes on its customers
        return mood * (5 if person.reader else 0.8 + person.weight * 0.8)

    def _within_caps(self, by: str, author: str, at: Moment) -> bool:
        within_a_day = self.a_day[by, at.days] < VOTES_A_DAY
        return within_a_day and self.on_author[by, author, at.days] < VOTES_PER_AUTHOR


def _homes(year: Year) -> defaultdict[str, Counter[str]]:
    """In which topics each person writes, and how often."""
    homes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for asked in year.questions:
        for handle in (asked.by, *(reply.by for reply in asked.replies)):
            homes[handle][asked.topic] += 1
    return homes


def _first_uses(year: Year) -> dict[str, Moment]:
    uses: dict[str, Moment] = {}
    for asked in year.questions:
        for word in (asked.topic, *asked.tags):
            uses[word] = min(asked.at, uses.get(word, asked.at))
    return uses


def _to_the_second(at: Moment) -> Moment:
    return Moment(seconds=round(at.total_seconds()))
