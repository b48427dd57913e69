"""The report for other programs: every figure with its evidence, as plain values and as rows."""

import csv
from io import StringIO
from typing import Any

from groundswell.analysis.change import Decomposition
from groundswell.analysis.estimates import Estimate
from groundswell.derived.health import places
from groundswell.derived.health.charts import charts
from groundswell.derived.health.figures import Figure, Report
from groundswell.derived.health.story import headline_said, story
from groundswell.derived.health.trends import first_of

PARTS = ("value", "low", "high", "cases", "censored")
COLUMNS = (
    "key", "name", "unit", *PARTS, *(f"before_{part}" for part in PARTS), "compared_as", "change", "change_low", "change_high", "beyond_chance",
)  # fmt: skip


def data_of(report: Report) -> dict[str, Any]:
    """All of it as plain values; shares from 0 to 1, waits in hours, days as 2026-01-31. Intervals are of 95 %."""
    scope = report.scope
    return {
        "from": scope.first.isoformat(),
        "to": scope.last.isoformat(),
        "before_from": scope.before.isoformat(),
        "topic": scope.topic,
        "tag": scope.tag,
        "headline": headline_said(report),
        "sentences": [{"key": line.key, "head": line.head, "text": line.text} for line in story(report)],
        "figures": [_figure(one) for one in report.figures.values()],
        "answered_within_a_day": _apart(report.replied),
        "solved_within_a_week": _apart(report.solved),
        "interventions": [dict(zip(("kind", "now", "before"), row, strict=True)) for row in report.interventions],
        "cohorts": [
            {
                "month": first_of(one.month).isoformat()[:7],
                "newcomers": one.newcomers,
                "later": [_estimate(back) for back in one.later],
            }
            for one in report.cohorts
        ],
        "charts": charts(report),
    }


def csv_of(report: Report) -> str:
    """One row for each figure."""
    file = StringIO()
    rows = csv.DictWriter(file, COLUMNS)
    rows.writeheader()
    for one in report.figures.values():
        rows.writerow(_row(one))
    return file.getvalue()


def _row(one: Figure) -> dict[str, Any]:
    return {
        "key": one.kind.key,
        "name": str(one.kind.name),
        "unit": one.kind.unit,
        **_estimate(one.now),
        **{f"before_{name}": value for name, value in _estimate(one.before).items()},
        "compared_as": one.kind.compare,
        "change": one.change.value,
        "change_low": one.change.low,
        "change_high": one.change.high,
        "beyond_chance": bool(one.changed),
    }


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "key": one.kind.key,
        "name": str(one.kind.name),
        "about": str(one.kind.about),
        "unit": one.kind.unit,
        "now": _estimate(one.now),
        "before": _estimate(one.before),
        "compared_as": one.kind.compare,
        "change": _estimate(one.change),
        "beyond_chance": bool(one.changed),
    }


def _estimate(one: Estimate) -> dict[str, Any]:
    return {part: getattr(one, part) for part in PARTS}


def _apart(found: Decomposition[int] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    names = places.names()
    effects = ("before", "now", "mix", "within", "total")
    return {
        **{part: _estimate(getattr(found, part)) for part in ("before", "now", "change", "mix", "within")},
        "topics": [
            {"topic": names.get(part.key, str(part.key)), **{name: _estimate(getattr(part, name)) for name in effects}}
            for part in found.parts
        ],
    }
