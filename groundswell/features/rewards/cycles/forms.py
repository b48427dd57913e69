"""What members and those who run cycles fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.features.rewards.cycles.counting import NAMES, Split
from groundswell.features.rewards.cycles.models import Prize
from groundswell.features.rewards.cycles.queries import Purse, catalogue

WAYS = (
    ("credit", _("Credit on my bill")),
    ("cash", _("To my bank account")),
    ("charity", _("To charity")),
    ("keep", _("Keep it for the next payout")),
    ("split", _("Split it")),
)


class ChoiceForm(forms.Form):
    """One decision: everything one way, or a split in percent. Prizes come off first."""

    way = forms.ChoiceField(
        label=_("What to do with it"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    credit = forms.IntegerField(label=_("On my bill, %"), min_value=0, max_value=100, required=False)
    cash = forms.IntegerField(label=_("To my bank, %"), min_value=0, max_value=100, required=False)
    charity = forms.IntegerField(label=_("To charity, %"), min_value=0, max_value=100, required=False)
    keep = forms.IntegerField(label=_("Keep, %"), min_value=0, max_value=100, required=False)
    prizes = forms.ModelMultipleChoiceField(label=_("Prizes"), queryset=Prize.objects.none(), required=False)
    address = forms.CharField(
        label=_("Where to send it"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    iban = forms.CharField(
        label=_("IBAN"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    holder = forms.CharField(
        label=_("Whose account it is"),
        max_length=70,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    standing = forms.BooleanField(label=_("Always do this, until I say otherwise"), required=False)

    def __init__(self, *given: Any, purse: Purse, **named: Any) -> None:
        named.setdefault("initial", _as_it_is(purse))
        super().__init__(*given, **named)
        ordered = [order.prize_id for order in purse.orders]
        offered = catalogue().values_list("pk", flat=True)
        prizes = forms.ModelMultipleChoiceField(
            label=_("Prizes"), queryset=Prize.objects.filter(pk__in=[*offered, *ordered]), required=False
        )
        self.fields["prizes"] = prizes

    def split(self) -> Split:
        """What was chosen, once the form is valid."""
        said = self.cleaned_data
        if said["way"] != "split":
            return Split(**{said["way"]: 100})
        return Split(**{name: said[name] or 0 for name in NAMES})


def _as_it_is(purse: Purse) -> dict[str, Any]:
    """What somebody chose before stands in the form."""
    shares = {name: getattr(purse.split, name) for name in NAMES}
    whole = next((name for name, share in shares.items() if share == 100), "split")
    chosen = whole if purse.said or purse.standing else ""
    typed = shares if whole == "split" else dict.fromkeys(NAMES)  # a split that is begun begins empty
    return {**typed, "way": chosen, "standing": purse.standing, "prizes": [order.prize_id for order in purse.orders]}


class CycleForm(forms.Form):
    """A period that is to be paid together."""

    name = forms.SlugField(label=_("Name"), max_length=20, help_text=_("Short, such as 2026-1."))
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    window_days = forms.IntegerField(
        label=_("Days to choose"),
        min_value=1,
        max_value=90,
        initial=14,
        help_text=_("From 14 days after the last day."),
    )
    cash_minimum = forms.IntegerField(label=_("Cash from so many points"), min_value=1, initial=1_000)
    match_percent = forms.IntegerField(label=_("Added to gifts, in percent"), min_value=0, max_value=1_000, initial=100)
    match_most = forms.IntegerField(
        label=_("At most, in points"), min_value=0, initial=0, help_text=_("The ceiling of what the company adds.")
    )


class NoteForm(forms.Form):
    """Why a payout is withheld, or came back."""

    note = forms.CharField(label=_("Why"), max_length=200, help_text=_("The member reads it."))


class PrizeForm(forms.Form):
    name = forms.CharField(label=_("Name"), min_length=2, max_length=80)
    about = forms.CharField(label=_("In one sentence"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Prize.Kind.choices, widget=forms.RadioSelect, initial=Prize.Kind.CODE
    )
    points = forms.IntegerField(label=_("Price in points"), min_value=1)
    stock = forms.IntegerField(
        label=_("How many there are"),
        min_value=0,
        initial=0,
        required=False,
        help_text=_("Of a thing; vouchers are counted."),
    )


class PrizeChangeForm(PrizeForm):
    withdrawn = forms.BooleanField(label=_("Offer it no more"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        del self.fields["kind"]


class CodesForm(forms.Form):
    """A file, or lines pasted into the field."""

    file = forms.FileField(
        label=_("A file with codes"), required=False, help_text=_("One a line, or the first column of a CSV.")
    )
    codes = forms.CharField(label=_("Or paste them"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def text(self) -> str:
        file = self.cleaned_data.get("file")
        return file.read().decode("utf-8", errors="replace") if file else str(self.cleaned_data["codes"])


class NominationForm(forms.Form):
    name = forms.CharField(label=_("Name of the charity"), min_length=3, max_length=80)
    about = forms.CharField(
        label=_("What it does"), min_length=10, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    url = forms.URLField(label=_("Its page"), max_length=200, required=False, assume_scheme="https")
    number = forms.CharField(label=_("Its number in the register"), max_length=40, required=False)
