"""Make spaces, say what they are for, and who reads and writes there."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from groundswell.events.discussions import SpaceChanged, SpaceMade
from groundswell.events.groups import AudienceSet
from groundswell.features.discussions.models import TEAM_ONLY, Space
from groundswell.features.discussions.rules import may_make_space
from groundswell.log.forgetting import forget
from groundswell.log.journal import clear_pages, record
from groundswell.members.groups.models import Audience
from groundswell.members.groups.readers import Readers, check_readers
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.voice.typed import plain

NAME_LONGEST, ABOUT_LONGEST = 60, 300


@dataclass(frozen=True, kw_only=True)
class SpaceText:
    """What a space is called and for, by language, and from which levels on members begin things there."""

    name: dict[str, str]
    about: dict[str, str] = field(default_factory=dict)
    icon: str = ""
    order: int = 0
    from_level: int = 0
    blog_from: int = 0


@transaction.atomic
def make_space(said: SpaceText, *, by: Member) -> Space:
    """Make a space that everybody reads. Its address is made of its first name."""
    require(may_make_space(by), _("Only managers and admins make spaces."))
    limit(by.pk, "space", most=30, per=HOUR)
    values = _checked(said)
    slug = slugify(next(iter(values["name"].values())))[:56] or "space"
    if taken := Space.objects.filter(slug__startswith=slug).count():
        slug = f"{slug}-{taken + 1}"
    space = Space.objects.create(slug=slug, **values)
    _tell()
    record(SpaceMade(space=space.pk), by=by)
    return space


@transaction.atomic
def change_space(space: Space, said: SpaceText, *, by: Member) -> None:
    """Say anew what it is called and for; its address stays."""
    require(may_make_space(by), _("Only managers and admins change spaces."))
    limit(by.pk, "space", most=30, per=HOUR)
    Space.objects.select_for_update().filter(pk=space.pk).update(**_checked(said))
    _tell()
    record(SpaceChanged(space=space.pk), by=by)


@transaction.atomic
def set_audience(space: Space, readers: Readers, *, by: Member) -> None:
    """Close a space to all but these, or open it to everybody. Holds from the commit on."""
    require(may_make_space(by), _("Only managers and admins say who may read a space."))
    limit(by.pk, "audience", most=60, per=HOUR)
    space = Space.objects.select_for_update().get(pk=space.pk)
    check_readers(readers)
    Audience.objects.filter(place=space.place).delete()
    if readers:
        said = {"roles": sorted(readers.roles), "level": readers.level, "groups": sorted(readers.groups)}
        Audience.objects.create(place=space.place, **said)
    Space.objects.filter(pk=space.pk).update(private=bool(readers))
    _tell()
    record(
        AudienceSet(topic=space.place, roles=readers.roles, level=readers.level, groups=readers.groups),
        by=by,
    )


def _tell() -> None:
    """Names and readers of places are remembered for seconds; now they are not."""
    clear_pages()
    forget()
    transaction.on_commit(forget)


def _checked(said: SpaceText) -> dict[str, Any]:
    known = dict(settings.LANGUAGES)
    name = {code: text for code in known if (text := plain(said.name.get(code, "")))}
    about = {code: text for code in known if (text := plain(said.about.get(code, "")))}
    if not name or any(len(text) > NAME_LONGEST for text in name.values()):
        raise Invalid(_("Give it a name of at most %(most)s letters.") % {"most": NAME_LONGEST}, "name")
    if any(len(text) > ABOUT_LONGEST for text in about.values()):
        raise Invalid(_("Say in at most %(most)s letters what it is for.") % {"most": ABOUT_LONGEST}, "about")
    for level, named in ((said.from_level, "from_level"), (said.blog_from, "blog_from")):
        if not 0 <= level <= TEAM_ONLY:
            raise Invalid(_("Levels go from 0 to %(highest)s.") % {"highest": TEAM_ONLY - 1}, named)
    return {
        "name": name,
        "about": about,
        "icon": said.icon[:40],
        "order": said.order,
        "from_level": said.from_level,
        "blog_from": said.blog_from,
    }
