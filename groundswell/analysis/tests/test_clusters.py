"""Rings are found, whatever their shape; experts, friends, fans and small topics are left alone."""

from collections import Counter, defaultdict
from random import Random

from groundswell.analysis.clusters import Closed, Support, closed_groups
from groundswell.analysis.simulated import SHAPES, World, simulated

HONEST = 2_000  # as in bench fairness, which has more worlds


def test_rings_of_3_6_and_12_in_every_shape_are_found_and_few_others_are_raised() -> None:
    raised, guilty, there = 0, 0, 0
    for seed, shape in enumerate(SHAPES):
        world = simulated(seed, members=HONEST, shape=shape)
        found, rings = _people(closed_groups(world.supports, world.authors)), _rings(world)
        raised, guilty, there = raised + len(found), guilty + len(found & rings), there + len(rings)

    assert guilty >= 0.9 * raised
    assert guilty >= 0.8 * there


def test_where_there_is_no_ring_hardly_anybody_is_raised() -> None:
    world = simulated(7, members=HONEST // 2, rings=())

    raised = _people(closed_groups(world.supports, world.authors))

    assert len(world.lookalikes) > 50
    assert len(raised) <= 4


def test_two_experts_whom_others_find_useful_too_are_no_ring() -> None:
    supports, authors = _crowd()
    for answer in range(1_000, 1_020):
        supports += [Support(1, 2, answer, 1, own=True), Support(2, 1, answer + 100, 1)]
        supports += [Support(3 + answer % 40, 2, answer, 1), Support(4 + answer % 40, 1, answer + 100, 1)]
    authors[1].update({1: 20, 2: 20})

    assert closed_groups(supports, authors) == []


def test_the_same_two_are_raised_when_nobody_else_ever_finds_their_answers_useful() -> None:
    supports, authors = _crowd()
    for answer in range(1_000, 1_020):
        supports += [Support(1, 2, answer, 1), Support(2, 1, answer + 100, 1)]
    authors[1].update({1: 20, 2: 20})

    (found,) = closed_groups(supports, authors)

    assert found.people == (1, 2)
    assert (found.inside, found.gave, found.dependence, found.confirmed, found.mutual) == (40, 40, 1.0, 0.0, 1.0)
    assert found.expected < 5
    assert found.usual > 0.9
    assert len(found.answers) == 40


def test_a_topic_that_a_few_have_to_themselves_is_no_ring() -> None:
    supports, authors = _crowd()
    few = (1, 2, 3)
    for answer in range(2_000, 2_060):
        author = few[answer % 3]
        authors[2][author] += 1
        supports += [Support(one, author, answer, 2) for one in few if one != author]

    assert closed_groups(supports, authors) == []


def test_a_vote_and_a_solution_for_the_same_answer_count_once_and_nobody_supports_themselves() -> None:
    supports, authors = _crowd()
    twice = [one for one in supports for _n in range(2)] + [Support(3, 3, 5_000, 1) for _n in range(30)]

    assert closed_groups(twice, authors) == closed_groups(supports, authors) == []


def test_nothing_at_all_has_no_groups() -> None:
    assert closed_groups([], {}) == []


def _crowd() -> tuple[list[Support], dict[int, Counter[int]]]:
    """Forty people of one topic who find each other's answers useful, three supports an answer."""
    chance, people = Random(1), range(3, 43)
    supports, authors = [], defaultdict[int, Counter[int]](Counter)
    for answer in range(300):
        author, *givers = chance.sample(people, 4)
        authors[1][author] += 1
        supports += [Support(giver, author, answer, 1) for giver in givers]
    return supports, authors


def _people(found: list[Closed]) -> set[int]:
    return {one for group in found for one in group.people}


def _rings(world: World) -> set[int]:
    return {one for _shape, people in world.rings for one in people}
