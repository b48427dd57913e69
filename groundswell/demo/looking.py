"""What the cast goes on looking for, and what the last weeks brought of it."""

from datetime import datetime, timedelta

from groundswell.derived.search.models import Document, Fresh
from groundswell.derived.search.saved import finding
from groundswell.derived.search.saved.saving import Sought, save_search
from groundswell.log import clock, follow
from groundswell.members.models import Member

WEEKS = timedelta(days=42)
SAVED = (
    ("ben", "Travelling with two cards", Sought('esim "dual sim"'), "now"),
    ("ben", "eSIM on a new phone", Sought("esim phone*"), "now"),
    ("cleo", "Money back", Sought("refund*"), "digest"),
    ("dan", "Trouble with the network", Sought("signal", topic="network"), "now"),
    ("mia", "Fragen zur Rechnung", Sought("rechnung", language="de"), "digest"),
)


def look(end: datetime) -> None:
    """Save them six weeks before the end, and be told at the end, of which nothing leaves the house."""
    members = {member.handle: member for member in Member.objects.filter(handle__in={by for by, *_rest in SAVED})}
    since = end - WEEKS
    with clock.standing_at(since):
        for handle, name, sought, how in SAVED:
            if handle in members:
                save_search(sought, by=members[handle], name=name, how=how)
    asked = Document.objects.filter(asked_at__gt=since, hidden=False).values_list("question", "asked_at")
    Fresh.objects.bulk_create([Fresh(question=pk, at=at) for pk, at in asked], ignore_conflicts=True)
    with clock.standing_at(end):
        finding.look()
    follow.history_ends_here()
    follow.run("notifications.page")
