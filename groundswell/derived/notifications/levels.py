"""News of levels: reached, about to end, lost."""

from django.utils.translation import gettext_lazy as _

from groundswell.derived.notifications.news import News
from groundswell.events import standing

LEVELS = (
    News(
        event=standing.LevelReached,
        kind="level_up",
        to="member",
        choice="standing",
        icon="award",
        what=("level",),
        sentence=_("You have reached level %(level)s: %(where)s"),
        href="/standing/",
        label=_("what you may do now"),
    ),
    News(
        event=standing.LevelEnding,
        kind="level_ending",
        to="member",
        choice="standing",
        icon="hourglass",
        what=("level", "days"),
        sentence=_("Your level %(level)s stays for %(days)s more days, and longer if you help again: %(where)s"),
        href="/standing/",
        label=_("what it takes"),
    ),
    News(
        event=standing.LevelLost,
        kind="level_down",
        to="member",
        choice="standing",
        icon="sprout",
        what=("level",),
        sentence=_("You are at level %(level)s now, and the way up is open: %(where)s"),
        href="/standing/",
        label=_("how far it is"),
    ),
)
