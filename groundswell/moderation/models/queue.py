"""The one queue of what people have to look at, and the flags that bring texts into it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock
from groundswell.voice.models import Voice


class Reason(models.TextChoices):
    """Why a text is reported, and on what ground it is decided."""

    SPAM = "spam", _("Spam or advertising")
    RUDE = "rude", _("Rude or hurtful")
    PERSONAL = "personal", _("Shows somebody's personal data")
    ILLEGAL = "illegal", _("Against the law")
    MISPLACED = "misplaced", _("In the wrong place")
    OTHER = "other", _("Something else")


class What(models.TextChoices):
    """Why something is in the queue."""

    FLAGS = "flags", _("Flags")
    HELD = "held", _("Waiting to appear")
    NOTICE = "notice", _("Legal notices")
    APPEAL = "appeal", _("Appeals")
    PEOPLE = "people", _("Accounts")


FIRST, SOON, LATER = 0, 1, 2  # how an item ranks; within a rank the oldest stands first


class Item(models.Model):
    """Something for people to look at: one open row for one thing, however many flags it has.

    `because` is the evidence: a list of {"rule", …plain values}, shown in words by `saying.py`. `rank` orders the queue.
    """

    what = models.CharField(max_length=8, choices=What.choices)
    kind = models.CharField(max_length=12, blank=True)
    subject = models.BigIntegerField(default=0)
    voice = models.ForeignKey(Voice, models.SET_NULL, null=True, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    rank = models.SmallIntegerField(default=LATER)
    flags = models.IntegerField(default=0)
    weight = models.FloatField(default=0)
    hidden = models.BooleanField(default=False)
    because = models.JSONField(default=list)
    opened_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        db_table = "moderation_item"
        indexes = [
            models.Index(fields=["rank", "id"], name="item_queue", condition=models.Q(done_at=None)),
            models.Index(fields=["what", "rank", "id"], name="item_queue_of", condition=models.Q(done_at=None)),
            models.Index(fields=["about", "-id"], name="item_about"),
            models.Index(fields=["-done_at"], name="item_done", condition=~models.Q(done_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["what", "kind", "subject"], name="item_open_once", condition=models.Q(done_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} about {self.kind} {self.subject}"


class Flag(models.Model):
    """A member says that something is wrong with a text. `weight` is what their word counted when they said it."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("You were right")
        DISAGREED = "disagreed", _("It stays as it is")

    item = models.ForeignKey(Item, models.CASCADE, related_name="flags_on")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    note = models.CharField(max_length=500, blank=True)
    weight = models.FloatField()
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        db_table = "moderation_flag"
        indexes = [models.Index(fields=["by", "-id"], name="flag_by")]
        constraints = [models.UniqueConstraint(fields=["item", "by"], name="flag_once")]

    def __str__(self) -> str:
        return f"{self.reason} by {self.by_id}"
