"""Draws charts: a small part of Vega-Lite, as SVG with the colours of the theme and without a script.

A chart is a Vega-Lite specification, a plain dictionary, which any Vega tool reads too. Drawn here are layers of `line`, `area`
and stacked `bar` over time, with `y` a number, a share ("%") or hours. Docs: docs/decisions/0012-charts.md.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from groundswell.ui import words

Spec = dict[str, Any]
Value = dict[str, Any]
STEPS = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10)
MARGIN_START, MARGIN_END, MARGIN_TOP, MARGIN_BOTTOM = 34, 8, 10, 20
LETTER = 5.6  # about how wide one is, to keep the labels of the days apart


class Frame(NamedTuple):
    """Where things are drawn: sizes in the units of the picture, and the scales."""

    width: float
    height: float
    days: list[str]
    top: float
    stacked: bool

    def x(self, place: float) -> float:
        inner = self.width - MARGIN_START - MARGIN_END
        slots = len(self.days) if self.stacked else max(1, len(self.days) - 1)
        return MARGIN_START + inner * ((place + 0.5) if self.stacked else place) / slots

    def y(self, value: float) -> float:
        inner = self.height - MARGIN_TOP - MARGIN_BOTTOM
        return MARGIN_TOP + inner * (1 - min(value, self.top) / self.top)

    @property
    def slot(self) -> float:
        return (self.width - MARGIN_START - MARGIN_END) / max(1, len(self.days))


def chart(spec: Spec) -> Markup:
    """The picture of a specification; its description is what a screen reader says. Days follow each other in the data."""
    values: list[Value] = spec["data"]["values"]
    layers = spec.get("layer", [spec])
    frame = _frame(spec, values, layers)
    form = layers[-1]["encoding"]["y"].get("axis", {}).get("format", "")
    parts = [
        *_grid(frame, form),
        *_days(frame),
        *(part for layer in layers for part in _layer(layer, values, frame)),
        *_hovers(spec, values, frame),
    ]
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        _n(frame.width), _n(frame.height), spec["description"], Markup("").join(parts)
    )


def number_as(value: float | None, form: str) -> str:
    """A value of an axis or a table: "%" for a share, "h" for hours."""
    if value is None:
        return "–"  # noqa: RUF001
    if form == "%":
        return words.number(round(100 * value)) + "\N{NO-BREAK SPACE}%"
    decimals = next((n for n in (0, 1) if abs(round(value, n) - value) < 1e-9), 2)
    return words.number(round(value, decimals), decimals)


def _frame(spec: Spec, values: list[Value], layers: list[Spec]) -> Frame:
    days = list(dict.fromkeys(row["day"] for row in values))
    stacked = any(_mark(layer)["type"] == "bar" for layer in layers)
    found = [1e-9]
    for layer in layers:
        fields = [layer["encoding"][axis]["field"] for axis in ("y", "y2") if axis in layer["encoding"]]
        if _mark(layer)["type"] == "bar":
            sums: dict[str, float] = {}
            for row in values:
                sums[row["day"]] = sums.get(row["day"], 0.0) + (row.get(fields[0]) or 0.0)
            found += sums.values()
        else:
            found += [row[field] for field in fields for row in values if row.get(field) is not None]
    domain = layers[-1]["encoding"]["y"].get("scale", {}).get("domain")
    return Frame(spec["width"], spec["height"], days, domain[1] if domain else _nice(max(found)), stacked)


def _nice(most: float) -> float:
    """The end of an axis: a round number whose half is one too."""
    size = 10.0 ** (len(str(int(most))) - 1) if most >= 1 else 0.1
    tops = [size * step for step in STEPS]
    return next((top for top in tops if top >= most and (top < 2 or top % 2 == 0)), size * 10)


def _grid(frame: Frame, form: str) -> Iterable[Markup]:
    for part in (0.0, 0.5, 1.0):
        y = frame.y(frame.top * part)
        kind = "axis" if part == 0 else "rule"
        yield Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
            kind, MARGIN_START, _n(frame.width - MARGIN_END), _n(y), _n(y)
        )
        yield Markup('<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>').format(
            MARGIN_START - 6, _n(y + 3.5), number_as(frame.top * part, form)
        )


def _days(frame: Frame) -> Iterable[Markup]:
    """The first day, the last, and one between where there is room."""
    last = len(frame.days) - 1
    places = sorted({0, last // 2, last}) if last > 1 else range(last + 1)
    for place in places:
        anchor = (
            "middle"
            if frame.stacked and 0 < place < last
            else "start"
            if place == 0
            else "end"
            if place == last
            else "middle"
        )
        x = frame.x(place) + (
            0 if not frame.stacked or 0 < place < last else -frame.slot / 2 if place == 0 else frame.slot / 2
        )
        text = words.day(date.fromisoformat(frame.days[place]), year=False)
        yield Markup('<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>').format(
            _n(x), _n(frame.height - 4), anchor, text
        )


def _layer(layer: Spec, values: list[Value], frame: Frame) -> Iterable[Markup]:
    color = layer["encoding"].get("color", {})
    domain = color.get("scale", {}).get("domain", [None])
    kind, field = _mark(layer)["type"], layer["encoding"]["y"]["field"]
    bottom = dict.fromkeys(frame.days, 0.0)
    for place, series in enumerate(domain):
        rows = [row for row in values if series is None or row[color["field"]] == series]
        if kind == "bar":
            yield from _bars(rows, field, frame, place, bottom)
        elif kind == "area":
            yield from _area(rows, field, layer["encoding"]["y2"]["field"], frame, place)
        else:
            yield from _line(rows, field, frame, place)


def _bars(rows: list[Value], field: str, frame: Frame, place: int, bottom: dict[str, float]) -> Iterable[Markup]:
    wide = max(1.0, frame.slot - max(1.0, min(3.0, frame.slot * 0.2)))
    for row in rows:
        value = row.get(field)
        if value:
            low = bottom[row["day"]]
            bottom[row["day"]] = low + value
            top = frame.y(low + value)
            yield Markup('<rect class="fill c{}" x="{}" y="{}" width="{}" height="{}"/>').format(
                place, _n(frame.x(frame.days.index(row["day"])) - wide / 2), _n(top), _n(wide), _n(frame.y(low) - top)
            )


def _area(rows: list[Value], low: str, high: str, frame: Frame, place: int) -> Iterable[Markup]:
    """The band between two fields; an end that is not known reaches to the edge of the picture."""
    for run in _runs(rows, low):
        up = [
            (frame.x(frame.days.index(row["day"])), frame.y(row[high] if row.get(high) is not None else frame.top))
            for row in run
        ]
        down = [(frame.x(frame.days.index(row["day"])), frame.y(row[low])) for row in run]
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in [*up, *reversed(down)])
        yield Markup('<polygon class="band c{}" points="{}"/>').format(place, points)


def _line(rows: list[Value], field: str, frame: Frame, place: int) -> Iterable[Markup]:
    """A line that breaks where there is no value; a value alone is a dot, and so is the last."""
    for run in _runs(rows, field):
        points = [(frame.x(frame.days.index(row["day"])), frame.y(row[field])) for row in run]
        if len(points) > 1:
            yield Markup('<polyline class="line c{}" points="{}"/>').format(
                place, " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            )
        yield Markup('<circle class="fill c{}" cx="{}" cy="{}" r="2.6"/>').format(place, *map(_n, points[-1]))


def _runs(rows: list[Value], field: str) -> Iterable[list[Value]]:
    run: list[Value] = []
    for row in rows:
        if row.get(field) is None:
            if run:
                yield run
            run = []
        else:
            run.append(row)
    if run:
        yield run


def _hovers(spec: Spec, values: list[Value], frame: Frame) -> Iterable[Markup]:
    """What a pointer learns of each step: its day and its values, as the data say them in `said`."""
    said: dict[str, list[str]] = {}
    for row in values:
        if row.get("said"):
            said.setdefault(row["day"], []).append(row["said"])
    for place, day in enumerate(frame.days):
        x, title = frame.x(place), "\n".join([words.day(date.fromisoformat(day)), *said.get(day, [])])
        yield Markup(
            '<g class="hover"><rect x="{}" y="0" width="{}" height="{}"/><line x1="{}" x2="{}" y1="{}" y2="{}"/><title>{}</title></g>'
        ).format(
            _n(x - frame.slot / 2),
            _n(frame.slot),
            _n(frame.height),
            _n(x),
            _n(x),
            MARGIN_TOP,
            _n(frame.height - MARGIN_BOTTOM),
            escape(title),
        )


def _mark(layer: Spec) -> Spec:
    mark = layer["mark"]
    return mark if isinstance(mark, dict) else {"type": mark}


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
