"""Blog posts before they are there: drafts, what waits for the team, and changes to published ones."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.features.discussions.models.discussions import Discussion
from groundswell.features.discussions.models.spaces import Space
from groundswell.log import clock
from groundswell.voice.models import Picture


class BlogDraft(models.Model):
    """What its author is writing: a new blog post, or a change `of` a published one, which readers see as it is meanwhile.

    `revision` counts the times that it was saved, so that the team lets appear what it has read. `note` is why the team
    returned it. `poll` is the poll that comes with a new post, as its form gives it.
    """

    class State(models.TextChoices):
        WRITING = "writing", _("Draft")
        WAITING = "waiting", _("Waits for the team")
        RETURNED = "returned", _("Returned with a note")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blog_drafts")
    space = models.ForeignKey(Space, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    body = models.TextField()
    cover = models.ForeignKey(Picture, models.SET_NULL, null=True, related_name="+")
    cover_alt = models.CharField(max_length=200, blank=True)
    poll = models.JSONField(null=True)
    of = models.OneToOneField(Discussion, models.CASCADE, null=True, related_name="draft")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WRITING)
    revision = models.IntegerField(default=1)
    note = models.CharField(max_length=1_000, blank=True)
    once = models.UUIDField(null=True)
    begun_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "discussion_blog_draft"
        indexes = [
            models.Index(fields=["author", "-saved_at"], name="blog_draft_author"),
            models.Index(fields=["submitted_at"], name="blog_draft_waiting", condition=models.Q(state="waiting")),
        ]
        constraints = [models.UniqueConstraint(fields=["author", "once"], name="blog_draft_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("discussions:blog_draft", args=[self.pk])

    @property
    def waits(self) -> bool:
        return self.state == self.State.WAITING


def cover_values(post: "Discussion | BlogDraft") -> dict[str, Any]:
    """The cover of the one, for the other."""
    return {"cover": post.cover, "cover_alt": post.cover_alt}
