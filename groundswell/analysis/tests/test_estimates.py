"""Intervals against the equations they solve and figures of the papers they come from."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.analysis.estimates import NOTHING, Estimate, Z, count, difference, ratio, share, spread_of

cases_and_hits = st.integers(1, 500).flatmap(lambda cases: st.tuples(st.integers(0, cases), st.just(cases)))


@given(cases_and_hits)
def test_at_the_ends_of_the_interval_the_score_test_is_just_not_refused(found: tuple[int, int]) -> None:
    hits, cases = found
    one = share(hits, cases)

    assert one.low is not None and one.high is not None and one.value is not None
    for end in (one.low, one.high):
        if 0 < end < 1:
            score = abs(one.value - end) / math.sqrt(end * (1 - end) / cases)
            assert score == pytest.approx(Z, rel=1e-6)
    assert 0 <= one.low <= one.value <= one.high <= 1


def test_a_share_of_the_literature() -> None:
    """81 of 263: 0.2553 to 0.3662, Newcombe 1998, method 3."""
    one = share(81, 263)

    assert (round(one.low or 0, 4), round(one.high or 0, 4)) == (0.2553, 0.3662)


def test_a_difference_of_the_literature() -> None:
    """56 of 70 against 48 of 80: 0.2000, from 0.0524 to 0.3339; Newcombe 1998, method 10, example (a)."""
    apart = difference(share(56, 70), share(48, 80))

    assert [round(end or 0, 4) for end in (apart.value, apart.low, apart.high)] == [0.2, 0.0524, 0.3339]


@given(st.integers(0, 10_000))
def test_at_the_ends_of_a_count_the_score_test_is_just_not_refused(found: int) -> None:
    one = count(found)

    for end in (one.low, one.high):
        if end:
            assert abs(found - end) / math.sqrt(end) == pytest.approx(Z, rel=1e-6)


@given(cases_and_hits, cases_and_hits)
def test_a_difference_turned_round_is_its_opposite(one: tuple[int, int], other: tuple[int, int]) -> None:
    there, back = difference(share(*one), share(*other)), difference(share(*other), share(*one))

    assert there.value == pytest.approx(-(back.value or 0), abs=1e-12)
    assert there.low == pytest.approx(-(back.high or 0), abs=1e-12)
    assert there.covers(there.value or 0)


def test_the_same_twice_is_no_change() -> None:
    assert difference(share(30, 60), share(30, 60)).covers(0)
    assert ratio(Estimate(2, 1, 4, 9), Estimate(2, 1, 4, 9)).value == 1


def test_twice_as_long_is_a_ratio_of_two() -> None:
    longer = ratio(Estimate(4, 3, 5, 80), Estimate(2, 1.5, 2.5, 90))

    assert longer.value == pytest.approx(2)
    assert longer.low is not None and 1 < longer.low < 2
    assert (longer.cases, longer.censored) == (170, 0)


def test_what_is_not_known_stays_so() -> None:
    assert difference(share(1, 2), NOTHING).value is None
    assert difference(Estimate(5, 3, None, 9), Estimate(4, 2, 6, 9)).high is None
    assert ratio(Estimate(0, 0, 1, 9), Estimate(2, 1, 3, 9)).value is None
    assert share(0, 0) == NOTHING
    assert Estimate(5, 3, None, 9).covers(100)


def test_counts_in_clumps_spread_more_than_people_who_come_alone() -> None:
    assert spread_of([5, 5, 5, 5]) == 1
    assert spread_of([0, 20, 0, 20]) == pytest.approx(400 / 3 / 10)
    assert (count(40, spread=4).high or 0) > (count(40).high or 0)
    assert spread_of([]) == 1


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        share(3, 2)
    with pytest.raises(ValueError, match="below 0"):
        count(-1)
