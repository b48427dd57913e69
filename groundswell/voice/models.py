"""One row for each text that a customer gives us."""

import uuid

from django.conf import settings
from django.db import models

from groundswell.log import clock


class Voice(models.Model):
    """A text: title, source, rendered HTML, language, where and when it came from. The feature's row points at it.

    `at` is when it was said, `arrived` when we got it; they differ for imports. `once` makes writing it again harmless.
    """

    kind = models.CharField(max_length=12)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="voices")
    title = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True)
    html = models.TextField(blank=True)
    excerpt = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8, default="en")
    markup = models.CharField(max_length=8, default="markdown")
    origin = models.CharField(max_length=40, default="here")
    at = models.DateTimeField(default=clock.now)
    arrived = models.DateTimeField(default=clock.now)
    revision = models.IntegerField(default=1)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    edit_reason = models.CharField(max_length=200, blank=True)
    hidden = models.BooleanField(default=False)
    once = models.UUIDField(null=True)

    class Meta:
        db_table = "voice"
        indexes = [models.Index(fields=["author", "at"], name="voice_author")]
        constraints = [models.UniqueConstraint(fields=["author", "once"], name="voice_once")]

    def __str__(self) -> str:
        return self.title or self.excerpt[:60]


class Revision(models.Model):
    """What a text said before it was edited."""

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="revisions")
    number = models.IntegerField()
    title = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "voice_revision"
        constraints = [models.UniqueConstraint(fields=["voice", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.voice_id}"


class Draft(models.Model):
    """What somebody is writing and has not posted; `place` names the form, such as "answer:12", `page` where it is."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=60)
    text = models.JSONField(default=dict)
    page = models.CharField(max_length=200, blank=True)
    saved = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "voice_draft"
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.place} by {self.member_id}"


class Picture(models.Model):
    """An uploaded picture, re-encoded by us; its file is named by its key."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="pictures")
    width = models.IntegerField()
    height = models.IntegerField()
    size = models.IntegerField()
    kind = models.CharField(max_length=8)
    uploaded = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "voice_picture"

    def __str__(self) -> str:
        return f"{self.key}.{self.kind}"

    @property
    def path(self) -> str:
        """Where its file is in the storage."""
        return f"pictures/{str(self.key)[:2]}/{self.key}.{self.kind}"

    @property
    def url(self) -> str:
        return f"/media/{self.path}"


class Preview(models.Model):
    """What a linked page says of itself, fetched once by the server so that readers' browsers ask nobody."""

    url = models.CharField(max_length=500, unique=True)
    title = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300, blank=True)
    site = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=8, default="wanted")
    tries = models.SmallIntegerField(default=0)
    fetched = models.DateTimeField(null=True)

    class Meta:
        db_table = "voice_preview"

    def __str__(self) -> str:
        return self.url


class Translation(models.Model):
    """A text as a machine put it into another language, kept so that it is asked once; `language` is the one it is in now.

    `said` is the digest of what was translated: one of anything else is of no use any more, whatever changed it. `away`
    says of a failed one that the translator did not answer at all.
    """

    class State(models.TextChoices):
        WANTED = "wanted"
        READY = "ready"
        FAILED = "failed"

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=8)
    revision = models.IntegerField()
    said = models.CharField(max_length=64)
    title = models.CharField(max_length=300, blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WANTED)
    away = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "voice_translation"
        constraints = [models.UniqueConstraint(fields=["voice", "language"], name="translation_once")]
        indexes = [models.Index(fields=["at"], name="translation_failed", condition=models.Q(state="failed"))]

    def __str__(self) -> str:
        return f"{self.voice_id} in {self.language}"
