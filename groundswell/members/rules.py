"""How actions refuse, and who is who."""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from groundswell.members.models import Member

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
