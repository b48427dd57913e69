"""The groups of a person: what they take with them, and what is forgotten."""

from groundswell.members.groups.models import Belonging
from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data


@personal_data("groups")
def groups(member: Member) -> object:
    return list(Belonging.objects.filter(member=member).order_by("at").values("group__name", "state", "at", "keeper"))


@on_erasure
def forget_groups(member: Member, keep_texts: bool) -> None:
    Belonging.objects.filter(member=member).delete()
    member.groups = []
    member.save(update_fields=["groups"])
