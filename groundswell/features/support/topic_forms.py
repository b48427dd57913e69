"""The page on which staff say what a topic asks for: one row of inputs for each field."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from groundswell.features.support.fields import HELP_LONGEST, LABEL_LONGEST, MOST_FIELDS, AskField, key_of

SPARE = 2


class Row(NamedTuple):
    """The inputs of one field."""

    number: int
    name: str
    labels: list[Any]
    helps: list[Any]
    kind: Any
    choices: Any
    required: Any
    private: Any


class TopicFormForm(forms.Form):
    """All fields of a topic, and two spare rows. A row without a name is left out, which is how a field is taken away."""

    def __init__(self, *args: Any, fields: Sequence[AskField], several: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = list(fields)
        self.fields["several"] = _switch(
            _("Several solutions"),
            _("More than one answer can be marked: for topics where many ways lead there."),
            several,
        )
        for number in range(min(len(fields) + SPARE, MOST_FIELDS)):
            self._add(number, fields[number] if number < len(fields) else None)

    def _add(self, number: int, one: AskField | None) -> None:
        inputs = self.fields
        for language, name in settings.LANGUAGES:
            label, about = (one.label.get(language, ""), one.help.get(language, "")) if one else ("", "")
            inputs[f"label_{language}_{number}"] = _text(_("Name in %(language)s"), name, LABEL_LONGEST, label)
            inputs[f"help_{language}_{number}"] = _text(_("Help in %(language)s"), name, HELP_LONGEST, about)
        inputs[f"kind_{number}"] = forms.ChoiceField(
            label=_("Kind"),
            choices=[("text", _("A line of text")), ("choice", _("One of several"))],
            initial=one.kind if one else "text",
        )
        inputs[f"choices_{number}"] = forms.CharField(
            label=_("What one can choose, a line each"),
            required=False,
            max_length=8_000,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial="\n".join(one.choices) if one else "",
        )
        inputs[f"required_{number}"] = _switch(
            _("Needed"), _("Without it nobody can ask here."), bool(one and one.required)
        )
        inputs[f"private_{number}"] = _switch(
            _("Private"), _("Only the team and the asker see it."), bool(one and one.private)
        )

    def rows(self) -> list[Row]:
        return [
            Row(
                number,
                self.before[number].spoken if number < len(self.before) else "",
                [self[f"label_{language}_{number}"] for language, _name in settings.LANGUAGES],
                [self[f"help_{language}_{number}"] for language, _name in settings.LANGUAGES],
                *(self[f"{what}_{number}"] for what in ("kind", "choices", "required", "private")),
            )
            for number in range(min(len(self.before) + SPARE, MOST_FIELDS))
        ]

    def wanted(self) -> list[AskField]:
        """The fields as typed; one that was there keeps its key, so what was filled in stays its own."""
        typed, taken = self.cleaned_data, {one.key for one in self.before}
        found = []
        for number in range(min(len(self.before) + SPARE, MOST_FIELDS)):
            label = _by_language(typed, "label", number)
            if not label:
                continue
            old = self.before[number].key if number < len(self.before) else ""
            key = old or key_of(next(iter(label.values())), taken)
            taken.add(key)
            found.append(
                AskField(
                    key=key,
                    label=label,
                    kind=typed[f"kind_{number}"],
                    choices=typed[f"choices_{number}"].splitlines(),
                    required=typed[f"required_{number}"],
                    private=typed[f"private_{number}"],
                    help=_by_language(typed, "help", number),
                )
            )
        return found


def _by_language(typed: dict[str, Any], what: str, number: int) -> dict[str, str]:
    said = ((language, typed[f"{what}_{language}_{number}"]) for language, _name in settings.LANGUAGES)
    return {language: text for language, text in said if text}


def _text(label: Any, language: Any, longest: int, initial: str) -> forms.CharField:
    named = label % {"language": language}
    return forms.CharField(label=named, required=False, max_length=longest, initial=initial)


def _switch(label: Any, about: Any, initial: bool) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=about, required=False, initial=initial)
