"""Who may look at what checks found, and decide. Actions enforce these; templates ask them too."""

from groundswell.features.rewards.fairness.models import Concern, Finding
from groundswell.members.rules import Viewer, is_member
from groundswell.moderation.rules import may_moderate


def may_review(viewer: Viewer) -> bool:
    return may_moderate(viewer)


def may_decide(viewer: Viewer, finding: Finding) -> bool:
    """Those who moderate, but nobody about a finding that they are in."""
    return is_member(viewer) and may_review(viewer) and viewer.pk not in finding.people


def may_read_concern(viewer: Viewer, concern: Concern) -> bool:
    return is_member(viewer) and viewer.pk == concern.person_id
