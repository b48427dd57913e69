"""Findings in moderation's queue, decisions and appeals."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.features.rewards.fairness.actions.checking import MATTER
from groundswell.features.rewards.fairness.actions.deciding import take_back_decision
from groundswell.features.rewards.fairness.saying import sentence
from groundswell.moderation.matters import Matter, register


def _page(subject: int) -> str:
    return reverse("fairness:finding", args=[subject])


def _evidence(found: Mapping[str, Any]) -> str:
    return sentence(str(found["check"]), found)


register(
    Matter(
        name=MATTER,
        label=_("Points that are held"),
        page=_page,
        evidence=_evidence,
        undo=take_back_decision,
    )
)
