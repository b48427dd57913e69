"""Who may say how points are earned. Actions enforce these; templates ask them too."""

from groundswell.members.models import Role
from groundswell.members.rules import Viewer, is_member, may_act


def may_manage_rewards(viewer: Viewer) -> bool:
    """Write and approve rules, fund budgets, see what they cost."""
    return may_act(viewer) and is_member(viewer) and viewer.role in {Role.MANAGER, Role.ADMIN}
