"""What people type about themselves and into the doors of their account."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock
from groundswell.members.actions import LONGEST_ABOUT, MOST_EXPERTISE
from groundswell.members.models import Member, Role
from groundswell.members.names import LONGEST, LONGEST_NAME, BadName, clean_name

SPOKEN = [
    "ar",
    "bg",
    "bn",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "lt",
    "lv",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sr",
    "sv",
    "th",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh-hans",
]


def languages() -> list[tuple[str, str]]:
    """Languages by the names that their speakers give them."""
    return [(code, LANG_INFO[code]["name_local"]) for code in SPOKEN]


def time_zones() -> list[tuple[str, Any]]:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return [("", _("As this site")), *((zone, zone.replace("_", " ")) for zone in zones)]


class JoinForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """Handle, address, password."""

    field_order = ("email", "username", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("Only for you to sign in and to hear from us. Nobody else sees it.")
        self.fields["username"].label = _("Handle")
        self.fields["username"].help_text = _("How others call you here, such as @anna. You can add your name later.")
        self.fields["username"].widget.attrs |= {"maxlength": LONGEST, "autocapitalize": "none", "spellcheck": "false"}
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _("At least 10 characters. A few words are better than one with signs.")

    def try_save(self, request: HttpRequest) -> tuple[Member | None, HttpResponse | None]:
        """Takes as long for an address that is known as for a new one, whose password is hashed."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        saved: tuple[Member | None, HttpResponse | None] = super().try_save(request)
        return saved


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["login"].label = _("E-mail or handle")
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""


class ProfileForm(forms.Form):
    """What others see of a member."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, help_text=_("As others see it. Your handle stays as it is.")
    )
    about = forms.CharField(
        label=_("About you"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two on your profile: what you do, what you know."),
    )
    expertise = forms.CharField(
        label=_("What you know well"),
        max_length=600,
        required=False,
        help_text=_("Words with commas between them: eSIM, roaming, routers"),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you help in"), choices=languages, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_name(self) -> str:
        try:
            return clean_name(self.cleaned_data["name"])
        except BadName as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean_expertise(self) -> list[str]:
        words = dict.fromkeys(" ".join(word.split())[:40] for word in self.cleaned_data["expertise"].split(","))
        found = [word for word in words if word]
        if len(found) > MOST_EXPERTISE:
            raise forms.ValidationError(_("At most %(most)s words.") % {"most": MOST_EXPERTISE})
        return found

    @classmethod
    def of(cls, member: Member) -> "ProfileForm":
        return cls(
            initial={
                "name": member.name,
                "about": member.about,
                "expertise": ", ".join(member.expertise),
                "languages": member.languages,
            }
        )


class ReadingForm(forms.Form):
    """In which language and at what time somebody reads."""

    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, required=False)


class LeaveForm(forms.Form):
    """Deleting an account."""

    texts = forms.ChoiceField(
        label=_("What you wrote"),
        choices=[
            ("keep", _("Keep my questions and answers, under “former member”")),
            ("empty", _("Empty my questions and answers too")),
        ],
        widget=forms.RadioSelect,
        initial="keep",
    )
    code = forms.CharField(label=_("Code from the mail"), required=False, max_length=12)


class KeyForm(forms.Form):
    """What a program may do with a new key, and for how long."""

    SCOPES = [
        ("read", _("Read what you can read")),
        ("write", _("Write in your name: ask, answer, vote, edit your texts and your profile")),
        ("moderate", _("Moderate, as far as you may")),
    ]
    DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("a year")), ("", _("until you revoke it"))]

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=60,
        help_text=_("So that you know it again: “Backup script”, “Till in Kiel”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=SCOPES, widget=forms.CheckboxSelectMultiple, initial=["read"]
    )
    days = forms.ChoiceField(label=_("How long does it work?"), choices=DAYS, required=False, initial="365")

    def clean_days(self) -> datetime | None:
        """The moment at which the key ends."""
        days = self.cleaned_data["days"]
        return clock.now() + timedelta(days=int(days)) if days else None


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)


class ClaimForm(forms.Form):
    """The password of somebody who takes an imported account over."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A few words are better than one with signs."),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


def _without_placeholders(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
