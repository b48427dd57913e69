"""What people type to each other."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.features.conversations.actions import LONGEST, LONGEST_SUBJECT
from groundswell.members.models import Member


class ReplyForm(forms.Form):
    """A message, with a token that makes sending it twice harmless."""

    body = forms.CharField(label=gettext_lazy("Your message"), widget=forms.Textarea, max_length=LONGEST)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class BeginForm(ReplyForm):
    """The first message: to whom, and what it is about."""

    to = forms.CharField(
        label=gettext_lazy("To"),
        help_text=gettext_lazy("The handle of one member, such as @ada"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    subject = forms.CharField(label=gettext_lazy("What it is about"), max_length=LONGEST_SUBJECT)
    field_order = ("to", "subject", "body", "once")

    def clean_to(self) -> Member:
        typed = self.cleaned_data["to"].strip().lstrip("@")
        found = Member.objects.shown().called(typed).first()
        if found is None:
            raise forms.ValidationError(_("Nobody here is called %(names)s.") % {"names": typed})
        return found
