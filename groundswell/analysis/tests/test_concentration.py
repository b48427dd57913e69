"""On how few shoulders it rests, by hand and by a slower way."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.analysis.concentration import concentration
from groundswell.analysis.drawing import middle, poisson, redrawn

crowds = st.lists(st.integers(1, 60), min_size=1, max_size=50)


def value(found: object) -> float:
    assert isinstance(found, float | int)
    return float(found)


def test_ten_people_by_hand() -> None:
    """One gave 11 answers, nine gave one each: the busiest tenth has 11 of 20, and is enough for half."""
    found = concentration([11, *[1] * 9])

    assert found.top_10.value == 0.55
    assert found.top_1.value == 0.55  # one per cent of ten is one person
    assert found.half.value == 1
    assert found.busiest.value == 0.55
    assert found.gini.value == pytest.approx(0.45)  # 90 pairs, half of them... each way 10 apart: 180 / (2 * 100 * 2)
    assert found.top_10.cases == 10


@given(crowds)
def test_gini_is_half_the_mean_difference(done: list[int]) -> None:
    apart = sum(abs(one - other) for one in done for other in done)

    assert concentration(done).gini.value == pytest.approx(apart / (2 * len(done) * sum(done)), abs=1e-9)


@given(crowds)
def test_shares_are_those_of_the_list_cut_off(done: list[int]) -> None:
    found, ranked = concentration(done), sorted(done, reverse=True)

    for part, figure in ((0.01, found.top_1), (0.1, found.top_10)):
        few = max(1, math.ceil(part * len(done)))
        assert figure.value == pytest.approx(sum(ranked[:few]) / sum(done))
    needed = next(n for n in range(1, len(done) + 1) if 2 * sum(ranked[:n]) >= sum(done))
    assert found.half.value == needed


@given(crowds, st.integers(2, 5))
def test_only_proportions_matter(done: list[int], times: int) -> None:
    one, more = concentration(done), concentration([times * each for each in done])

    assert value(one.gini.value) == pytest.approx(value(more.gini.value))
    assert one.top_10.value == pytest.approx(value(more.top_10.value))


@given(crowds)
def test_every_interval_holds_its_value(done: list[int]) -> None:
    found = concentration(done)

    for figure in (found.top_1, found.top_10, found.gini, found.half, found.busiest):
        assert figure.is_bounded and figure.covers(value(figure.value))


def test_nobody() -> None:
    assert concentration([]).gini.value is None


def test_draws_have_the_mean_and_spread_of_poisson_and_come_out_the_same() -> None:
    from random import Random

    for mean in (0.5, 4, 29, 80):
        chance = Random(1)
        drawn = [poisson(mean, chance) for _ in range(20_000)]
        centre = sum(drawn) / len(drawn)
        assert centre == pytest.approx(mean, rel=0.03)
        assert sum((one - centre) ** 2 for one in drawn) / len(drawn) == pytest.approx(mean, rel=0.06)
    assert list(redrawn([50, 50])) == list(redrawn([50, 50]))


def test_a_bootstrap_of_a_count_is_about_the_interval_of_a_count() -> None:
    low, high = middle([float(sum(drawn)) for drawn in redrawn([400], draws=4_000)]) or (0, 0)

    assert low == pytest.approx(400 - 1.96 * 20, abs=4)
    assert high == pytest.approx(400 + 1.96 * 20, abs=4)
