"""Versions and budgets as lists for pages, API and command line."""

from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.features.rewards.models import Version
from groundswell.log import clock

STATES: dict[str, Promise] = {
    "holds": _("holds"),
    "held": _("held before"),
    "will hold": _("will hold"),
    "draft": _("draft"),
    "shadow": _("counted in the shadow"),
}


@dataclass(frozen=True)
class Listed:
    """A version, its state (a key of STATES), and what it earned so far; in the shadow what it would have."""

    version: Version
    state: str
    points: int

    number = property(lambda self: self.version.number)
    name = property(lambda self: self.version.name)
    note = property(lambda self: self.version.note)

    @property
    def since(self) -> datetime | None:
        return self.version.since

    @property
    def said(self) -> Promise:
        return STATES[self.state]


def versions() -> list[Listed]:
    """All, the newest first."""
    held = Version.objects.holding().first()
    earned = Sum("earned__points", filter=Q(earned__standing=True))
    points = dict(Version.objects.annotate(earned_points=earned).values_list("pk", "earned_points"))
    found = Version.objects.order_by("-number").select_related("drafted_by", "approved_by")
    return [Listed(one, _state(one, held), points[one.pk] or 0) for one in found]


def _state(one: Version, held: Version | None) -> str:
    if one.since is None:
        return "shadow" if one.is_shadowed else "draft"
    if one.since > clock.now():
        return "will hold"
    return "holds" if held and one.pk == held.pk else "held"


def upcoming() -> Version | None:
    """The next one whose moment is still to come."""
    return Version.objects.exclude(since=None).filter(since__gt=clock.now()).order_by("since", "-approved_at").first()


def state_of(version: Version) -> str:
    """A key of STATES."""
    return _state(version, Version.objects.holding().first())


def starter_text() -> str:
    """The rule set that Groundswell comes with, as it is written."""
    return resources.files("groundswell.features.rewards").joinpath("starter.json").read_text(encoding="utf-8")
