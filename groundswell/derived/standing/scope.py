"""Which ranks a request asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.derived.standing.ranking import PERIODS, Scope
from groundswell.members.groups.places import places_for, within
from groundswell.members.rules import Viewer

NOWHERE = 0


@dataclass(frozen=True)
class Asked:
    """The scope, and what the selects of the page offer and show. `where` names the topic or tag, or is empty."""

    scope: Scope
    topic: str
    topics: list[tuple[str, str]]
    where: str


def asked_for(given: Mapping[str, str], viewer: Viewer | None) -> Asked:
    """An unknown period is a month; a topic or tag that is not there has no ranks."""
    period, slug, tag = given.get("period", ""), given.get("topic", ""), given.get("tag", "").strip().lower()[:40]
    known = places_for(viewer)
    inside = within(known, slug) if slug else []
    scope = Scope(
        period=period if period in PERIODS else "month",
        topics=(inside or [NOWHERE]) if slug else [],
        tag=tag,
        team=given.get("who") == "team",
    )
    name = next((one.name for one in known.values() if one.slug == slug), "")
    choices = [("", _("All topics")), *((one.slug, one.name) for one in known.values())]
    return Asked(scope, slug if name else "", choices, tag or name)
