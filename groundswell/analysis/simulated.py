"""A made-up quarter of a community with honest people and rings, to try checks of fairness on. What it assumes:

- Members have one to three topics of their own; topics, asking, answering and voting are all skewed: few do most. Skill differs between
  people and quality between their answers; whoever reads an answer supports it the likelier the better it is. Two in three askers choose a solution.
- Honest people who look like rings are there on purpose: pairs of experts of a narrow field who read, answer and support each other; a small
  topic that seven people have to themselves; fans who read all of one helper; friends who look each other up.
- A ring's members also take part as anybody does. Its answers are poor (a tenth to a half of their author's usual quality), so few others support them; each
  giver spends 15 to 45 supports on the others, so the ring is worth some pounds; up to half go to each other's questions, and up to one and a half
  times as many to strangers, mostly the popular ones, as camouflage. It keeps to one topic or spreads over four.
- A *careful* ring answers half as well as its people can or nearly as well, and spends 6 to 15 supports each.
- Not simulated, and not found by a check of who supports whom: a ring that is the only one to write in a topic.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from groundswell.analysis.clusters import Support

SHAPES = ("full", "cycle", "star")
TOPICS, SMALL = 24, 7
PAIRS, FANS, FRIENDS = 6, 20, 6  # for each thousand members


@dataclass
class World:
    """What happened. `rings` are the guilty, by (shape, people); `lookalikes` honest people who look like rings."""

    chance: Random
    members: int
    supports: list[Support] = field(default_factory=list)
    authors: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    rings: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    lookalikes: set[int] = field(default_factory=set)
    answers: dict[int, tuple[int, int, int, float]] = field(default_factory=dict)  # author, topic, asker, quality
    of: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # answers of each author
    topics: dict[int, list[int]] = field(default_factory=dict)
    skill: dict[int, float] = field(default_factory=dict)
    reading: dict[int, "Draw"] = field(default_factory=dict)  # who reads in each topic
    careful: bool = False
    crowd: float = 5.0  # how many read an answer, on average, beyond the first

    def readers(self, topic: int) -> set[int]:
        return {self.reading[topic].one(self.chance) for _n in range(int(self.chance.expovariate(1 / self.crowd)) + 1)}

    def answer(self, author: int, topic: int, asker: int, quality: float) -> int:
        number = len(self.answers) + 1
        self.answers[number] = (author, topic, asker, quality)
        self.authors[topic][author] += 1
        self.of[author].append(number)
        return number

    def support(self, giver: int, answer: int) -> None:
        author, topic, asker, _quality = self.answers[answer]
        if giver != author:
            self.supports.append(Support(giver, author, answer, topic, giver == asker))


class Draw:
    """Draws people by weight."""

    def __init__(self, people: list[int], weights: list[float]) -> None:
        self.people, self.sums = people, list(accumulate(weights))

    def one(self, chance: Random) -> int:
        return self.people[min(len(self.people) - 1, bisect_left(self.sums, chance.random() * self.sums[-1]))]


def simulated(
    seed: int, *, members: int = 2_000, rings: tuple[int, ...] = (3, 6, 12), shape: str = "", careful: bool = False
) -> World:
    """A quarter with `members` honest people, numbered from 1, and a ring of each size; of one shape, or each of any. Same seed, same world."""
    world = World(Random(seed), members)
    world.careful = careful
    _people(world)
    _honest(world)
    _lookalikes(world)
    last = members
    for size in rings:
        kind = shape or world.chance.choice(SHAPES)
        people = tuple(range(last + 1, last + size + 1))
        last += size
        world.rings.append((kind, people))
        _ring(world, kind, people)
    world.chance.shuffle(world.supports)
    return world


def _people(world: World) -> None:
    chance = world.chance
    places = Draw(list(range(1, TOPICS + 1)), [1 / n for n in range(1, TOPICS + 1)])
    for one in range(1, world.members + 1):
        world.topics[one] = [places.one(chance) for _n in range(chance.randint(1, 3))]
        world.skill[one] = chance.betavariate(4, 3)


def _honest(world: World) -> None:
    """Two questions a member, two answers a question, and those who read them."""
    chance, everybody = world.chance, list(range(1, world.members + 1))
    busy = {one: chance.lognormvariate(0, 1.3) if chance.random() < 0.12 else 0.02 for one in everybody}
    reads = {one: chance.lognormvariate(0, 1.1) if chance.random() < 0.4 else 0.1 for one in everybody}
    at = {
        topic: [one for one in everybody if topic in world.topics[one]] or everybody for topic in range(1, TOPICS + 1)
    }
    helping = {topic: Draw(people, [busy[one] for one in people]) for topic, people in at.items()}
    world.reading = {topic: Draw(people, [reads[one] for one in people]) for topic, people in at.items()}
    world.crowd = chance.uniform(2, 8)
    for _question in range(2 * world.members):
        asker = chance.choice(everybody)
        topic = chance.choice(world.topics[asker])
        helpers = {helping[topic].one(chance) for _n in range(chance.choice((1, 1, 2, 2, 3, 4)))} - {asker}
        question(world, asker, topic, sorted(helpers), world.readers(topic))


def question(world: World, asker: int, topic: int, helpers: list[int], readers: set[int]) -> list[int]:
    """One question with its answers, its solution and its votes."""
    chance, posted = world.chance, []
    for helper in helpers:
        quality = min(1.0, max(0.02, chance.gauss(world.skill[helper], 0.2)))
        posted.append(world.answer(helper, topic, asker, quality))
    best = max(posted, key=lambda one: world.answers[one][3], default=0)
    if best and chance.random() < 0.67:
        world.support(asker, best)
    for reader in sorted(readers):
        for one in posted:
            if chance.random() < 0.55 * world.answers[one][3] ** 1.5:
                world.support(reader, one)
    return posted


def _lookalikes(world: World) -> None:
    chance, thousands = world.chance, world.members / 1_000
    helpers = [
        one for one, _n in Counter({one: len(of) for one, of in world.of.items()}).most_common(world.members // 12)
    ]
    for _pair in range(round(thousands * PAIRS)):
        _experts(world, *chance.sample(helpers, 2))
    for _fan in range(round(thousands * FANS)):
        fan, helper = chance.randint(1, world.members), chance.choice(helpers)
        _reads_all_of(world, fan, helper, 0.7)
    for _friends in range(round(thousands * FRIENDS)):
        friends = chance.sample(range(1, world.members + 1), chance.choice((2, 2, 3)))
        for one in friends:
            for other in friends:
                _reads_all_of(world, one, other, 0.4)
    _small_topic(world, chance.sample(range(1, world.members + 1), SMALL))


def _experts(world: World, first: int, second: int) -> None:
    """Two who know a narrow field: each asks what the other can answer, before the same readers as everybody has."""
    chance, topic = world.chance, world.chance.randint(TOPICS // 2, TOPICS)
    around = [one for one in range(1, world.members + 1) if topic in world.topics[one]]
    world.lookalikes |= {first, second}
    world.skill[first] = world.skill[second] = 0.75
    for asker, other in ((first, second), (second, first)):
        for _n in range(chance.randint(5, 15)):
            helpers = [other] if chance.random() < 0.7 else [other, chance.choice(around)]
            question(world, asker, topic, helpers, (world.readers(topic) | {other}) - {asker})
        _reads_all_of(world, asker, other, 0.5)


def _reads_all_of(world: World, reader: int, author: int, share: float) -> None:
    world.lookalikes |= {reader, author}
    for one in list(world.of[author]):
        quality = world.answers[one][3]
        if reader != author and world.chance.random() < share and world.chance.random() < 0.9 * quality**0.7:
            world.support(reader, one)


def _small_topic(world: World, people: list[int]) -> None:
    """Seven who have a topic to themselves."""
    world.lookalikes |= set(people)
    for _n in range(60):
        asker = world.chance.choice(people)
        others = [one for one in people if one != asker]
        readers = {one for one in others if world.chance.random() < 0.8}
        question(world, asker, TOPICS + 1, world.chance.sample(others, world.chance.randint(1, 3)), readers)


def _ring(world: World, shape: str, people: tuple[int, ...]) -> None:
    chance = world.chance
    for one in people:
        world.topics[one] = [chance.randint(1, TOPICS) for _n in range(2)]
        world.skill[one] = chance.betavariate(4, 3)
    topics = [chance.randint(1, TOPICS) for _n in range(chance.randint(1, 4))]
    getting = people[:1] if shape == "star" else people
    poor, fake = chance.uniform(*((0.5, 0.9) if world.careful else (0.1, 0.6))), chance.uniform(0, 0.5)
    spends = (6, 15) if world.careful else (15, 45)
    for author in getting:
        for _n in range(chance.randint(15, 40)):
            topic = chance.choice(topics)
            asker = chance.choice([one for one in people if one != author]) if chance.random() < fake else 0
            quality = poor * min(1.0, max(0.1, chance.gauss(world.skill[author], 0.2)))
            _strangers_see(world, world.answer(author, topic, asker, quality), topic)
    for place, giver in enumerate(people):
        targets = {
            "full": [one for one in people if one != giver],
            "cycle": [people[(place + 1) % len(people)]],
            "star": [people[0]],
        }
        theirs = [answer for one in targets[shape] if one != giver for answer in world.of[one]]
        for answer in chance.sample(theirs, min(len(theirs), chance.randint(*spends))):
            world.support(giver, answer)
        _as_anybody(world, giver)


def _strangers_see(world: World, answer: int, topic: int) -> None:
    """Readers come to a ring's answers as to any others, and judge them by what they are."""
    chance = world.chance
    for reader in sorted(world.readers(topic)):
        if chance.random() < 0.55 * world.answers[answer][3] ** 1.5:
            world.support(reader, answer)


def _as_anybody(world: World, giver: int) -> None:
    """Votes for strangers: some because it is a person, more as camouflage, mostly for what is popular."""
    chance = world.chance
    honest = chance.sample(range(1, len(world.answers) + 1), min(200, len(world.answers)))
    honest.sort(key=lambda one: -world.answers[one][3])
    given = sum(1 for s in world.supports[-60:] if s.giver == giver)
    for answer in honest[: int(chance.uniform(0, 1.5) * given) + chance.randint(0, 6)]:
        world.support(giver, answer)
    helper_topic = chance.choice(world.topics[giver])
    if chance.random() < 0.3:
        question(
            world,
            giver,
            helper_topic,
            [chance.randint(1, world.members) for _n in range(math.ceil(chance.random() * 2))],
            set(),
        )
