"""The form in which managers make and change topics."""

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from groundswell.features.support.actions.topics import ABOUT_LONGEST, NAME_LONGEST, Draft
from groundswell.features.support.models import Topic
from groundswell.members.groups.audience_forms import EVERYBODY, AudienceForm
from groundswell.moderation.models import Pace

# Outline icons that fit a topic, in the order in which the form shows them; ui/tests/test_icons.py asks for each.
ICONS = (
    "folder", "card-sim", "smartphone", "tablet", "laptop", "router", "wifi", "radio-tower", "signal", "phone", "mail", "message-circle",
    "plane", "globe", "map-pin", "train-front", "car", "house", "receipt-text", "wallet", "credit-card", "coins", "shopping-bag", "package",
    "truck", "gift", "heart", "star", "award", "sparkles", "lightbulb", "wrench", "settings", "shield-check", "lock", "key", "user", "users",
    "coffee", "music", "camera", "gamepad-2", "book-open", "graduation-cap", "briefcase", "building-2", "leaf", "flask-conical",
)  # fmt: skip
PACES = (
    (0, _("None")),
    (30, _("30 seconds")),
    (60, _("a minute")),
    (300, _("5 minutes")),
    (900, _("15 minutes")),
    (3600, _("an hour")),
)


class InLanguage(NamedTuple):
    """The inputs of one language."""

    code: str
    spoken: str
    name: Any
    about: Any


class TopicChangeForm(forms.Form):
    """Names and descriptions by language, where it stands, and what holds in it."""

    slug = forms.CharField(
        label=_("Address"),
        help_text=_("Small letters, digits and hyphens. A former address leads to the topic for good."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    parent = forms.ChoiceField(label=_("Under"), required=False)
    icon = forms.ChoiceField(label=_("Picture"), choices=[(name, name) for name in ICONS], widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of what is asked here"),
        help_text=_("If not said, the words of each question decide."),
        required=False,
    )
    pace = forms.TypedChoiceField(
        label=_("Slow mode"),
        help_text=_("How long everybody waits between two posts here."),
        coerce=int,
        choices=PACES,
        required=False,
        empty_value=None,
    )
    several_solutions = forms.BooleanField(
        label=_("Several solutions"),
        help_text=_("More than one answer can be marked: for topics where many ways lead there."),
        required=False,
    )

    def __init__(self, *args: Any, topics: list[Topic], topic: Topic | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = {
            one.slug: one for one in topics if one.parent_id is None and one != topic and one.archived_at is None
        }
        if topic is not None and topic.parent is not None:
            self.parents[topic.parent.slug] = topic.parent
        inputs: Any = self.fields
        inputs["parent"].choices = [("", _("At the top")), *((slug, str(one)) for slug, one in self.parents.items())]
        inputs["language"].choices = [("", _("Any")), *settings.LANGUAGES]
        if topic is not None and topic.icon and topic.icon not in ICONS:
            inputs["icon"].choices = [(topic.icon, topic.icon), *inputs["icon"].choices]
        for code, spoken in settings.LANGUAGES:
            named = {"language": spoken}
            inputs[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % named, max_length=NAME_LONGEST, required=False
            )
            inputs[f"about_{code}"] = forms.CharField(
                label=_("What belongs here, in %(language)s") % named, max_length=ABOUT_LONGEST, required=False
            )

    def languages(self) -> list[InLanguage]:
        return [
            InLanguage(code, str(spoken), self[f"name_{code}"], self[f"about_{code}"])
            for code, spoken in settings.LANGUAGES
        ]

    def draft(self) -> Draft:
        typed = self.cleaned_data
        return Draft(
            name={code: typed[f"name_{code}"] for code, _spoken in settings.LANGUAGES},
            about={code: typed[f"about_{code}"] for code, _spoken in settings.LANGUAGES},
            slug=typed["slug"],
            parent=self.parents.get(typed["parent"]),
            icon=typed["icon"],
            language=typed["language"],
            several_solutions=typed["several_solutions"],
            pace=typed["pace"] or 0,
        )


class TopicMakeForm(TopicChangeForm, AudienceForm):
    """And who may read it, from the first moment on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"who": EVERYBODY, "icon": ICONS[0], **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


def topic_as_it_is(topic: Topic) -> dict[str, Any]:
    """What the form begins with."""
    pace = Pace.objects.filter(place=f"topic:{topic.pk}").values_list("seconds", flat=True).first()
    begun = {f"name_{code}": text for code, text in topic.name.items()}
    begun |= {f"about_{code}": text for code, text in topic.about.items()}
    fields = {name: getattr(topic, name) for name in ("slug", "language", "several_solutions")}
    return {
        **begun,
        **fields,
        "icon": topic.icon or ICONS[0],
        "parent": topic.parent.slug if topic.parent else "",
        "pace": pace or 0,
    }
