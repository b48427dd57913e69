"""What the team types to tell everybody, or some."""

from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groundswell.features.announcements.actions import BODY_LONGEST, TITLE_LONGEST, Shape
from groundswell.features.announcements.models import How
from groundswell.members.groups.aims import AimForm


class InLanguage(NamedTuple):
    """The inputs of one language."""

    code: str
    name: str
    title: Any
    body: Any


class MomentInput(forms.DateTimeInput):
    """Day and minute, in the reader's time zone."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class ShapeForm(forms.Form):
    """The texts, one pair for each language of the site, and when and how it is shown."""

    since = forms.DateTimeField(
        label=_("Shown from"), help_text=_("Empty: from now on."), required=False, widget=MomentInput()
    )
    until = forms.DateTimeField(
        label=_("Shown until"),
        help_text=_("Empty: until somebody takes it down."),
        required=False,
        widget=MomentInput(),
    )
    how = forms.ChoiceField(
        label=pgettext_lazy("announcement", "Where it stands"),
        choices=How.choices,
        widget=forms.RadioSelect,
        initial=How.BAR,
    )
    dismissible = forms.BooleanField(
        label=_("Who has read it can put it away"),
        help_text=_("Leave it off for what everybody has to see until it is over, such as an outage."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            said = {"language": name}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Headline in %(language)s") % said, max_length=TITLE_LONGEST, required=False
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Text in %(language)s") % said, max_length=BODY_LONGEST, required=False, widget=forms.Textarea
            )

    def languages(self) -> list[InLanguage]:
        return [
            InLanguage(code, str(name), self[f"title_{code}"], self[f"body_{code}"])
            for code, name in settings.LANGUAGES
        ]

    def texts(self) -> dict[str, tuple[str, str]]:
        typed = self.cleaned_data
        return {code: (typed[f"title_{code}"], typed[f"body_{code}"]) for code, _name in settings.LANGUAGES}

    def shape(self) -> Shape:
        typed = self.cleaned_data
        return Shape(since=typed["since"], until=typed["until"], how=typed["how"], dismissible=typed["dismissible"])


class AnnounceForm(ShapeForm, AimForm):
    """And for whom; that is said once, since people were told then."""

    told = forms.BooleanField(
        label=_("Tell them too"),
        help_text=_(
            "In their notifications, and by mail unless they switched that off. Once, and not to be called back."
        ),
        required=False,
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
