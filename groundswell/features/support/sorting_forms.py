"""What those who sort questions out may type."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.features.support.forms import PlaceChoice, TagsField
from groundswell.features.support.models import Answer
from groundswell.features.support.queries.places import topics_for
from groundswell.features.support.texts import TITLE_LONGEST
from groundswell.members.models import Member

WORDS_SHOWN = 90


class CanonicalForm(forms.Form):
    """To which tags and topics an answer is the one."""

    tags = TagsField(label=_("Tags"), required=False, help_text=_("Separated by spaces. Empty: to none."))
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = [(place.slug, str(place)) for place in topics_for(by)]  # type: ignore[attr-defined]

    @staticmethod
    def of(answer: Answer) -> dict[str, list[str]]:
        """What is filled in: as it is now."""
        parts = [subject.split(":", 1) for subject in answer.the_answer]
        return {
            "tags": [name for kind, name in parts if kind == "tag"],
            "topics": [name for kind, name in parts if kind == "topic"],
        }


class SplitForm(forms.Form):
    """The question that a post becomes, and which answers answer it."""

    title = forms.CharField(
        label=_("The question in one sentence"),
        max_length=TITLE_LONGEST,
        help_text=_("As its author would ask it. The text stays as it is."),
    )
    topic = PlaceChoice(label=_("Topic"))
    tags = TagsField(label=_("Tags"), required=False)
    along = forms.TypedMultipleChoiceField(
        label=_("Answers that belong to it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Why?"), required=False, max_length=300)

    def __init__(self, *args: Any, others: Iterable[Answer], by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PlaceChoice, self.fields["topic"]).offer(by)
        choices = [(str(one.pk), f"{one.author.seen_as}: {one.voice.excerpt[:WORDS_SHOWN]}") for one in others]
        if choices:
            self.fields["along"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["along"]
