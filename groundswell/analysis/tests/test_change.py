"""Why a rate changed: by hand, and what must always hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.analysis.change import decompose
from groundswell.analysis.retention import cohorts

cell = st.integers(0, 80).flatmap(lambda cases: st.tuples(st.integers(0, cases), st.just(cases)))
counts = st.dictionaries(st.sampled_from("abcdef"), cell, min_size=1)


def test_only_the_mix_changed() -> None:
    """Calls are solved at 80 %, roaming at 20 %; first half and half, then three quarters are roaming: 50 % becomes 35 %."""
    found = decompose({"calls": (40, 50), "roaming": (10, 50)}, {"calls": (40, 50), "roaming": (30, 150)})

    assert found is not None
    assert found.change.value == pytest.approx(-0.15)
    assert found.mix.value == pytest.approx(-0.15)
    assert found.within.value == pytest.approx(0)


def test_only_one_topic_changed() -> None:
    """As many as before, but of roaming 40 of 50 are solved and not 10: 30 points more of half the weight are 30 of 60."""
    found = decompose({"calls": (40, 50), "roaming": (10, 50)}, {"calls": (40, 50), "roaming": (40, 50)})

    assert found is not None
    assert found.within.value == found.change.value == pytest.approx(0.3)
    assert found.mix.value == pytest.approx(0)
    assert [(part.key, round(part.total.value or 0, 3)) for part in found.parts] == [("roaming", 0.3), ("calls", 0)]
    assert not found.within.covers(0)


@settings(max_examples=60)
@given(counts, counts)
def test_the_parts_sum_to_the_change_exactly(
    before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]
) -> None:
    found = decompose(before, now)

    if not sum(c for _h, c in before.values()) or not sum(c for _h, c in now.values()):
        assert found is None
        return
    assert found is not None and found.change.value is not None
    assert sum(part.total.value or 0 for part in found.parts) == pytest.approx(found.change.value, abs=1e-9)
    assert (found.mix.value or 0) + (found.within.value or 0) == pytest.approx(found.change.value, abs=1e-9)
    assert sum(part.mix.value or 0 for part in found.parts) == pytest.approx(found.mix.value, abs=1e-9)


@settings(max_examples=30)
@given(counts, counts)
def test_turned_round_in_time_every_effect_is_its_opposite(
    before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]
) -> None:
    there, back = decompose(before, now), decompose(now, before)

    if there is None or back is None:
        assert there is back
        return
    assert there.mix.value == pytest.approx(-(back.mix.value or 0), abs=1e-9)
    assert there.within.value == pytest.approx(-(back.within.value or 0), abs=1e-9)


def test_a_topic_that_is_new_changes_the_mix_only() -> None:
    found = decompose({"calls": (40, 50)}, {"calls": (40, 50), "eSIM": (0, 50)})

    assert found is not None
    assert found.mix.value == found.change.value == pytest.approx(-0.4)


def test_few_cases_tell_nothing() -> None:
    found = decompose({"calls": (2, 4)}, {"calls": (3, 4)})

    assert found is not None
    assert found.change.covers(0)
    assert found.within.covers(0)


def test_a_grid_by_hand() -> None:
    """Four came in month 0, two of them took part in month 1, one in month 2; three came in month 1, none came back."""
    grid = cohorts([(0, 4), (1, 3), (2, 5)], [(0, 1, 2), (0, 2, 1), (2, 3, 1)], last=2)

    assert [(one.month, one.newcomers) for one in grid] == [(0, 4), (1, 3), (2, 5)]
    assert [[back.value for back in one.later] for one in grid] == [[0.5, 0.25], [0.0], []]
