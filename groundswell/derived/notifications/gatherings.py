"""News about gatherings, for catalogue.py."""

from django.utils.translation import gettext_lazy as _

from groundswell.derived.notifications.news import News
from groundswell.events import gatherings as it

BECAME = {
    "moved": _("time or place is another"),
    "cancelled": _("it does not take place"),
    "recap": _("read what came of it"),
}
NEAR = {"day": _("it begins tomorrow at this time, or a little earlier"), "hour": _("it begins within the hour")}
GATHERINGS = (
    News(
        event=it.SeatGiven,
        kind="seat",
        to="member",
        choice="gatherings",
        icon="calendar-plus",
        what=("gathering", "voice"),
        texts="voice",
        sentence=_("There is a seat for you: %(where)s"),
        href="/gatherings/%(gathering)s/",
    ),
    News(
        event=it.AttendeeReminded,
        kind="gathering_near",
        to="member",
        choice="gatherings",
        icon="calendar",
        what=("gathering", "voice", "when"),
        texts="voice",
        words=NEAR,
        sentence=_("%(where)s: %(when)s"),
        href="/gatherings/%(gathering)s/",
    ),
    News(
        event=it.AttendeeTold,
        kind="gathering_told",
        to="member",
        choice="gatherings",
        icon="calendar",
        what=("gathering", "voice", "what"),
        texts="voice",
        words=BECAME,
        sentence=_("%(where)s: %(what)s"),
        href="/gatherings/%(gathering)s/",
    ),
)
