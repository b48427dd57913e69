"""Who may look at the health of the community."""

from groundswell.members.models import Role
from groundswell.members.rules import Viewer, is_member, may_act


def may_see_health(viewer: Viewer) -> bool:
    return is_member(viewer) and may_act(viewer) and viewer.role in {Role.MANAGER, Role.ADMIN}
