"""How actions refuse, and who is who."""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from groundswell.members.models import Member, Role

Viewer = Member | AnonymousUser


class Refused(PermissionDenied):
    """The member may not do this; the message is shown to them in page, API and command line."""

    status = 403


class TooOften(Refused):
    """A limit was reached; `retry_after` is in seconds."""

    status = 429

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Invalid(ValueError):
    """What was given cannot be used; the message says what is wrong. `field` names the input."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def require(allowed: bool, message: object) -> None:
    if not allowed:
        raise Refused(str(message))


def is_member(viewer: Viewer) -> TypeGuard[Member]:
    return isinstance(viewer, Member)


def may_act(member: Viewer) -> bool:
    return is_member(member) and member.is_active and member.erased_at is None


def may_change_role(by: Viewer, member: Member) -> bool:
    return may_act(by) and is_member(by) and by.role == Role.ADMIN and member.erased_at is None


def may_erase(by: Member, member: Member) -> bool:
    """Oneself, or somebody else as an admin."""
    return by.pk == member.pk or may_change_role(by, member)


def is_last_admin(member: Member) -> bool:
    return (
        member.role == Role.ADMIN
        and not Member.objects.present().filter(role=Role.ADMIN).exclude(pk=member.pk).exists()
    )
