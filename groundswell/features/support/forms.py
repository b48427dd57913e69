"""What people may type. The rules of texts are in texts.py; forms only carry them to the page."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.features.support.fields import VALUE_LONGEST, AskField, input_name
from groundswell.features.support.models import CloseReason, Question, Topic
from groundswell.features.support.queries.merged import leads_to
from groundswell.features.support.queries.places import found_topics, topics_for
from groundswell.features.support.texts import BODY_LONGEST, COMMENT_LONGEST, TITLE_LONGEST
from groundswell.members.models import Member
from groundswell.members.rules import Viewer
from groundswell.voice.forms import TextForm


class AnswerForm(TextForm):
    """An answer."""


class CommentForm(TextForm):
    """A comment."""

    body = forms.CharField(label=_("Your comment"), widget=forms.Textarea, max_length=COMMENT_LONGEST)


class TagsField(forms.CharField):
    """Tags as one types them: separated by commas or spaces."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [part for part in str(value or "").replace(",", " ").split() if part]

    def prepare_value(self, value: Any) -> str:
        return " ".join(value) if isinstance(value, list) else str(value or "")


class PlaceChoice(forms.TypedChoiceField):
    """A topic, shown under its parent."""

    def __init__(self, begin: Any = "", **kwargs: Any) -> None:
        self.begin = begin
        super().__init__(coerce=_topic, **kwargs)

    def offer(self, viewer: Viewer) -> None:
        """Those that this member may know of; until then there is nothing to choose."""
        self.choices = _places(self.begin, viewer)


def _places(begin: Any, viewer: Viewer) -> list[tuple[str, Any]]:
    """The topics; `begin` stands above them while none is chosen."""
    topics = [topic for topic in topics_for(viewer) if topic.archived_at is None]
    return [("", begin)] * bool(begin) + [
        (str(top), [(top.slug, str(top)), *((c.slug, str(c)) for c in topics if c.parent_id == top.pk)])
        for top in topics
        if top.parent_id is None
    ]


def _topic(slug: str) -> Topic:
    return next(topic for topic in found_topics() if topic.slug == slug)


class FieldsForm(forms.Form):
    """The fields of a topic's form. What is needed is said by the action, the same in page and API."""

    def __init__(self, *args: Any, asked: Sequence[AskField] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for one in asked:
            self.fields[input_name(one.key)] = _input(one)

    def extra(self) -> list[Any]:
        """The inputs of these fields, for the page."""
        return [(self[input_name(one.key)], one) for one in self.asked]

    def details(self) -> dict[str, str]:
        return {one.key: self.cleaned_data.get(input_name(one.key)) or "" for one in self.asked}


def _input(one: AskField) -> forms.Field:
    said: dict[str, Any] = {"label": one.spoken, "help_text": one.helping, "required": False}
    if one.kind == "choice":
        return forms.ChoiceField(choices=[("", gettext("Choose")), *((c, c) for c in one.choices)], **said)
    return forms.CharField(max_length=VALUE_LONGEST, **said)


class AskForm(FieldsForm, TextForm):
    """A question."""

    field_order = ("title", "body", "topic", "tags", "language", "once")

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PlaceChoice, self.fields["topic"]).offer(by)

    def typed(self) -> dict[str, Any]:
        """What the action takes."""
        said = {name: value for name, value in self.cleaned_data.items() if not name.startswith("field_")}
        return {**said, "details": self.details()}

    def public(self, typed: dict[str, Any]) -> list[str]:
        seen = [str(typed.get(input_name(one.key)) or "") for one in self.asked if not one.private]
        return [*super().public(typed), *seen]

    title = forms.CharField(
        label=_("Your question in one sentence"),
        max_length=TITLE_LONGEST,
        help_text=_("Say what happens and with what: “No calls over Wi-Fi since the update, Pixel 8”."),
    )
    body = forms.CharField(
        label=_("What exactly happens?"),
        widget=forms.Textarea,
        max_length=BODY_LONGEST,
        help_text=_("Device, plan, what you have tried. Never post your number, password or PUK."),
    )
    topic = PlaceChoice(label=_("Where does it belong?"), begin=_("Choose a topic"))
    tags = TagsField(label=_("Tags"), required=False, help_text=_("Up to five, separated by spaces."))
    language = forms.ChoiceField(
        label=_("Language of your question"),
        choices=[("", _("The one it is written in")), ("en", "English"), ("de", "Deutsch")],
        required=False,
    )


class MeTooForm(forms.Form):
    """With what somebody has the same trouble."""

    device = forms.CharField(
        label=_("Your device"), required=False, max_length=80, help_text=_("“Pixel 8”, “iPhone 15”")
    )
    version = forms.CharField(
        label=_("Its version"), required=False, max_length=40, help_text=_("“Android 15”, “iOS 18.1”")
    )


class EditForm(TextForm):
    """A new text for a question or an answer, and why."""

    field_order = ("title", "body", "topic", "tags", "reason")
    warns = False  # of what was posted before, and maybe by somebody else
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=TITLE_LONGEST)
    topic = PlaceChoice(label=_("Topic"))
    tags = TagsField(label=_("Tags"), required=False)
    reason = forms.CharField(label=_("What did you change?"), required=False, max_length=200)

    def __init__(self, *args: Any, on: str, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PlaceChoice, self.fields["topic"]).offer(by)
        for name in ("title", "topic", "tags") if on != "question" else ():
            del self.fields[name]


class DecisionForm(forms.Form):
    """A decision about a question: why, and what it needs to know."""

    field_order = ("cause", "duplicate_of", "other", "topic", "reason")
    reason = forms.CharField(label=_("Why?"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    cause = forms.ChoiceField(label=_("Reason"), choices=CloseReason.choices, required=False)
    duplicate_of = forms.CharField(
        label=_("The older question"),
        help_text=_(
            "If it was asked before: search for it by its words, or give its address or number. Readers are led there."
        ),
        required=False,
        max_length=400,
    )
    other = forms.CharField(
        label=_("Which question does it go into?"),
        help_text=_("Search for it by its words, or give its address or number."),
        max_length=400,
    )
    topic = PlaceChoice(label=_("Topic"), required=False)
    picked = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)

    NEEDS = {
        "close": ("cause", "duplicate_of", "picked"),
        "move": ("topic",),
        "merge": ("other", "picked"),
    }

    def __init__(self, *args: Any, what: str, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        cast(PlaceChoice, self.fields["topic"]).offer(by)
        for name in set(self.fields) - {"reason"} - set(self.NEEDS.get(what, ())):
            del self.fields[name]
        if what == "close":
            self.fields["reason"].label = _("In your own words")

    def older(self) -> Question | None:
        """The question that was picked, else the one that the typed address or number leads to."""
        typed = self.cleaned_data.get("duplicate_of") or self.cleaned_data.get("other", "")
        digits = [part for part in typed.split("/") if part.isdecimal() and len(part) < 19]
        number = self.cleaned_data.get("picked") or (int(digits[0]) if digits else 0)
        return leads_to(number, self.by)
