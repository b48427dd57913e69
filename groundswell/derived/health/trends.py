"""How figures moved within the period, step by step, and who of each month's newcomers came back."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from groundswell.analysis.estimates import Estimate, share
from groundswell.analysis.retention import Cohort, cohorts
from groundswell.analysis.survival import kaplan_meier, quantile
from groundswell.derived.health import rows
from groundswell.derived.health.catalogue import REPLY_WITHIN, SOLUTION_WITHIN
from groundswell.derived.health.rows import Asked
from groundswell.derived.health.scope import Scope, midnight

COHORTS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One point of each chart. `ripe`: whether all its questions are old enough for the rates."""

    day: date
    questions: int
    askers: int
    helpers: int
    newcomers: int
    wait: Estimate
    answered: Estimate
    customers: float | None
    staff: float | None
    askers_own: float | None


def trend(scope: Scope, asked: list[Asked], newcomers: list[tuple[Any, ...]]) -> list[Step]:
    """The oldest step first; days at the beginning that fill no step are left out of the charts, not of the figures."""
    by_step: dict[int, list[Asked]] = {}
    for one in asked:
        if one.now:
            by_step.setdefault(one.step, []).append(one)
    helpers = dict(rows.ask(rows.HELPERS_BY_STEP, scope))
    new = Counter(step for now, step, *_rest in newcomers if now)
    steps = reversed(range(scope.steps))
    return [_step(scope.day_of(step), by_step.get(step, []), helpers.get(step, 0), new[step]) for step in steps]


def _step(day: date, asked: list[Asked], helpers: int, newcomers: int) -> Step:
    old = [one for one in asked if one.age >= SOLUTION_WITHIN]
    ripe = old if len(old) == len(asked) else []
    solved = Counter(one.by for one in ripe if one.solved and one.work <= SOLUTION_WITHIN)
    answered = [one for one in asked if one.age >= REPLY_WITHIN]
    within = sum(one.replied and one.wait <= REPLY_WITHIN for one in answered)
    return Step(
        day,
        len(asked),
        len({one.asker for one in asked}),
        helpers,
        newcomers,
        quantile(kaplan_meier([one.wait for one in asked], [one.replied for one in asked]), 0.5),
        share(within, len(answered)),
        *(solved[who] / len(ripe) if ripe else None for who in ("customer", "staff", "asker")),
    )


def grid(scope: Scope) -> list[Cohort]:
    """Newcomers of the twelve months up to the end of the period, by topic and tag of the first thing they did."""
    last = scope.last.year * 12 + scope.last.month - 1
    until = min(scope.end, scope.now)
    since, over = first_of(last - COHORTS + 1), month_of(until.date()) - 1
    span = {"since": midnight(since), "until": until}
    came, active = rows.ask(rows.COHORTS, scope, **span), rows.ask(rows.ACTIVE, scope, **span)
    return cohorts(came, active, over)


def first_of(month: int) -> date:
    """The first day of a month counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)


def month_of(day: date) -> int:
    return day.year * 12 + day.month - 1
