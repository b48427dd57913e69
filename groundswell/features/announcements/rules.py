"""Who tells everybody something."""

from groundswell.members.rules import Viewer, is_member, may_act


def may_announce(viewer: Viewer) -> bool:
    """Those who moderate."""
    return is_member(viewer) and may_act(viewer) and viewer.moderates
