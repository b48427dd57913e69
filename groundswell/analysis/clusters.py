"""Groups of people who find each other's answers useful far more than others do: a scan for what chance and taste do not explain.

A *support* is that one person found one answer useful: by a vote, by making it the solution, or both. What is usual is judged topic by
topic, so a small topic with few people, or two experts of a narrow field, are compared with what there was to choose from. A group is worth
a look when all of this holds:

- its members supported each other so much more often that naming the group says more than it costs (a scan statistic: Kulldorff,
  Communications in Statistics 26 (1997); the price of naming k of n people is k·ln n, as in minimum description length);
- much of what they got came from inside;
- the answers they supported found hardly anybody else, while those of others did. Whoever is good is found so by strangers too, and votes
  strewn over other people's answers do not change that (Hooi et al., FRAUDAR, KDD 2016, on camouflage).

Evidence for people, never a verdict.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Support(NamedTuple):
    """Somebody found an answer useful; `own` when it answered their own question."""

    giver: int
    author: int
    answer: int
    topic: int
    own: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on a group is raised. Shares are from 0 to 1."""

    people: int = 24  # at most in a group
    inside: int = 8  # supports inside, at least
    lift: float = 1.5  # times what is usual
    dependence: float = 0.45  # of what those who got something got, from inside
    taking_part: float = 0.2  # of what each gave or got, with the others
    confirmed: float = 0.6  # times the usual share of answers that somebody else supports too
    involved: float = 0.85  # the same of what one person took part in
    alone: float = 3.0  # minus the decimal logarithm of the chance that so few are confirmed
    surprise: float = 6.0  # the same of so many supports inside, after the price of naming the people


@dataclass(frozen=True, slots=True)
class Closed:
    """A group, its numbers sorted. `answers` are those supported from inside; `gave` and `got` count all their supports.

    expected: supports inside, if they chose as others do in the same topics; dependence: the share of what they got that came from inside;
    confirmed: the share of `answers` that somebody outside supports too, `usual`: that share elsewhere; mutual: the share of supports
    inside that go both ways; own: the share that were about answers to the giver's own question.
    """

    people: tuple[int, ...]
    answers: tuple[int, ...]
    inside: int
    expected: float
    gave: int
    got: int
    dependence: float
    confirmed: float
    usual: float
    mutual: float
    own: float
    surprise: float


Group = frozenset[int]
TRIED = 8  # neighbours that might join a group, at each step
TIE = 1.5  # nats that each tie costs, so that many that are just odd do not add up
PRIOR = 10  # so many supports by others weigh as much as what there is to choose from
Authors = Mapping[int, Mapping[int, int]]  # of each topic: how many answers each of its authors wrote


def closed_groups(supports: Iterable[Support], authors: Authors, limits: Limits = Limits()) -> list[Closed]:
    """Groups worth a look, the most surprising first; nobody is in two. A support counts once, nobody supports themselves.

    authors: for each topic how many answers everybody wrote there, of the same time. About O(people · neighbours²).
    """
    board = Board(supports, authors)
    found: dict[Group, Closed] = {}
    for seed in board.seeds():
        group = board.grown(seed, limits.people)
        if len(group) > 1 and group not in found:
            closed = board.judged(group, limits)
            if closed is not None:
                found[frozenset(closed.people)] = closed
    return _apart(found.values())


def _apart(found: Iterable[Closed]) -> list[Closed]:
    """Of groups that share somebody the most surprising one."""
    taken: set[int] = set()
    kept = []
    for one in sorted(found, key=lambda one: (-one.surprise, one.people)):
        if taken.isdisjoint(one.people):
            taken.update(one.people)
            kept.append(one)
    return kept


class Board:
    """Who supported whom, and what would be usual."""

    def __init__(self, supports: Iterable[Support], authors: Authors) -> None:
        self.supports = sorted({(s.giver, s.answer): s for s in supports if s.giver != s.author}.values())
        self.authors = authors
        self.wrote = {topic: sum(of.values()) for topic, of in authors.items()}
        self.given: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self.taken: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self.cast: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self.got: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self.in_topic, self.ties = Counter[int](), Counter[int]()
        self.fans: defaultdict[int, Counter[int]] = defaultdict(
            Counter
        )  # in each topic: how many people supported somebody
        self.reached: defaultdict[tuple[int, int], set[int]] = defaultdict(set)  # whom somebody supported in a topic
        self.backers = Counter[int]()
        self.of: defaultdict[int, list[Support]] = defaultdict(list)
        for one in self.supports:
            self.of[one.giver].append(one)
            self.given[one.giver][one.author] += 1
            self.taken[one.author][one.giver] += 1
            self.cast[one.giver][one.topic] += 1
            self.got[one.topic][one.author] += 1
            self.in_topic[one.topic] += 1
            self.backers[one.answer] += 1
            if one.author not in self.reached[one.giver, one.topic]:
                self.reached[one.giver, one.topic].add(one.author)
                self.ties[one.topic] += 1
                self.fans[one.topic][one.author] += 1
        self.seconded = Counter(s.topic for s in self.supports if self.backers[s.answer] > 1)
        self.price = math.log(max(2, len(self.given.keys() | self.taken.keys())))
        self._outside: dict[tuple[int, Group], tuple[int, Counter[int]]] = {}
        self._odd: dict[int, dict[int, float]] = {}

    def usual(self, giver: int, author: int, without: Group = frozenset()) -> float:
        """How often this one would support that one, if they chose in each topic as others do, or among what there is.

        The others are all but the giver and those of `without`: what a group did is not what is usual.
        """
        return sum(n * self._share(topic, giver, author, without) for topic, n in self.cast[giver].items())

    def _share(self, topic: int, giver: int, author: int, without: Group) -> float:
        of = self.authors.get(topic, {})
        written = self.wrote.get(topic, 0) - of.get(giver, 0)
        there = of.get(author, 0) / written if written > 0 else 0.0
        known = self._outside.get((topic, without))
        if known is None:
            ties = self.ties[topic] - sum(len(self.reached[one, topic]) for one in without)
            ours = Counter(author for one in without for author in self.reached[one, topic])
            known = self._outside[topic, without] = (ties, ours)
        ties, ours = known
        liked = self.fans[topic][author] - ours[author]
        if giver not in without:
            ties -= len(self.reached[giver, topic])
            liked -= author in self.reached[giver, topic]
        return max((liked + PRIOR * there) / (ties + PRIOR), 1e-4)

    def says(self, giver: int, author: int, without: Group = frozenset()) -> float:
        """How much it says, in nats, that this one supported that one so often; both ways it says more."""
        count = self.given[giver][author]
        return max(0.0, likelihood(count, self.usual(giver, author, without)) - TIE) if count else 0.0

    def odd(self, person: int) -> dict[int, float]:
        """Those whom somebody supported, or was supported by, beyond what is usual."""
        known = self._odd.get(person)
        if known is None:
            known = self._odd[person] = self._ties(person, self.given[person].keys() | self.taken[person].keys())
        return known

    def _ties(self, person: int, others: Iterable[int], without: Group = frozenset()) -> dict[int, float]:
        said = {o: self.says(person, o, without) + self.says(o, person, without) for o in others if o != person}
        return {other: nats for other, nats in said.items() if nats > 0}

    def seeds(self) -> list[int]:
        """People around whom there is enough that is odd, most first."""
        weights = {person: sum(self.odd(person).values()) for person in self.given.keys() | self.taken.keys()}
        return sorted((one for one, nats in weights.items() if nats > self.price), key=lambda one: (-weights[one], one))

    def grown(self, seed: int, most: int) -> Group:
        """The group around somebody that says most: the best of their neighbours, then the neighbours of these, while each adds something."""
        near = self.odd(seed)
        around = frozenset({seed, *sorted(near, key=lambda one: (-near[one], one))[:most]})
        group = self._peeled({one: self._ties(one, around, around) for one in around})
        while group and len(group) < most and (other := self._next(group)):
            group.add(other)
        self._outside = {}
        return frozenset(group)

    def _next(self, group: set[int]) -> int:
        """Whoever adds most to a group, if that is more than naming them costs; else 0."""
        beside = Counter[int]()
        for one in group:
            beside.update({other: n for other, n in (self.given[one] + self.taken[one]).items() if other not in group})
        best, most = 0, self.price
        for other, _n in beside.most_common(TRIED):
            adds = sum(self._ties(other, group, frozenset(group | {other})).values())
            if adds > most:
                best, most = other, adds
        return best

    def _peeled(self, ties: dict[int, dict[int, float]]) -> set[int]:
        """Leave out whoever adds least, one after the other, until each adds more than naming them costs."""
        tied = {one: sum(of.values()) for one, of in ties.items()}
        rest = set(ties)
        while rest:
            least = min(rest, key=lambda one: (tied[one], -one))
            if tied[least] > self.price:
                break
            rest.discard(least)
            for other, nats in ties[least].items():
                tied[other] -= nats
        return rest

    def worth(self, group: Group) -> float:
        """What naming these people says, less what it costs, in nats."""
        said = sum(sum(self._ties(one, group, group).values()) for one in group) / 2
        return said - len(group) * self.price

    def judged(self, group: Group, limits: Limits) -> Closed | None:
        """The group with its numbers, counted without what the group itself did to what is usual; None when it is not worth a look."""
        while len(group) > 1:
            closed = self._closed(group)
            rest = self._involved(closed, limits)
            if rest == group:
                return closed if _worth_a_look(closed, limits) else None
            group = rest
        return None

    def _closed(self, group: Group) -> Closed:
        inside = self.between(group)
        getting = {s.author for s in inside}
        got = sum(sum(self.taken[one].values()) for one in getting)
        expected = self._expected(group, Counter(s.topic for s in inside))
        answers = sorted({s.answer for s in inside})
        alone = self._alone(inside)
        return Closed(
            people=tuple(sorted(group)),
            answers=tuple(answers),
            inside=len(inside),
            expected=expected,
            gave=sum(sum(self.given[one].values()) for one in group),
            got=got,
            dependence=len(inside) / max(1, got),
            confirmed=1 - len(alone) / max(1, len(answers)),
            usual=self._usually_confirmed(group, {s.topic for s in inside}),
            mutual=sum(bool(self.given[s.author][s.giver]) for s in inside) / max(1, len(inside)),
            own=sum(s.own for s in inside) / max(1, len(inside)),
            surprise=round(self.worth(group) / math.log(10), 1),
        )

    def between(self, group: Group | tuple[int, ...]) -> list[Support]:
        """The supports inside a group."""
        members = set(group)
        return sorted(s for one in members for s in self.of[one] if s.author in members)

    def _alone(self, inside: list[Support]) -> set[int]:
        """The answers that nobody outside supports."""
        ours = Counter(s.answer for s in inside)
        return {answer for answer, n in ours.items() if self.backers[answer] == n}

    def _involved(self, closed: Closed, limits: Limits) -> Group:
        """Without those for whom the others are a small part of what they gave and of what they got, and without those whose own part in
        it was confirmed by others nearly as often as is usual: a good helper whom the others applaud does not belong to them.
        """
        inside = self.between(closed.people)
        alone = self._alone(inside)
        gave, got, part, unconfirmed = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
        for s in inside:
            gave[s.giver] += 1
            got[s.author] += 1
            for one in (s.giver, s.author):
                part[one] += 1
                unconfirmed[one] += s.answer in alone
        return frozenset(
            one
            for one in closed.people
            if part[one]
            and max(gave[one] / max(1, sum(self.given[one].values())), got[one] / max(1, sum(self.taken[one].values())))
            >= limits.taking_part
            and 1 - unconfirmed[one] / part[one] <= limits.involved * closed.usual
        )

    def _expected(self, group: Group, inside: Counter[int]) -> float:
        """Supports inside, if the group chose in each topic as all others do there, or among what there is."""
        expected = 0.0
        for topic in {topic for one in group for topic in self.cast[one]}:
            of = self.authors.get(topic, {})
            casts = {one: self.cast[one][topic] for one in group if self.cast[one][topic]}
            outside = self.in_topic[topic] - sum(casts.values())
            liked = sum(self.got[topic][one] for one in group) - inside[topic]
            ours = sum(of.get(one, 0) for one in group)
            for one, cast in casts.items():
                written = self.wrote.get(topic, 0) - of.get(one, 0)
                there = (ours - of.get(one, 0)) / written if written > 0 else 0.0
                expected += cast * (liked + PRIOR * there) / (outside + PRIOR)
        return round(expected, 2)

    def _usually_confirmed(self, group: Group, topics: set[int]) -> float:
        """Of supports by others in the same topics, the share whose answer has somebody else's support as well."""
        ours = [s for one in group for s in self.of[one] if s.topic in topics]
        others = sum(self.in_topic[topic] for topic in topics) - len(ours)
        seconded = sum(self.seconded[topic] for topic in topics) - sum(self.backers[s.answer] > 1 for s in ours)
        return (seconded + 1) / (others + 2)


def _worth_a_look(closed: Closed, limits: Limits) -> bool:
    return (
        closed.inside >= limits.inside
        and closed.inside >= limits.lift * closed.expected
        and closed.dependence >= limits.dependence
        and closed.surprise >= limits.surprise
        and closed.confirmed <= limits.confirmed * closed.usual
        and _so_few(round(closed.confirmed * len(closed.answers)), len(closed.answers), closed.usual) >= limits.alone
    )


def _so_few(count: int, of: int, share: float) -> float:
    """Minus log10 of the chance of so few or fewer of so many, each with this chance (binomial)."""
    chance = sum(math.comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(count + 1))
    return -math.log10(max(chance, 1e-300))


def likelihood(count: float, expected: float) -> float:
    """The logarithm of how much better a count is explained by a mean of its own than by the expected one; 0 when it is no more than that."""
    expected = max(expected, 1e-3)
    return count * math.log(count / expected) - (count - expected) if count > expected else 0.0
