"""What a member types for the blog, and what the team says of it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.features.discussions.actions import BlogText
from groundswell.features.discussions.actions.blogging import ALT_LONGEST, NOTE_LONGEST
from groundswell.features.discussions.models import BlogDraft, Space
from groundswell.features.discussions.poll_forms import FIELDS, PollForm
from groundswell.members.models import Member
from groundswell.voice import pictures
from groundswell.voice.typed import BODY_LONGEST, TITLE_LONGEST


class BlogForm(PollForm):
    """A blog post. `spaces` are those for which this member writes."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LONGEST)
    body = forms.CharField(
        label=_("Your text"),
        widget=forms.Textarea,
        max_length=BODY_LONGEST,
        help_text=_("Begin with what the reader gets. Headings help from about four paragraphs on."),
    )
    space = forms.ModelChoiceField(label=_("Space"), queryset=Space.objects.none(), to_field_name="slug")
    cover = forms.FileField(
        label=_("Cover picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Shown large above the text, and in lists. Twice as wide as high looks best."),
    )
    alt = forms.CharField(
        label=_("What is in the picture"),
        max_length=ALT_LONGEST,
        required=False,
        help_text=_("One sentence for those who cannot see it."),
    )
    no_cover = forms.BooleanField(label=_("Take the cover picture away"), required=False)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, spaces: list[Space], draft: BlogDraft | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.draft = draft
        field: Any = self.fields["space"]
        field.queryset = Space.objects.filter(pk__in=[space.pk for space in spaces])
        field.empty_label = None if len(spaces) == 1 else _("Choose a space")
        if draft is not None and draft.of_id is not None:  # its poll is there already
            for name in FIELDS:
                del self.fields[name]
        if draft is None or draft.cover_id is None:
            del self.fields["no_cover"]

    def said(self, by: Member) -> BlogText:
        """What was typed; a new picture is kept. Raises Invalid for one that cannot be used."""
        typed = self.cleaned_data
        cover = self.draft.cover if self.draft and not typed.get("no_cover") else None
        if upload := typed.get("cover"):
            cover = pictures.keep(upload, by=by)
        texts = {name: typed[name] for name in ("title", "body", "space", "alt")}
        return BlogText(**texts, cover=cover, poll=self.poll())


class ReviewForm(forms.Form):
    """What the team says to the author; `seen` is the revision that was read."""

    note = forms.CharField(
        label=_("Note to its author"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=NOTE_LONGEST,
        required=False,
        help_text=_("What would have to change. Nobody else reads it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
