"""Everything that changes accounts."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.events.members import MemberJoined, RoleChanged
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member, Role
from groundswell.members.names import clean_handle, key_of
from groundswell.members.rules import Invalid, require


@transaction.atomic
def join(
    *,
    handle: str,
    name: str = "",
    email: str | None = None,
    password: str | None = None,
    how: str = "form",
    at: datetime | None = None,
) -> Member:
    """Open an account. Raises Invalid when handle or e-mail cannot be used."""
    chosen = clean_handle(handle)
    member = Member(
        handle=chosen, handle_key=key_of(chosen), name=name.strip() or chosen, email=email or None, joined=at or clock.now()
    )
    member.set_password(password)
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as problem:
        field = "email" if "email" in str(problem) else "handle"
        raise Invalid(_("This name is taken, or too much like one that is.") if field == "handle" else _("This e-mail address cannot be used."), field) from None
    record(MemberJoined(member=member.pk, how=how), by=member, at=member.joined)
    return member


@transaction.atomic
def change_role(member: Member, role: str, *, by: Member | None) -> None:
    """Give a member another role; `by` is None on the command line, where the operator is the authority."""
    require(by is None or by.role == Role.ADMIN, _("Only admins change roles."))
    if role not in Role.values:
        raise Invalid(_("There is no role called %(role)s.") % {"role": role}, "role")
    was = member.role
    member.role = role
    member.save(update_fields=["role"])
    record(RoleChanged(member=member.pk, role=role, was=was), by=by)
