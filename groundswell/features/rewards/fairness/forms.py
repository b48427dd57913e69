"""What is typed into a decision about a finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DecideForm(forms.Form):
    """About whom, and why. The button says what."""

    person = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Choose whom this is about.")})
    reason = forms.CharField(
        label=_("Reason, for whom it concerns"),
        help_text=_("They read this, and can appeal. Somebody else then looks again."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any, people: list[int]) -> None:
        super().__init__(data)
        field = self.fields["person"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(one, str(one)) for one in people]
