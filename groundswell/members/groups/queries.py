"""Lists of groups, and of who belongs to one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from groundswell.members.groups.models import Belonging, Group, State
from groundswell.members.groups.rules import groups_seen_by
from groundswell.members.rules import Viewer, is_member

A_PAGE = 48


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as the list shows it; `state` is what the reader is in it, `waiting` how many asked to join."""

    group: Group
    people: int
    waiting: int
    state: str


@dataclass(frozen=True, slots=True)
class People:
    """A page of who belongs to a group, the latest first, and the cursor of the next."""

    rows: list[Belonging]
    older: str


def list_groups(viewer: Viewer) -> list[GroupRow]:
    """All that the reader may know of, their own first."""
    counted = groups_seen_by(viewer).annotate(
        people=Count("belongings", filter=Q(belongings__state=State.IN, belongings__member__erased_at=None)),
        waiting=Count("belongings", filter=Q(belongings__state=State.ASKED)),
    )
    states = _states(viewer)
    rows: list[Any] = list(counted)
    found = [GroupRow(row, row.people, row.waiting, states.get(row.pk, "")) for row in rows]
    return sorted(found, key=lambda row: (row.state != State.IN, row.state != State.INVITED, row.group.name.lower()))


def people_in(group: Group, state: str = State.IN, after: str = "") -> People:
    """Who is in it (or asked, or is invited); pages go by cursor."""
    found = Belonging.objects.filter(group=group, state=state, member__erased_at=None).select_related("member")
    if after.isdecimal() and len(after) < 19:
        found = found.filter(pk__lt=int(after))
    rows = list(found.order_by("-pk")[: A_PAGE + 1])
    return People(rows[:A_PAGE], str(rows[A_PAGE - 1].pk) if len(rows) > A_PAGE else "")


def keepers_of(group: Group) -> list[Belonging]:
    """Who takes people in and out besides the team, the longest there first."""
    rows = Belonging.objects.filter(group=group, state=State.IN, keeper=True, member__erased_at=None)
    return list(rows.select_related("member").order_by("pk"))


def counts_of(group: Group) -> dict[str, int]:
    """How many are in each state."""
    rows = Belonging.objects.filter(group=group, member__erased_at=None).values_list("state").annotate(many=Count("pk"))
    return dict.fromkeys(State.values, 0) | dict(rows)


def _states(viewer: Viewer) -> dict[int, str]:
    return dict(Belonging.objects.filter(member=viewer).values_list("group", "state")) if is_member(viewer) else {}
