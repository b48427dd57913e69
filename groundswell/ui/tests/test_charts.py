"""Charts: what is drawn of a specification."""

import re
from typing import Any

import pytest

from groundswell.ui.charts import chart

DAYS = ["2030-02-01", "2030-02-08", "2030-02-15"]


def spec(
    mark: str, values: list[dict[str, Any]], domain: list[str] | None = None, form: str = "", **y: Any
) -> dict[str, Any]:
    encoding: dict[str, Any] = {
        "x": {"field": "day", "type": "temporal"},
        "y": {"field": "value", "type": "quantitative", "axis": {"format": form}, **y},
    }
    if domain:
        encoding["color"] = {"field": "series", "type": "nominal", "scale": {"domain": domain}}
    if mark == "area":
        encoding["y"]["field"], encoding["y2"] = "low", {"field": "high"}
    return {
        "description": "A <test>",
        "width": 242,
        "height": 130,
        "data": {"values": values},
        "layer": [{"mark": mark, "encoding": encoding}],
    }


def points(svg: str, tag: str) -> list[list[tuple[float, float]]]:
    found = re.findall(rf'<{tag} [^>]*points="([^"]*)"', svg)
    return [[tuple(map(float, pair.split(","))) for pair in one.split()] for one in found]  # type: ignore[misc]


def line(*values: float | None) -> list[dict[str, Any]]:
    return [{"day": day, "value": value} for day, value in zip(DAYS, values, strict=True)]


def test_a_line_goes_through_its_values() -> None:
    """The picture is 200 wide and 100 high between its margins; 8 is the top of the axis."""
    svg = chart(spec("line", line(0, 8, 4)))

    assert points(svg, "polyline") == [[(34, 110), (134, 10), (234, 60)]]


def test_a_line_breaks_where_nothing_is_known() -> None:
    svg = chart(spec("line", line(4, None, 4)))

    assert points(svg, "polyline") == []
    assert len(re.findall("<circle", svg)) == 2


def test_bars_stand_on_each_other() -> None:
    values = [{"day": DAYS[0], "series": who, "value": 0.25} for who in ("a", "b")]

    svg = chart(spec("bar", values, ["a", "b"], "%", scale={"domain": [0, 1]}))

    bars = re.findall(r'<rect class="fill c(\d)" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', svg)
    assert bars == [("0", "85", "25"), ("1", "60", "25")]
    assert ">100\N{NO-BREAK SPACE}%</text>" in svg


def test_a_band_without_an_upper_end_reaches_the_edge() -> None:
    values = [{"day": day, "low": 2, "high": high} for day, high in zip(DAYS, (4, None, 8), strict=True)]

    (band,) = points(chart(spec("area", values)), "polygon")

    assert band[:3] == [(34, 60), (134, 10), (234, 10)]
    assert band[3:] == [(234, 85), (134, 85), (34, 85)]


def test_it_says_what_it_shows_and_nothing_in_it_is_markup() -> None:
    values = [{**one, "said": "<b>4</b>"} for one in line(4, 4, 4)]

    svg = chart(spec("line", values))

    assert 'role="img" aria-label="A &lt;test&gt;"' in svg
    assert "&lt;b&gt;4&lt;/b&gt;</title>" in svg
    assert "style=" not in svg


@pytest.mark.parametrize("values", [[], line(None, None, None), line(4, 4, 4)[:1]])
def test_little_or_nothing_is_a_picture_too(values: list[dict[str, Any]]) -> None:
    assert chart(spec("line", values)).startswith("<svg")


@pytest.mark.parametrize(
    ("most", "top"), [(0.5, "0.5"), (1, "1"), (3, "4"), (7, "8"), (23, "24"), (26, "30"), (95, "100"), (130, "160")]
)
def test_axes_end_at_round_numbers(most: float, top: str) -> None:
    svg = chart(spec("line", line(0, most, 0)))

    assert re.findall(r'text-anchor="end">([\d.]+)</text>', svg)[2] == top
