"""Polls in discussions and blog posts, and how members voted."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.features.discussions.models.discussions import Discussion
from groundswell.log import clock


class Poll(models.Model):
    """A question with options, below the text of a discussion. `named`: everybody sees who chose what, and is told so before.

    `voters` is set from the ballots. `ends_at` is when nobody votes any more; without it, when the discussion is closed.
    `told_at` is when its end was told.
    """

    class Results(models.TextChoices):
        VOTED = "voted", _("Whoever has voted sees the result")
        END = "end", _("The result is seen at the end")

    discussion = models.OneToOneField(Discussion, models.CASCADE, related_name="poll")
    question = models.CharField(max_length=200)
    several = models.BooleanField(default=False)
    named = models.BooleanField(default=False)
    results = models.CharField(max_length=5, choices=Results.choices, default=Results.VOTED)
    ends_at = models.DateTimeField(null=True)
    voters = models.IntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "discussion_poll"
        indexes = [models.Index(fields=["ends_at"], name="poll_untold", condition=models.Q(told_at=None))]

    def __str__(self) -> str:
        return self.question

    @property
    def is_over(self) -> bool:
        ended = self.ends_at is not None and self.ends_at <= clock.now()
        return ended or self.discussion.closed_at is not None or self.discussion.deleted_at is not None


class PollOption(models.Model):
    """What can be chosen; `votes` is set from the ballots."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    order = models.SmallIntegerField()
    text = models.CharField(max_length=120)
    votes = models.IntegerField(default=0)

    class Meta:
        db_table = "discussion_poll_option"
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["poll", "order"], name="poll_option_order")]

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """What a member chose; one row for each, however many options."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    options = ArrayField(models.BigIntegerField())
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "discussion_ballot"
        constraints = [
            models.UniqueConstraint(fields=["poll", "member"], name="ballot_once"),
            models.CheckConstraint(condition=~models.Q(options=[]), name="ballot_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in poll {self.poll_id}"
