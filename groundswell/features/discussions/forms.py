"""What people type in discussions, and what managers say of spaces."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groundswell.features.discussions.actions import SpaceText
from groundswell.features.discussions.actions.spaces import ABOUT_LONGEST, NAME_LONGEST
from groundswell.features.discussions.models import TEAM_ONLY, Space
from groundswell.features.discussions.poll_forms import FIELDS, PollForm
from groundswell.voice.forms import TextForm
from groundswell.voice.typed import BODY_LONGEST, TITLE_LONGEST

LEVELS = [(0, _("Everybody")), *((n, _("Members from level %(n)s on") % {"n": n}) for n in range(1, TEAM_ONLY))]


class BeginForm(PollForm, TextForm):
    """A new discussion. `spaces` are those in which this member may begin one."""

    title = forms.CharField(label=_("What you want to talk about"), max_length=TITLE_LONGEST)
    body = forms.CharField(
        label=_("Your text"),
        widget=forms.Textarea,
        max_length=BODY_LONGEST,
        required=False,
        help_text=_("Say what you think yourself, and end with what you would like to hear from others."),
    )
    space = forms.ModelChoiceField(label=_("Space"), queryset=Space.objects.none(), to_field_name="slug")
    field_order = ("title", "body", "space", "once", "anyway")

    def __init__(self, *args: Any, spaces: list[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["space"]
        field.queryset = Space.objects.filter(pk__in=[space.pk for space in spaces])
        field.empty_label = None if len(spaces) == 1 else _("Choose a space")

    def typed(self) -> dict[str, Any]:
        """What the action takes."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in FIELDS}
        return {**said, "poll": self.poll()}


class ReplyForm(TextForm):
    """A reply."""

    body = forms.CharField(label=_("Your reply"), widget=forms.Textarea, max_length=BODY_LONGEST)


class EditForm(forms.Form):
    """Another text in the place of the old one; `revision` is what its author saw."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LONGEST)
    body = forms.CharField(label=_("Your text"), widget=forms.Textarea, max_length=BODY_LONGEST)
    reason = forms.CharField(label=_("What you changed"), max_length=200, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, titled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not titled:
            del self.fields["title"]


class ReasonForm(forms.Form):
    """Why something is closed, moved or deleted."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who sees this can read it."),
    )  # fmt: skip
    space = forms.ModelChoiceField(label=_("Into which space"), queryset=Space.objects.none(), to_field_name="slug")

    def __init__(self, *args: Any, spaces: list[Space] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if spaces is None:
            del self.fields["space"]
        else:
            field: Any = self.fields["space"]
            field.queryset = Space.objects.filter(pk__in=[space.pk for space in spaces])


class SpaceForm(forms.Form):
    """A space: its names and purposes by language, and who begins things in it."""

    icon = forms.ChoiceField(
        label=_("Picture"),
        choices=[
            ("messages-square", _("Talk")),
            ("coffee", _("Cup")),
            ("lightbulb", _("Idea")),
            ("wrench", _("Tool")),
            ("plane", _("Travel")),
            ("newspaper", _("News")),
            ("lock", pgettext_lazy("picture", "Lock")),
        ],
    )
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=0)
    from_level = forms.TypedChoiceField(
        label=_("Who begins discussions"), coerce=int, choices=[*LEVELS, (TEAM_ONLY, _("The team only"))]
    )
    blog_from = forms.TypedChoiceField(
        label=_("Who writes blog posts"), coerce=int, choices=[*LEVELS, (TEAM_ONLY, _("The team only"))]
    )

    def __init__(self, *args: Any, space: Space | None = None, **kwargs: Any) -> None:
        known = {"icon": space.icon, "order": space.order} if space else {}
        levels = {"from_level": space.from_level, "blog_from": space.blog_from} if space else {}
        kwargs["initial"] = {**known, **levels}
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            given = (space.name.get(code, ""), space.about.get(code, "")) if space else ("", "")
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": language},
                max_length=NAME_LONGEST,
                required=False,
                initial=given[0],
            )
            self.fields[f"about_{code}"] = forms.CharField(
                label=_("What it is for (%(language)s)") % {"language": language},
                max_length=ABOUT_LONGEST,
                required=False,
                initial=given[1],
            )
        self.order_fields([f"{part}_{code}" for code, _name in settings.LANGUAGES for part in ("name", "about")])

    def said(self) -> SpaceText:
        typed = self.cleaned_data
        codes = [code for code, _name in settings.LANGUAGES]
        return SpaceText(
            name={code: typed[f"name_{code}"] for code in codes},
            about={code: typed[f"about_{code}"] for code in codes},
            **{key: typed[key] for key in ("icon", "order", "from_level", "blog_from")},
        )
