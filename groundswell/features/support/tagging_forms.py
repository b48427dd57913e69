"""What people type about a tag."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.features.support.actions.describing import ABOUT_LONGEST, BODY_LONGEST


def levels() -> list[tuple[str, str]]:
    """For a select."""
    from_level = [(str(n), gettext("Members from level %(n)s on") % {"n": n}) for n in range(1, 5)]
    return [("0", gettext("All members")), *from_level]


class DescriptionForm(forms.Form):
    """What the page of a tag says; `decides` adds who may change it."""

    about = forms.CharField(
        label=_("In a sentence"), max_length=ABOUT_LONGEST, help_text=_("What questions with this tag are about.")
    )
    body = forms.CharField(label=_("And more"), required=False, max_length=BODY_LONGEST, widget=forms.Textarea)
    level = forms.ChoiceField(label=_("Who can change it"), choices=levels, initial="3")
    reason = forms.CharField(label=_("What did you change?"), required=False, max_length=200)

    def __init__(self, *args: Any, decides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decides = decides
        if not decides:
            del self.fields["level"]


class NameForm(forms.Form):
    """Another name for a tag."""

    name = forms.CharField(label=_("New name"), max_length=40)


class WordForm(forms.Form):
    """Another word for a tag."""

    word = forms.CharField(label=_("Another word for it"), max_length=40)
