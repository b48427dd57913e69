"""What a person takes with them of what they were told. It is forgotten by the consumer, with the event of the erasure."""

from groundswell.derived.notifications.models import Interest, Notification
from groundswell.log.models import Delivery
from groundswell.members.models import Member
from groundswell.members.personal import personal_data


@personal_data("notifications")
def notifications(member: Member) -> object:
    """What this member was told and has read, and what they hear of. What they switched off is in account.json."""
    fields = ("kind", "question", "answer", "comment", "at", "count", "read_at")
    letters = Delivery.objects.filter(recipient=f"member:{member.pk}", channel="mail")
    return {
        "told": list(Notification.objects.filter(member=member).order_by("at").values(*fields)),
        "letters": list(letters.order_by("made_at").values("about", "made_at", "state", "ended_at")),
        "hears_of": list(Interest.objects.filter(member=member).values_list("thing", flat=True)),
    }
