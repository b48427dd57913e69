"""Whom something is for that is no topic: an announcement, a gathering. One row shape, one condition, one part of a form."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.members.groups.audiences import fits, is_shut, reader, shut_places
from groundswell.members.groups.models import Audience, Group, Reserved
from groundswell.members.groups.places import places_for
from groundswell.members.groups.readers import HIGHEST, Readers, check_readers
from groundswell.members.models import Member, Role
from groundswell.members.rules import Invalid, Viewer

TEAM = [role.value for role in Role if role != Role.MEMBER]


@dataclass(frozen=True, kw_only=True)
class Aim(Readers):
    """With `place` it is for who may read that topic."""

    place: int | None = None

    def __bool__(self) -> bool:
        return self.place is not None or not self.for_all

    @property
    def for_all(self) -> bool:
        """Whether it is for everybody, as far as its place is."""
        return not super().__bool__()

    def reaches(self, viewer: Viewer | None) -> bool:
        """Whether it is for this reader, without a look at who may read the place."""
        return self.for_all or fits(Audience(roles=self.roles, level=self.level, groups=self.groups), viewer)


class Aimed(models.Model):
    """The columns of something that is for some people only."""

    roles = ArrayField(models.CharField(max_length=12), default=list)
    level = models.SmallIntegerField(null=True)
    groups = ArrayField(models.BigIntegerField(), default=list)
    place = models.BigIntegerField(null=True)

    class Meta:
        abstract = True

    @property
    def aim(self) -> Aim:
        return Aim(roles=self.roles, level=self.level, groups=self.groups, place=self.place)

    def is_for(self, viewer: Viewer | None) -> bool:
        """Whether it is for this reader: whom it is for, and who may read its topic."""
        return self.aim.reaches(viewer) and (self.place is None or not is_shut(self.place, viewer))


def aimed_at(viewer: Viewer | None) -> Q:
    """The rows that are for somebody; those who moderate see all."""
    sees_all, role, level, groups = reader(viewer)
    if sees_all:
        return Q()
    fitting = Q(roles=[], groups=[], level=None) | Q(roles__contains=[role]) | Q(groups__overlap=groups)
    return (fitting | Q(level__isnull=False, level__lte=level)) & (Q(place=None) | ~Q(place__in=shut_places(viewer)))


def reserve(voices: list[int], aim: Aim) -> None:
    """Say of texts for whom they are, in the caller's transaction, so that news of them reaches nobody else."""
    Reserved.objects.filter(pk__in=voices).delete()
    if not aim.for_all or aim.place is not None:
        said = {"roles": aim.roles, "level": aim.level, "groups": aim.groups, "place": aim.place}
        Reserved.objects.bulk_create([Reserved(voice=voice, **said) for voice in voices])


def reserved_from(viewer: Viewer | None) -> QuerySet[Reserved]:
    """The texts that are for others than this reader."""
    return Reserved.objects.exclude(aimed_at(viewer)) if reader(viewer)[0] is False else Reserved.objects.none()


def check_aim(aim: Aim, by: Member) -> None:
    """Raises Invalid for what is not there, or what this member may not know of."""
    check_readers(aim)
    if aim.place is not None and aim.place not in places_for(by):
        raise Invalid(_("There is no such topic."), "place")


def spoken(aim: Aim, viewer: Viewer | None) -> str:
    """For whom it is, in a few words."""
    if aim.place is not None:
        place = places_for(viewer).get(aim.place)
        return _("Readers of “%(topic)s”") % {"topic": place.name} if place else _("Readers of a topic")
    if aim.groups:
        names = Group.objects.filter(pk__in=aim.groups).values_list("name", flat=True)
        return _("Group: %(names)s") % {"names": ", ".join(names)}
    if aim.level:
        return _("Members from level %(level)s on") % {"level": aim.level}
    if aim.level is not None:
        return _("Everybody who is signed in")
    return _("The team") if aim.roles else _("Everybody")


class AimForm(forms.Form):
    """Whom it is for: one of six ways to say so, and the select that belongs to it."""

    whom = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        choices=[
            ("all", gettext_lazy("Everybody, also without an account")),
            ("members", gettext_lazy("Everybody who is signed in")),
            ("place", gettext_lazy("Readers of a topic")),
            ("group", gettext_lazy("Members of a group")),
            ("level", gettext_lazy("Members from a level on")),
            ("team", gettext_lazy("The team")),
        ],
        widget=forms.RadioSelect,
        initial="all",
    )
    place = forms.TypedChoiceField(label=gettext_lazy("Topic"), coerce=int, empty_value=None, required=False)
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "–"), *((n, str(n)) for n in range(1, HIGHEST + 1))],  # noqa: RUF001
    )

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(str(place.id), place.name) for place in places_for(by).values()]
        known = Group.objects.all() if by.moderates else Group.objects.filter(pk__in=by.groups)
        self.fields["place"].choices = [("", "–"), *topics]  # type: ignore[attr-defined]  # noqa: RUF001
        self.fields["groups"].choices = [(str(one.pk), one.name) for one in known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        needed = {"place": "place", "group": "groups", "level": "level"}.get(typed.get("whom", ""))
        if needed and needed not in self.errors and not typed.get(needed):
            self.add_error(needed, _("Choose one, or say that it is for everybody."))
        return typed

    def aim(self) -> Aim:
        """For whom it is, as typed; what belongs to another answer does not count."""
        typed = self.cleaned_data
        match typed.get("whom"):
            case "members":
                return Aim(level=0)
            case "place":
                return Aim(place=typed["place"])
            case "group":
                return Aim(groups=[int(pk) for pk in typed["groups"]])
            case "level":
                return Aim(level=typed["level"])
            case "team":
                return Aim(roles=list(TEAM))
        return Aim()


def as_typed(aim: Aim) -> dict[str, Any]:
    """What the form begins with, for something that is there."""
    if aim.place is not None:
        whom = "place"
    elif aim.groups:
        whom = "group"
    elif aim.level is not None:
        whom = "level" if aim.level else "members"
    else:
        whom = "team" if aim.roles else "all"
    return {"whom": whom, "place": aim.place, "groups": [str(pk) for pk in aim.groups], "level": aim.level or ""}
