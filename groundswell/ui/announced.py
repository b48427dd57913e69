"""What the team announces, above the lists and in them."""

from django.http import HttpRequest
from markupsafe import Markup

from groundswell.features.announcements.running import next_change, running_for
from groundswell.features.support.models import Topic
from groundswell.ui.pieces import kept

MACROS = {"bar": "bars", "list": "rows"}


def announced(request: HttpRequest, how: str, topic: Topic | None = None) -> Markup:
    """What stands here for this reader: `how` is bar or list, `topic` the one whose list it is.

    Tells the shelf of kept pages (ui/kept.py) for how long that is so.
    """
    viewer = request.user
    if (seconds := next_change()) is not None:
        request.kept_for = seconds  # type: ignore[attr-defined]
    places = [topic.pk, topic.parent_id or 0] if topic else []
    shown = running_for(viewer, how, places)
    if not shown:
        return Markup("")
    return kept("announcements/_shown.html", MACROS[how], (tuple(shown), viewer.is_authenticated))
