"""What is typed into reports, decisions and appeals."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.moderation.models import Deed, Reason, WordRule

LASTING = (
    ("", _("The next step")),
    ("1", _("A day")),
    ("3", _("Three days")),
    ("7", _("A week")),
    ("30", _("A month")),
    ("3650", _("For good")),
)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FlagForm(forms.Form):
    """What is wrong with a text."""

    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What should the team know?"),
        help_text=_("Only those who moderate read this."),
        required=False,
        max_length=500,
        widget=_area(3),
    )


class DecideForm(forms.Form):
    """A decision about a text, and if need be about its author."""

    MEASURES = (
        ("", _("Nothing further")),
        (Deed.WARNED.value, _("Warn")),
        (Deed.SILENCED.value, _("Silence")),
        (Deed.SUSPENDED.value, _("Suspend")),
    )
    ground = forms.ChoiceField(label=_("On what ground?"), choices=Reason.choices)
    legal = forms.BooleanField(
        label=_("It is against the law, not only against our rules"),
        help_text=_("The statement of reasons then names the law as its ground."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason, for whom it concerns"),
        help_text=_("Left empty, the usual sentence for this ground is sent."),
        required=False,
        max_length=2_000,
        widget=_area(4),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    measure = forms.ChoiceField(label=_("And its author?"), choices=MEASURES, required=False)
    days = forms.ChoiceField(label=_("For how long?"), choices=LASTING, required=False)

    def lasting(self) -> timedelta | None:
        days = self.cleaned_data.get("days")
        return timedelta(days=int(days)) if days else None


class MeasureForm(DecideForm):
    """A measure about a member, without a text."""

    MEASURES = (*DecideForm.MEASURES[1:], (Deed.LIFTED.value, _("End what is in force")))
    measure = forms.ChoiceField(label=_("What"), choices=MEASURES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["legal"], self.fields["seen"]


class HeldForm(forms.Form):
    """What waits, for its author. Only questions have a title."""

    title = forms.CharField(label=_("Title"), max_length=300)
    body = forms.CharField(label=_("Text"), max_length=30_000, widget=_area(10))

    def __init__(self, *args: Any, titled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not titled:
            del self.fields["title"]


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note for the team"), max_length=1_000, widget=_area(3))


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("What is wrong with the decision?"),
        help_text=_("Somebody else than who decided reads this. You get an answer in any case."),
        max_length=2_000,
        widget=_area(6),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer to whom it concerns"), max_length=2_000, widget=_area(4))


class NoticeForm(forms.Form):
    """Notice of illegal content (article 16 of the Digital Services Act)."""

    url = forms.CharField(
        label=_("Where is it?"),
        help_text=_("The exact address of the page; the link of an answer is its time."),
        max_length=400,
    )
    why = forms.CharField(
        label=_("Why do you hold it to be illegal?"),
        help_text=_("So exactly that somebody can check it without asking you."),
        max_length=4_000,
        widget=_area(6),
    )
    law = forms.CharField(label=_("Which law or right?"), max_length=200, required=False)
    name = forms.CharField(label=_("Your name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("For the confirmation and the decision. Whoever wrote the text does not learn it."),
        required=False,
    )
    child_abuse = forms.BooleanField(
        label=_("It shows sexual abuse of children: I can leave my name out"), required=False
    )
    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I say here is right and complete."), required=False
    )


class WordForm(forms.Form):
    """A rule for words or links, and the test run before it."""

    kind = forms.ChoiceField(label=_("What"), choices=WordRule.Kind.choices)
    text = forms.CharField(
        label=_("Word, phrase or domain"),
        max_length=120,
        help_text=_("Whole words in any case; a domain with all under it."),
    )
    act = forms.ChoiceField(label=_("What happens"), choices=WordRule.Act.choices)
    newcomers = forms.BooleanField(label=_("For new members only"), required=False)
    why = forms.CharField(label=_("What whoever writes is told"), max_length=300, required=False)


class PaceForm(forms.Form):
    """Slow mode in one place."""

    place = forms.RegexField(
        r"^(question|topic):\d{1,18}$", label=_("Where"), help_text=_("question:12 or topic:3"), max_length=40
    )
    seconds = forms.IntegerField(label=_("Seconds between two posts"), min_value=0, max_value=86_400)
    days = forms.ChoiceField(
        label=_("For how long?"), choices=(("", _("Until somebody ends it")), *LASTING[1:-1]), required=False
    )
