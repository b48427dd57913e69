"""What people may type. The rules of texts are in texts.py; forms only carry them to the page."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.features.support.models import CloseReason, Question, Topic
from groundswell.features.support.queries.merged import leads_to
from groundswell.features.support.queries.places import found_topics
from groundswell.features.support.texts import BODY_LONGEST, COMMENT_LONGEST, TITLE_LONGEST


class TextForm(forms.Form):
    """A text with a token that makes sending it twice harmless."""

    body = forms.CharField(label=_("Your text"), widget=forms.Textarea, max_length=BODY_LONGEST)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


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
        super().__init__(choices=lambda: _places(begin), coerce=_topic, **kwargs)


def _places(begin: Any) -> list[tuple[str, Any]]:
    """The topics; `begin` stands above them while none is chosen."""
    topics = found_topics()
    return [("", begin)] * bool(begin) + [
        (str(top), [(top.slug, str(top)), *((c.slug, str(c)) for c in topics if c.parent_id == top.pk)])
        for top in topics
        if top.parent_id is None
    ]


def _topic(slug: str) -> Topic:
    return next(topic for topic in found_topics() if topic.slug == slug)


class AskForm(TextForm):
    """A question."""

    field_order = ("title", "body", "topic", "tags", "language", "once")
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


class EditForm(TextForm):
    """A new text for a question or an answer, and why."""

    field_order = ("title", "body", "topic", "tags", "reason")
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=TITLE_LONGEST)
    topic = PlaceChoice(label=_("Topic"))
    tags = TagsField(label=_("Tags"), required=False)
    reason = forms.CharField(label=_("What did you change?"), required=False, max_length=200)

    def __init__(self, *args: Any, on: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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

    def __init__(self, *args: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"reason"} - set(self.NEEDS.get(what, ())):
            del self.fields[name]
        if what == "close":
            self.fields["reason"].label = _("In your own words")

    def older(self) -> Question | None:
        """The question that was picked, else the one that the typed address or number leads to."""
        typed = self.cleaned_data.get("duplicate_of") or self.cleaned_data.get("other", "")
        digits = [part for part in typed.split("/") if part.isdecimal() and len(part) < 19]
        number = self.cleaned_data.get("picked") or (int(digits[0]) if digits else 0)
        return leads_to(number)
