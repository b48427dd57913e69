"""What a person takes with them of their standing. It stays when they leave: it bears a number only."""

from groundswell.derived.standing.models import Award, Gain, Pause
from groundswell.members.models import Member
from groundswell.members.personal import personal_data


@personal_data("standing")
def standing(member: Member) -> object:
    """Reputation with the reason for every point, and badges."""
    return {
        "gains": list(Gain.objects.filter(member=member).order_by("at").values("reason", "subject", "points", "at")),
        "pauses": list(Pause.objects.filter(member=member.pk).values("first", "last")),
        "badges": list(Award.objects.filter(member=member).order_by("day").values("badge", "day")),
    }
