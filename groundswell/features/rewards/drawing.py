"""The charts of those who manage rewards, as Vega-Lite specifications (ui/charts.py draws them)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from groundswell.features.rewards.budgets import MonthCost
from groundswell.features.rewards.trial import Trial

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
COLOURS = ("#0b6b74", "#b4622d", "#7a6fb0")  # for other tools; the page has the colours of its theme
WIDTH, HEIGHT = 520, 190
MOST_SERIES = len(COLOURS)


def burning(weeks: Mapping[str, Sequence[tuple[date, int]]]) -> Spec | None:
    """What each of the largest budgets had left, week by week; None while there is one week only."""
    names = sorted(weeks, key=lambda name: -max(had for _week, had in weeks[name]))[:MOST_SERIES]
    values = [_value(week, name, had) for name in names for week, had in weeks[name]]
    days = {value["day"] for value in values}
    return (
        _spec(_("What is left in each budget, by week"), sorted(values, key=lambda v: v["day"]), names)
        if len(days) > 1
        else None
    )


def costing(months: Iterable[MonthCost]) -> Spec:
    """Points for each solved question, by month."""
    values = [_value(one.month, "", one.each) for one in months]
    return _spec(_("Points for each solved question, by month"), values, [])


def trying(of: Trial) -> Spec:
    """What both rule sets would have cost, by week."""
    old, new = of.both.old.name, of.both.new.name
    names = [old, new if new != old else _("%(name)s, this version") % {"name": new}]
    steps = [of.first + timedelta(days=7 * n) for n in range((of.days + 6) // 7)]
    values = []
    for begin in steps:
        week = [begin + timedelta(days=n) for n in range(7)]
        for name, by_day in zip(names, (of.old_by_day, of.new_by_day), strict=True):
            values.append(_value(begin, name, sum(by_day.get(day, 0) for day in week)))
    return _spec(_("Points by week"), values, names)


def _value(day: date, series: str, value: float | None) -> dict[str, Any]:
    said = number_format(round(value, 1), use_l10n=True, force_grouping=True) if value is not None else "–"  # noqa: RUF001
    return {"day": day.isoformat(), "series": series, "value": value, "said": f"{series}: {said}" if series else said}


def _spec(title: str, values: list[dict[str, Any]], names: list[str]) -> Spec:
    encoding: Spec = {
        "x": {"field": "day", "type": "temporal", "title": None},
        "y": {"field": "value", "type": "quantitative", "title": None, "axis": {"format": "", "tickCount": 3}},
    }
    if names:
        scale = {"domain": names, "range": list(COLOURS[: len(names)])}
        encoding["color"] = {"field": "series", "type": "nominal", "title": None, "scale": scale}
    return {
        "$schema": SCHEMA, "title": title, "description": title, "width": WIDTH, "height": HEIGHT,
        "config": {"mark": {"color": COLOURS[0]}}, "usermeta": {"series": names}, "data": {"values": values},
        "layer": [{"mark": {"type": "line", "point": True}, "encoding": encoding}],
    }  # fmt: skip
