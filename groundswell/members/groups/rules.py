"""Who may do what with groups."""

from django.db.models import Q, QuerySet

from groundswell.members.groups.models import Belonging, Group, Joining, State
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member, may_act


def may_keep_groups(viewer: Viewer) -> bool:
    """Make groups, change them, and say who belongs to them: those who moderate."""
    return is_member(viewer) and may_act(viewer) and viewer.moderates


def may_look_after(viewer: Viewer, group: Group) -> bool:
    """Take people into a group and out of it: its keepers, and those who moderate."""
    return may_keep_groups(viewer) or (is_member(viewer) and may_act(viewer) and is_keeper(viewer, group))


def is_keeper(member: Member, group: Group) -> bool:
    return Belonging.objects.filter(group=group, member=member, state=State.IN, keeper=True).exists()


def groups_seen_by(viewer: Viewer) -> QuerySet[Group]:
    """Listed ones; the others are known to who belongs to them or is invited, and to those who moderate."""
    if not is_member(viewer):
        return Group.objects.filter(listed=True)
    if viewer.moderates:
        return Group.objects.all()
    own = Belonging.objects.filter(member=viewer).values("group")
    return Group.objects.filter(Q(listed=True) | Q(pk__in=own))


def may_join(member: Member, group: Group, state: str) -> bool:
    """Come in at once: where everybody may, and where one is invited."""
    return may_act(member) and (state == State.INVITED or (not state and group.joining == Joining.OPEN))


def may_request(member: Member, group: Group, state: str) -> bool:
    return may_act(member) and not state and group.joining == Joining.REQUEST
