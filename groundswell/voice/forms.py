"""Where a text is typed: sent once however often it is sent, and with a warning before personal data is posted."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.voice.typed import BODY_LONGEST
from groundswell.voice.warnings import warnings_of


class TextForm(forms.Form):
    """A text with a token that makes sending it twice harmless.

    What looks like personal data is said before it is posted; `anyway` is the sign that exactly this was said already.
    """

    body = forms.CharField(label=_("Your text"), widget=forms.Textarea, max_length=BODY_LONGEST)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    anyway = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    warns = True
    warned = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        given = typed.pop("anyway", "")
        found = warnings_of(*self.public(typed)) if self.warns else []
        sign = sha256("\n".join(found).encode()).hexdigest()[:16]
        if found and given != sign:
            again: Any = self.data
            self.data = again = again.copy()  # {**data} would make lists of what was typed
            again[self.add_prefix("anyway")] = sign
            self.warned = True
            said = gettext(
                "This looks like %(what)s, and everybody can read it. Take it out, or send it once more to post it anyway."
            )
            self.add_error(None, said % {"what": gettext(" and ").join(found)})
        return typed

    def public(self, typed: dict[str, Any]) -> list[str]:
        """What everybody will be able to read of it."""
        return [str(typed.get(name) or "") for name in ("title", "body")]
