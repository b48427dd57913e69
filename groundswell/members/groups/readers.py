"""For whom a place is, as it is said when an audience is set."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from groundswell.members.groups.models import Group
from groundswell.members.models import Role
from groundswell.members.rules import Invalid

HIGHEST = 4


@dataclass(frozen=True)
class Readers:
    """Staff in one of `roles`, members from `level` on, members of `groups`; nothing in all three is everybody."""

    roles: list[str] = field(default_factory=list)
    level: int | None = None
    groups: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.roles or self.groups or self.level is not None)


def check_readers(readers: Readers) -> None:
    """Raises Invalid for roles, levels and groups that there are not."""
    if unknown := set(readers.roles) - set(Role.values):
        raise Invalid(_("There is no role called %(role)s.") % {"role": min(unknown)}, "roles")
    if readers.level is not None and not 0 <= readers.level <= HIGHEST:
        raise Invalid(_("Levels go from 0 to %(highest)s.") % {"highest": HIGHEST}, "level")
    if Group.objects.filter(pk__in=readers.groups).count() != len(set(readers.groups)):
        raise Invalid(_("There is no such group."), "groups")
