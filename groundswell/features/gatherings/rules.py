"""Who hosts gatherings, changes them and comes."""

from django.conf import settings

from groundswell.features.gatherings.models import Gathering
from groundswell.log import clock
from groundswell.members.rules import Viewer, is_member, may_act, may_write


def may_host(viewer: Viewer) -> bool:
    """The team, and members from the level that the operator names on; what members host waits for a look first."""
    return (
        is_member(viewer) and may_write(viewer) and (viewer.is_team or viewer.level >= settings.GATHERINGS_FROM_LEVEL)
    )


def may_look_after(viewer: Viewer, gathering: Gathering) -> bool:
    """Change it, cancel it, say what came of it, see who comes: its host, and those who moderate."""
    return is_member(viewer) and may_write(viewer) and (viewer.moderates or gathering.host_id == viewer.pk)


def may_aim(viewer: Viewer) -> bool:
    """Say that a gathering is for some only."""
    return is_member(viewer) and viewer.is_team


def may_answer(viewer: Viewer, gathering: Gathering) -> bool:
    """Say whether one comes: until it is over."""
    return (
        may_act(viewer) and gathering.cancelled_at is None and not gathering.hidden and gathering.ends_at > clock.now()
    )
