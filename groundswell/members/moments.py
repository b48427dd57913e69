"""Times in forms that are said in a time zone of their own, so that the reader's has no part in them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LocalMoment(forms.Field):
    """Day and minute as a clock shows them; becomes a datetime without a time zone."""

    widget = forms.DateTimeInput
    default_error_messages = {"invalid": _("Write day and time as 2026-12-05 18:00.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            return datetime.fromisoformat(str(value).strip()).replace(tzinfo=None, microsecond=0)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
