"""The form in which managers say who may read a topic."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.members.groups.models import Audience, Group
from groundswell.members.groups.readers import HIGHEST, Readers
from groundswell.members.models import Role

EVERYBODY, SOME = "everybody", "some"


class AudienceForm(forms.Form):
    """Everybody, or those to whom one of three things applies."""

    who = forms.ChoiceField(
        label=_("Who reads and writes here"),
        choices=[
            (EVERYBODY, _("Everybody, also without an account")),
            (SOME, _("Only those to whom one of the following applies")),
        ],
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label=_("Members of these groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    level = forms.TypedChoiceField(
        label=_("Members from this level on"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[
            ("", _("No level")),
            (0, _("Everybody who is signed in")),
            *((n, str(n)) for n in range(1, HIGHEST + 1)),
        ],
    )
    roles = forms.MultipleChoiceField(
        label=_("People of the team"),
        help_text=_("Moderators, managers and admins read everything: they have to look after it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(Role.AGENT.value, _("Agents"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = [(str(group.pk), group.name) for group in Group.objects.all()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("who") == SOME and not self.readers():
            self.add_error("who", _("Choose at least one of the following, or everybody."))
        return typed

    def readers(self) -> Readers:
        """Who may read the topic from now on."""
        typed = self.cleaned_data
        if typed.get("who") != SOME:
            return Readers()
        groups = [int(pk) for pk in typed.get("groups", ())]
        return Readers(list(typed.get("roles", ())), typed.get("level"), groups)


def as_it_is(audience: Audience | None) -> dict[str, Any]:
    """What the form begins with."""
    if audience is None:
        return {"who": EVERYBODY}
    groups = [str(pk) for pk in audience.groups]
    return {"who": SOME, "groups": groups, "level": audience.level, "roles": audience.roles}
