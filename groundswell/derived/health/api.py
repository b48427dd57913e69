"""The health of the community over JSON."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from groundswell.derived.health.data import data_of
from groundswell.derived.health.kept import report
from groundswell.derived.health.rules import may_see_health
from groundswell.derived.health.scope import scope
from groundswell.members.api.calls import FAILURES, Call, Word
from groundswell.members.api.schemas import Schema
from groundswell.members.rules import require

router = Router(tags=["health"])


class EstimateOut(Schema):
    """A value with its 95 % interval; null for what the cases cannot tell. `censored` of the `cases` are still open."""

    value: float | None
    low: float | None
    high: float | None
    cases: int
    censored: int


class FigureOut(Schema):
    """Shares from 0 to 1, waits in hours. `change` is a ratio or a difference, as `compared_as` says."""

    key: str
    name: str
    about: str
    unit: str
    now: EstimateOut
    before: EstimateOut
    compared_as: str
    change: EstimateOut
    beyond_chance: bool


class SentenceOut(Schema):
    key: str
    head: str
    text: str


class TopicHealthOut(Schema):
    """What one topic did to a rate: by its weight (`mix`) and by its own rate (`within`)."""

    topic: str
    before: EstimateOut
    now: EstimateOut
    mix: EstimateOut
    within: EstimateOut
    total: EstimateOut


class DecompositionOut(Schema):
    before: EstimateOut
    now: EstimateOut
    change: EstimateOut
    mix: EstimateOut
    within: EstimateOut
    topics: list[TopicHealthOut]


class InterventionOut(Schema):
    kind: str
    now: int
    before: int


class CohortOut(Schema):
    """The newcomers of a month, and how many of them took part in each month after that is over."""

    month: str
    newcomers: int
    later: list[EstimateOut]


class HealthOut(Schema):
    """`charts` are Vega-Lite specifications by name."""

    from_: str = Field(alias="from")
    to: str
    before_from: str
    topic: str
    tag: str
    headline: str
    sentences: list[SentenceOut]
    figures: list[FigureOut]
    answered_within_a_day: DecompositionOut | None
    solved_within_a_week: DecompositionOut | None
    interventions: list[InterventionOut]
    cohorts: list[CohortOut]
    charts: dict[str, dict[str, Any]]


@router.get("/health", response={200: HealthOut, **FAILURES}, operation_id="read_health", by_alias=True)
def health(
    request: Call,
    first: date | None = Query(None, alias="from"),  # type: ignore[type-arg]  # noqa: B008
    to: date | None = None,
    topic: Word = "",
    tag: Word = "",
) -> Any:
    """How the community is doing, for managers: every figure with its evidence, against the period before."""
    require(may_see_health(request.viewer), _("Only managers and admins see how the community is doing."))
    return data_of(report(scope(first, to, topic, tag)))
