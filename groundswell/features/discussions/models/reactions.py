"""What people do with discussions short of writing, and what was decided about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundswell.features.discussions.models.discussions import Discussion, Reply
from groundswell.log import clock


class Thanks(models.Model):
    """A member thanked for a discussion, or for one of its replies."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="thanked_by")
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, related_name="thanked_by")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "discussion_thanks"
        constraints = [
            models.UniqueConstraint(
                fields=["member", "reply"], name="reply_thanks_once", condition=Q(reply__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["member", "discussion"], name="discussion_thanks_once", condition=Q(reply=None)
            ),
        ]

    def __str__(self) -> str:
        return f"thanks by {self.member_id}"


class Hearing(models.Model):
    """A member follows a discussion or a space, or wants to hear nothing of it."""

    class How(models.TextChoices):
        FOLLOWED = "followed"
        MUTED = "muted"

    class Kind(models.TextChoices):
        DISCUSSION = "discussion"
        SPACE = "space"

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.BigIntegerField()
    how = models.CharField(max_length=8, choices=How.choices)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "discussion_hearing"
        constraints = [models.UniqueConstraint(fields=["member", "kind", "subject", "how"], name="hearing_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.how} by {self.member_id}"


class Change(models.Model):
    """A decision about a discussion or a reply, with its reason in words; the log has the fact."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="changes")
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, related_name="changes")
    what = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "discussion_change"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.what} discussion {self.discussion_id}"
