"""The fields that a topic adds to its form: what staff may define, and what an asker may fill in."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groundswell.features.support.texts import plain
from groundswell.members.rules import Invalid

MOST_FIELDS, MOST_CHOICES = 8, 40
LABEL_LONGEST, HELP_LONGEST, VALUE_LONGEST = 60, 200, 200
KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
Detail = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class AskField:
    """One field. `label` and `help` are texts by language; what is `private` only staff and the asker see."""

    key: str
    label: dict[str, str]
    kind: Literal["text", "choice"] = "text"
    choices: list[str] = field(default_factory=list)
    required: bool = False
    private: bool = False
    help: dict[str, str] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def spoken(self) -> str:
        return in_language(self.label)

    @property
    def helping(self) -> str:
        return in_language(self.help)


def in_language(texts: dict[str, str]) -> str:
    """One of the texts: in the reader's language, else in any."""
    return texts.get((get_language() or "en").split("-")[0]) or next(iter(texts.values()), "")


def input_name(key: str) -> str:
    """What the input of a field is called in a form, and in a refusal."""
    return f"field_{key}"


def read_fields(stored: list[dict[str, Any]]) -> list[AskField]:
    return [AskField(**one) for one in stored]


def clean_fields(fields: list[AskField]) -> list[AskField]:
    """Raises Invalid when a form could not be shown, or could not be filled in."""
    if len(fields) > MOST_FIELDS:
        raise Invalid(_("A form has at most %d fields.") % MOST_FIELDS, "fields")
    keys = [one.key for one in fields]
    if len(set(keys)) < len(keys):
        raise Invalid(_("Two fields have the same name."), "fields")
    return [_clean_field(one) for one in fields]


def _clean_field(one: AskField) -> AskField:
    label = {language: text for language, words in one.label.items() if (text := plain(words)[:LABEL_LONGEST])}
    if not KEY.match(one.key) or not label:
        raise Invalid(_("Every field needs a name."), "fields")
    choices = list(dict.fromkeys(text for words in one.choices if (text := plain(words)[:VALUE_LONGEST])))
    if one.kind == "choice" and not 2 <= len(choices) <= MOST_CHOICES:
        said = _("“%(label)s” needs between 2 and %(most)d choices.")
        raise Invalid(said % {"label": in_language(label), "most": MOST_CHOICES}, "fields")
    return AskField(
        key=one.key,
        label=label,
        kind="choice" if one.kind == "choice" else "text",
        choices=choices if one.kind == "choice" else [],
        required=bool(one.required),
        private=bool(one.private),
        help={language: text for language, words in one.help.items() if (text := plain(words)[:HELP_LONGEST])},
    )


def key_of(label: str, taken: set[str]) -> str:
    """A key for a new field, made from its label: “Order number” is `order_number`."""
    made = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:30]
    stem = made if KEY.match(made) else "field"
    return next(key for number in range(1, 100) if (key := stem if number == 1 else f"{stem}_{number}") not in taken)


def filled_in(fields: list[AskField], given: dict[str, str]) -> list[Detail]:
    """What was filled in, each with the label and the privacy that it had then.

    Raises Invalid for a field that is missing, a choice that there is not, and a name that the form does not know.
    """
    known = {one.key for one in fields}
    if unknown := sorted(set(given) - known):
        raise Invalid(_("There is no field called “%(name)s” here.") % {"name": unknown[0][:40]}, "details")
    details = []
    for one in fields:
        value = " ".join(plain(str(given.get(one.key) or "")).split())
        if value:
            _check(one, value)
            details.append({"key": one.key, "label": one.label, "value": value, "private": one.private})
        elif one.required:
            raise Invalid(_("“%(label)s” is needed here.") % {"label": one.spoken}, input_name(one.key))
    return details


def _check(one: AskField, value: str) -> None:
    if len(value) > VALUE_LONGEST:
        said = _("“%(label)s” has at most %(most)d characters.") % {"label": one.spoken, "most": VALUE_LONGEST}
        raise Invalid(said, input_name(one.key))
    if one.kind == "choice" and value not in one.choices:
        raise Invalid(_("Choose one of the answers to “%(label)s”.") % {"label": one.spoken}, input_name(one.key))


def seen_by(details: list[Detail], *, private: bool) -> list[Detail]:
    """The details that a reader sees: those that are private only where `private`."""
    return [one for one in details if private or not one["private"]]
