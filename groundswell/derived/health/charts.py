"""The charts of the report, as Vega-Lite specifications: what the page draws, and what others may take along."""

from typing import Any

from django.utils.translation import gettext as _

from groundswell.derived.health import saying
from groundswell.derived.health.figures import Report

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
COLOURS = ("#0b6b74", "#b4622d", "#7a6fb0")  # for other tools; the page has the colours of its theme
WIDTH, HEIGHT = 380, 170


def charts(of: Report) -> dict[str, Spec]:
    """By name: people, wait, answered, solved. Each value says itself in `said`."""
    return {"people": _people(of), "wait": _wait(of), "answered": _answered(of), "solved": _solved(of)}


def series(of: Report) -> dict[str, list[str]]:
    """What the colours of a chart stand for, in the order of the colours."""
    return {name: spec["usermeta"]["series"] for name, spec in charts(of).items()}


def _people(of: Report) -> Spec:
    names = {"askers": _("Askers"), "helpers": _("Helpers"), "newcomers": _("Newcomers")}
    values = [
        _value(step.day, name, people := getattr(step, key), f"{name}: {saying.number(people)}")
        for step in of.trend
        for key, name in names.items()
    ]
    return _spec(
        _("Askers, helpers and newcomers"), values, list(names.values()), [_layer("line", list(names.values()))]
    )


def _wait(of: Report) -> Spec:
    values = []
    for step in of.trend:
        said = f"{saying.amount('hours', step.wait.value)} ({saying.interval('hours', step.wait) or saying.NONE})"
        one = _value(step.day, "", step.wait.value, said)
        values.append({**one, "low": step.wait.low if step.wait.value is not None else None, "high": step.wait.high})
    return _spec(
        _("Hours until half of the questions have a first reply"), values, [], [_band("h"), _layer("line", [], "h")]
    )


def _answered(of: Report) -> Spec:
    values = []
    for step in of.trend:
        said = (
            f"{saying.amount('share', step.answered.value)} ({saying.interval('share', step.answered) or saying.NONE})"
        )
        one = _value(step.day, "", step.answered.value, said)
        values.append({**one, "low": step.answered.low, "high": step.answered.high})
    return _spec(_("Questions with a first reply within a day"), values, [], [_band("%"), _layer("line", [], "%", 1)])


def _solved(of: Report) -> Spec:
    names = {"customers": _("by customers"), "staff": _("by staff"), "askers_own": _("by askers themselves")}
    values = [
        _value(step.day, name, share := getattr(step, key), f"{name}: {saying.amount('share', share)}")
        for step in of.trend
        for key, name in names.items()
    ]
    return _spec(
        _("Questions solved within a week"), values, list(names.values()), [_layer("bar", list(names.values()), "%", 1)]
    )


def _value(day: Any, who: str, value: float | None, said: str) -> dict[str, Any]:
    return {"day": day.isoformat(), "series": who, "value": value, "said": said}


def _layer(mark: str, names: list[str], form: str = "", top: float | None = None) -> Spec:
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": {"format": form if form == "%" else "", "tickCount": 3},
    }
    if top is not None:
        y["scale"] = {"domain": [0, top]}
    encoding: Spec = {"x": {"field": "day", "type": "temporal", "title": None}, "y": y}
    if names:
        scale = {"domain": names, "range": list(COLOURS[: len(names)])}
        encoding["color"] = {"field": "series", "type": "nominal", "title": None, "scale": scale}
    if mark == "bar":
        encoding["y"]["stack"] = "zero"
    return {"mark": {"type": mark, "point": mark == "line"} if mark == "line" else {"type": mark}, "encoding": encoding}


def _band(form: str) -> Spec:
    y = {"field": "low", "type": "quantitative", "title": None, "axis": {"format": form if form == "%" else ""}}
    encoding = {"x": {"field": "day", "type": "temporal", "title": None}, "y": y, "y2": {"field": "high"}}
    return {"mark": {"type": "area", "opacity": 0.2}, "encoding": encoding}


def _spec(title: str, values: list[dict[str, Any]], names: list[str], layers: list[Spec]) -> Spec:
    return {
        "$schema": SCHEMA,
        "title": title,
        "description": title,
        "width": WIDTH,
        "height": HEIGHT,
        "config": {"mark": {"color": COLOURS[0]}},
        "usermeta": {"series": names},
        "data": {"values": values},
        "layer": layers,
    }
