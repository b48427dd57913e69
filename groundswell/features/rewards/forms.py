"""What managers fill in."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groundswell.features.rewards.actions.drafting import LONGEST_NOTE, LONGEST_TEXT
from groundswell.features.rewards.actions.funding import MOST


class DraftForm(forms.Form):
    note = forms.CharField(
        label=_("What is new"),
        help_text=_("A sentence that members read beside the rules."),
        max_length=LONGEST_NOTE,
        required=False,
    )
    text = forms.CharField(
        label=_("The rules, as JSON"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )


class ApproveForm(forms.Form):
    since = forms.DateTimeField(
        label=_("Holds from"),
        help_text=_("A moment that is still to come. What was done before is never counted under these rules."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def moment(self) -> datetime:
        """In the zone of who filled it in; a moment of the last minutes is now."""
        since: datetime = self.cleaned_data["since"]
        return since if timezone.is_aware(since) else timezone.make_aware(since)


class FundForm(forms.Form):
    pool = forms.CharField(widget=forms.HiddenInput, max_length=40)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    points = forms.IntegerField(label=_("Points"), min_value=1, max_value=MOST)
    note = forms.CharField(label=_("What for"), max_length=120, required=False)


class PoolForm(FundForm):
    """The same for a budget that is not there yet."""

    pool = forms.CharField(label=_("Name of the pool"), max_length=40)


class BreakageForm(forms.Form):
    breakage = forms.IntegerField(label=_("Never claimed, in %"), min_value=0, max_value=100, required=False)

    def percent(self, otherwise: int) -> int:
        found: Any = self.cleaned_data.get("breakage") if self.is_valid() else None
        return otherwise if found is None else int(found)
