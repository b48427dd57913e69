"""Waits that have not ended: against published figures, an independent way to the same curve, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.analysis.survival import kaplan_meier, quantile, share_within

# Weeks in remission of 21 patients (6-MP arm), a + for those still in it: Freireich et al., Blood 21 (1963).
WEEKS = [
    "6",
    "6",
    "6",
    "6+",
    "7",
    "9+",
    "10",
    "10+",
    "11+",
    "13",
    "16",
    "17+",
    "19+",
    "20+",
    "22",
    "23",
    "25+",
    "32+",
    "32+",
    "34+",
    "35+",
]
REMISSION = [float(week.rstrip("+")) for week in WEEKS], [not week.endswith("+") for week in WEEKS]
waits = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60)


def redistributed(rows: list[tuple[int, bool]]) -> dict[float, float]:
    """Efron's other way: each censored case hands its weight to those who waited longer."""
    queue = [[float(time), 1.0, ended] for time, ended in sorted(rows, key=lambda row: (row[0], not row[1]))]
    for place, (_time, weight, ended) in enumerate(queue):
        if not ended and (after := queue[place + 1 :]):
            for row in after:
                row[1] += weight / len(after)
    still, curve = float(len(rows)), {}
    for time, weight, ended in queue:
        if ended:
            still -= weight
            curve[time] = still / len(rows)
    return curve


def test_the_published_curve_comes_out() -> None:
    curve = kaplan_meier(*REMISSION)

    assert curve.times == [6, 7, 10, 13, 16, 22, 23]
    assert [round(still, 3) for still in curve.still] == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert (curve.cases, curve.censored) == (21, 12)


def test_the_published_median_and_its_interval_come_out() -> None:
    median = quantile(kaplan_meier(*REMISSION), 0.5)

    assert (median.value, median.low, median.high) == (23, 13, None)  # R's survfit, conf.type = "log-log"
    assert quantile(kaplan_meier(*REMISSION), 0.9).value is None


@given(waits)
def test_the_curve_is_that_of_the_other_way(rows: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier([row[0] for row in rows], [row[1] for row in rows])

    assert dict(zip(curve.times, curve.still, strict=True)) == pytest.approx(redistributed(rows), abs=1e-9)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]))
def test_when_all_has_ended_it_is_the_plain_quantile(ended: list[int], part: float) -> None:
    found = quantile(kaplan_meier(ended, [True] * len(ended)), part)

    by_then = [sum(one <= time for one in ended) / len(ended) for time in sorted(ended)]
    assert found.value == next(
        time for time, share in zip(sorted(ended), by_then, strict=True) if share >= part - 1e-12
    )


@given(waits)
def test_still_open_waits_never_make_it_look_quicker(rows: list[tuple[int, bool]]) -> None:
    """Against leaving them out, which is what a plain average of answered questions does."""
    ended = [row[0] for row in rows if row[1]]
    if not ended:
        assert quantile(kaplan_meier([r[0] for r in rows], [r[1] for r in rows]), 0.5).value is None
        return
    naive = quantile(kaplan_meier(ended, [True] * len(ended)), 0.5).value
    honest = quantile(kaplan_meier([r[0] for r in rows], [r[1] for r in rows]), 0.5).value

    assert naive is not None
    assert honest is None or honest >= naive


@given(waits)
def test_the_interval_holds_its_value_and_falls(rows: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier([row[0] for row in rows], [row[1] for row in rows])

    assert all(
        low - 1e-9 <= still <= high + 1e-9 for low, still, high in zip(curve.low, curve.still, curve.high, strict=True)
    )
    assert curve.still == sorted(curve.still, reverse=True)
    median = quantile(curve, 0.5)
    assert median.value is None or median.covers(median.value)


def test_half_by_hand() -> None:
    """Four questions: answered after 1 and 3 hours, one waits since 2 hours, one since 5."""
    curve = kaplan_meier([1, 2, 3, 5], [True, False, True, False])

    assert curve.still == pytest.approx([3 / 4, 3 / 8])
    assert quantile(curve, 0.5).value == 3
    assert share_within(curve, 2.5).value == pytest.approx(1 / 4)
    assert share_within(curve, 0.5).value == 0


def test_nobody_and_nonsense() -> None:
    assert quantile(kaplan_meier([], []), 0.5).value is None
    assert share_within(kaplan_meier([], []), 1).value is None
    with pytest.raises(ValueError, match="less than nothing"):
        kaplan_meier([-1], [True])
    with pytest.raises(ValueError, match="whether it ended"):
        kaplan_meier([1], [])
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(kaplan_meier([1], [True]), 1)
