"""The part of a form with which a poll is put below a text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.features.discussions.actions.polling import QUESTION_LONGEST, PollText
from groundswell.features.discussions.models import Poll

FIELDS = ("poll_question", "poll_options", "poll_several", "poll_named", "poll_results", "poll_days")


class PollForm(forms.Form):
    """Nothing in `poll_question` is no poll."""

    poll_question = forms.CharField(label=_("What you ask"), max_length=QUESTION_LONGEST, required=False)
    poll_options = forms.CharField(
        label=_("Options"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One in each line, two to twelve."),
    )
    poll_several = forms.BooleanField(label=_("One may choose several"), required=False)
    poll_named = forms.BooleanField(
        label=_("Everybody sees who chose what"),
        required=False,
        help_text=_("Said to everybody before they vote. Otherwise nobody sees it."),
    )
    poll_results = forms.ChoiceField(
        label=_("The result"), choices=Poll.Results.choices, required=False, initial=Poll.Results.VOTED
    )
    poll_days = forms.TypedChoiceField(
        label=_("It goes on"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[
            ("", _("until the discussion is closed")),
            (1, _("one day")),
            (3, _("three days")),
            (7, _("a week")),
            (14, _("two weeks")),
            (30, _("a month")),
        ],
    )

    def poll(self) -> PollText | None:
        """What was asked for, if anything."""
        typed: dict[str, Any] = self.cleaned_data
        if not typed.get("poll_question") and not typed.get("poll_options"):  # also where a form has no such fields
            return None
        return PollText(
            question=typed["poll_question"],
            options=tuple(typed["poll_options"].splitlines()),
            several=typed["poll_several"],
            named=typed["poll_named"],
            results=typed["poll_results"] or Poll.Results.VOTED,
            days=typed["poll_days"],
        )

    def poll_fields(self) -> list[Any]:
        return [self[name] for name in FIELDS if name in self.fields]

    def poll_is_open(self) -> bool:
        """Whether something is typed there, or was asked for."""
        return any(self[name].value() for name in FIELDS[:2] if name in self.fields)


def as_typed(poll: PollText | None) -> dict[str, Any]:
    """What the form begins with."""
    if poll is None:
        return {}
    known = {"poll_question": poll.question, "poll_options": "\n".join(poll.options), "poll_days": poll.days or ""}
    return {**known, "poll_several": poll.several, "poll_named": poll.named, "poll_results": poll.results}
