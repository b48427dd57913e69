"""How actions refuse, and who is who."""

from typing import TypeGuard

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
    return is_member(member) and member.is_active and member.erased_at is None and not member.is_suspended


def may_write(member: Viewer) -> bool:
    """Post, edit, vote and thank: what others see of it. Who is silenced reads, and looks after their own things."""
    return may_act(member) and is_member(member) and not member.is_silenced


def require_voice(member: Member) -> None:
    """Raises Refused, with until when and where to read why, for who is silenced or suspended."""
    until = member.suspended_until if member.is_suspended else member.silenced_until if member.is_silenced else None
    if until is not None:
        raise Refused(
            _("You cannot write here until %(day)s. The reason, and how to object: %(where)s")
            % {"day": date_format(timezone.localtime(until)), "where": f"{settings.SITE_URL}/moderation/mine/"}
        )


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
