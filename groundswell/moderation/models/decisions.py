"""What was decided, about texts and about people, and what they said to that."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock
from groundswell.moderation.models.queue import Item, Reason
from groundswell.voice.models import Voice


class Deed(models.TextChoices):
    """What a decision did."""

    KEPT = "kept", _("Left as it is")
    HIDDEN = "hidden", _("Hidden")
    RESTORED = "restored", _("Brought back")
    REFUSED = "refused", _("Not published")
    WARNED = "warned", _("Warned")
    SILENCED = "silenced", _("May not write for a while")
    SUSPENDED = "suspended", _("Suspended")
    LIFTED = "lifted", _("Measure ended early")
    WITHHELD = "withheld", _("Points held")
    TAKEN = "taken", _("Points taken back")
    RELEASED = "released", _("Points released")


RESTRICTING = {
    Deed.HIDDEN,
    Deed.REFUSED,
    Deed.WARNED,
    Deed.SILENCED,
    Deed.SUSPENDED,
    Deed.WITHHELD,
    Deed.TAKEN,
}


class Decision(models.Model):
    """One decision with its statement of reasons, which whom it concerns can read and appeal against.

    `by` is nobody when no person decided (`automatic`); `detected` says how it came to light: flags, notice, rule, staff.
    A trigger refuses to change or delete a row, but for the words of people who are erased (`reason`, `excerpt`).
    """

    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="decisions")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decisions")
    kind = models.CharField(max_length=12, blank=True)
    subject = models.BigIntegerField(default=0)
    voice = models.ForeignKey(Voice, models.SET_NULL, null=True, related_name="+")
    ground = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    legal = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    excerpt = models.CharField(max_length=300, blank=True)
    detected = models.CharField(max_length=8, default="staff")
    automatic = models.BooleanField(default=False)
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "moderation_decision"
        indexes = [
            models.Index(fields=["person", "-id"], name="decision_person"),
            models.Index(fields=["kind", "subject", "-id"], name="decision_subject"),
            models.Index(fields=["at"], name="decision_at"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:decision", args=[self.pk])

    @property
    def restricts(self) -> bool:
        return self.deed in RESTRICTING


class Appeal(models.Model):
    """Whom a decision concerns asks that a person look at it again; at most once for a decision."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("The decision stands")
        REVERSED = "reversed", _("The decision was taken back")

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal")
    text = models.TextField(max_length=2_000)
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "moderation_appeal"
        indexes = [models.Index(fields=["at"], name="appeal_at")]

    def __str__(self) -> str:
        return f"appeal against {self.decision_id}"


class MemberNote(models.Model):
    """What those who moderate want to remember of somebody; seen by them alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_notes")
    text = models.CharField(max_length=1_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "moderation_note"
        indexes = [models.Index(fields=["person", "-id"], name="note_person")]

    def __str__(self) -> str:
        return self.text[:60]


def new_token() -> str:
    return secrets.token_urlsafe(18)


class Notice(models.Model):
    """Notice of content held to be illegal, by anybody (Regulation (EU) 2022/2065, article 16).

    `name` and `email` may be empty only where the law allows it. `token` is the address under which its giver sees what became of it.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="notices")
    url = models.CharField(max_length=400)
    law = models.CharField(max_length=200, blank=True)
    why = models.TextField(max_length=4_000)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, blank=True)
    answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "moderation_notice"
        indexes = [models.Index(fields=["at"], name="notice_at")]

    def __str__(self) -> str:
        return f"notice {self.pk}"
