"""What a host types."""

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groundswell.features.gatherings.actions import Plan, Repeats
from groundswell.features.gatherings.actions.planning import (
    BODY_LONGEST,
    MOST_PEOPLE,
    MOST_TIMES,
    TITLE_LONGEST,
    plan_of,
)
from groundswell.features.gatherings.models import Gathering, Series
from groundswell.features.gatherings.rules import may_aim
from groundswell.members.groups.aims import Aim, AimForm
from groundswell.members.groups.places import places_for
from groundswell.members.models import Member
from groundswell.members.moments import LocalMoment


class PlanForm(forms.Form):
    """What, when and where."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LONGEST)
    body = forms.CharField(label=_("What happens there"), max_length=BODY_LONGEST, widget=forms.Textarea)
    starts = LocalMoment(label=_("Begins"))
    ends = LocalMoment(label=_("Ends"))
    zone = forms.ChoiceField(label=_("Time zone"))
    location = forms.CharField(
        label=pgettext_lazy("gathering", "Place"),
        help_text=_("As one would tell a taxi driver."),
        max_length=200,
        required=False,
    )
    link = forms.URLField(
        label=_("Link"),
        help_text=_("Of a call, for example. Only who has a seat sees it."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    capacity = forms.IntegerField(
        label=_("Seats"),
        help_text=_("Empty: any number. Who comes later waits, and moves up."),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
        self.fields["zone"].choices = [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]  # type: ignore[attr-defined]
        self.fields["zone"].initial = timezone.get_current_timezone_name()

    def plan(self) -> Plan:
        typed = self.cleaned_data
        names = ("title", "body", "starts", "ends", "zone", "location", "link", "capacity")
        return Plan(**{name: typed[name] for name in names})


class HostForm(PlanForm, AimForm):
    """And for whom: the team says that; members choose a topic at most. And whether it comes again."""

    every = forms.ChoiceField(
        label=_("Comes again"), choices=[("", _("No, it is once")), *Series.Every.choices], required=False
    )
    until = forms.DateField(
        label=_("Until"),
        help_text=_("The last day on which it may be."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    times = forms.IntegerField(
        label=_("Or how many times"),
        help_text=_("In all, the first one included: 2 to 52."),
        min_value=2,
        max_value=MOST_TIMES,
        required=False,
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, by=by, **kwargs)
        if not may_aim(by):
            for name in ("whom", "groups", "level"):
                del self.fields[name]
            topics = [("", _("No topic")), *((str(one.id), one.name) for one in places_for(by).values())]
            self.fields["place"].choices = topics  # type: ignore[attr-defined]

    def aim(self) -> Aim:
        return super().aim() if "whom" in self.fields else Aim(place=self.cleaned_data.get("place"))

    def repeats(self) -> Repeats | None:
        typed = self.cleaned_data
        return Repeats(every=typed["every"], until=typed["until"], times=typed["times"]) if typed["every"] else None


class ScopeForm(forms.Form):
    """Of one in a series: whether those after it are meant too."""

    scope = forms.ChoiceField(
        label=_("Which ones"),
        choices=[("this", _("Only this one")), ("later", _("This one and all later ones"))],
        widget=forms.RadioSelect,
        initial="this",
    )

    def __init__(self, *args: Any, later: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not later:
            del self.fields["scope"]

    def later(self) -> bool:
        return self.cleaned_data.get("scope") == "later"


class ChangeForm(ScopeForm, PlanForm):
    """What, when and where, said otherwise."""


class CancelForm(ScopeForm):
    because = forms.CharField(
        label=_("Why"), help_text=_("Who wanted to come reads it."), max_length=300, required=False
    )


class RecapForm(forms.Form):
    body = forms.CharField(label=_("What came of it"), max_length=BODY_LONGEST, widget=forms.Textarea)


def as_it_is(gathering: Gathering, *, moved: timedelta = timedelta()) -> dict[str, Any]:
    """What the form begins with; `moved` makes it the plan of a next one, on the same hour of the clock."""
    plan = plan_of(gathering)
    return {**vars(plan), "starts": plan.starts + moved, "ends": plan.ends + moved}
