"""What the team types about groups."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.members.groups.actions import LONGEST_ABOUT, LONGEST_NAME
from groundswell.members.groups.models import Joining
from groundswell.members.models import Member
from groundswell.members.names import key_of


class GroupForm(forms.Form):
    """Name, what it is for, and how one joins."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    about = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    joining = forms.ChoiceField(
        label=gettext_lazy("Who joins"), choices=Joining.choices, widget=forms.RadioSelect, initial=Joining.OPEN
    )
    listed = forms.BooleanField(
        label=gettext_lazy("Everybody sees that there is this group"),
        help_text=gettext_lazy("Otherwise only who belongs to it, who is invited, and the team."),
        required=False,
        initial=True,
    )


class InviteForm(forms.Form):
    """Handles, with or without @, between spaces, commas or lines."""

    people = forms.CharField(
        label=gettext_lazy("Handles"),
        help_text=gettext_lazy("Several at once: @ada, @ben"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2, "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_people(self) -> list[Member]:
        typed = [word.lstrip("@") for word in re.split(r"[\s,;]+", self.cleaned_data["people"]) if word.strip("@")]
        keys = {key_of(word): word for word in typed}
        found = {member.handle_key: member for member in Member.objects.shown().filter(handle_key__in=keys)}
        if unknown := [word for key, word in keys.items() if key not in found]:
            raise forms.ValidationError(_("Nobody here is called %(names)s.") % {"names": ", ".join(unknown[:5])})
        return list(found.values())
