"""What the team tells everybody, or some: from when until when, and how it is shown. Its texts are voices."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock
from groundswell.members.groups.aims import Aimed, aimed_at
from groundswell.members.rules import Viewer, is_member
from groundswell.voice.models import Voice

Text = TypeVar("Text")


class How(models.TextChoices):
    BAR = "bar", _("As a bar above the list")
    LIST = "list", _("As the first row of the list")


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def visible_to(self, viewer: Viewer) -> "AnnouncementQuerySet":
        """Those that are for this reader and have begun; those who moderate see all."""
        if is_member(viewer) and viewer.moderates:
            return self
        return self.filter(aimed_at(viewer), begun_at__isnull=False)

    def to_come(self, at: datetime) -> "AnnouncementQuerySet":
        """Neither over nor taken down, whether they have begun or not; the latest first."""
        return self.filter(Q(until=None) | Q(until__gt=at), ended_at=None).order_by("-since", "-pk")


class Announcement(Aimed):
    """Shown from `since` to `until`, or until somebody takes it down; `begun_at` and `ended_at` are when that happened.

    `place` shows it in that topic and those under it only. `told`: whom it is for hears of it when it begins; `entry` is the
    log position that says so.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    entry = models.BigIntegerField(default=0)
    how = models.CharField(max_length=4, choices=How.choices, default=How.BAR)
    dismissible = models.BooleanField(default=True)
    told = models.BooleanField(default=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        db_table = "announcement"
        indexes = [
            models.Index(fields=["-since", "-id"], name="announcement_latest"),
            models.Index(fields=["since"], condition=Q(begun_at=None, ended_at=None), name="announcement_due"),
        ]

    def __str__(self) -> str:
        return f"announcement {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("announcements:announcement", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or (self.until is not None and self.until <= clock.now())

    @property
    def text(self) -> Voice:
        """In the reader's language, else in the first."""
        return text_for({one.language: one.voice for one in self.texts.all()})


class AnnouncementText(models.Model):
    """What an announcement says in one language."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="announced")

    class Meta:
        db_table = "announcement_text"
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["announcement", "language"], name="announcement_text_once")]

    def __str__(self) -> str:
        return f"{self.announcement_id} in {self.language}"


def text_for(texts: Mapping[str, Text]) -> Text:
    """The one in the reader's language, else the site's, else any."""
    spoken = (get_language() or "en").split("-")[0]
    for language in (spoken, settings.LANGUAGE_CODE.split("-")[0]):
        if language in texts:
            return texts[language]
    return next(iter(texts.values()))
