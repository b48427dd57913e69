"""What a person takes with them of findings about them."""

from groundswell.features.rewards.fairness import queries
from groundswell.members.models import Member
from groundswell.members.personal import personal_data


@personal_data("held_points")
def held_points(member: Member) -> object:
    """What checks held of this member's points: which check, why, how many, and what was decided. The decisions are in `moderation`."""
    return [
        {
            "check": one.concern.finding.check_name,
            "why": one.why,
            "points": one.points,
            "held": one.held,
            "taken": one.taken,
            "since": one.concern.finding.opened_at,
            "decided": one.concern.deed,
        }
        for one in queries.own(member)
    ]
