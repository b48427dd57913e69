"""What belongs to a question beside its text: details of its topic's form, who has the same trouble, who is on it."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from groundswell.features.support.models.places import Topic
from groundswell.features.support.models.questions import Question
from groundswell.log import clock


class TopicForm(models.Model):
    """What questions in a topic are asked for: `fields` is a list of what features/support/fields.py calls an AskField."""

    topic = models.OneToOneField(Topic, models.CASCADE, primary_key=True, related_name="form")
    fields = models.JSONField(default=list)

    class Meta:
        db_table = "support_topic_form"

    def __str__(self) -> str:
        return f"form of {self.topic_id}"


class Asking(models.Model):
    """One row for a question that has any of it. `details` keeps each answer with its label and whether it is private.

    `wanted_at` is when the asker said that the answers so far did not solve it; a later answer ends that by itself.
    Who claimed it has answered since, or let the time pass: then nobody is on it (queries/asking.py decides).
    """

    question = models.OneToOneField(Question, models.CASCADE, primary_key=True, related_name="asking")
    details = models.JSONField(default=list)
    me_too = models.IntegerField(default=0, db_default=0)
    needs_at = models.DateTimeField(null=True)
    needs_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    wanted_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "support_asking"
        indexes = [
            models.Index(fields=["question"], name="asking_needs_details", condition=models.Q(needs_at__isnull=False)),
            models.Index(fields=["question"], name="asking_wanted", condition=models.Q(wanted_at__isnull=False)),
        ]
        constraints = [models.UniqueConstraint(fields=["claimed_by"], name="claim_once")]

    def __str__(self) -> str:
        return f"asking {self.question_id}"


class MeToo(models.Model):
    """A member has the same trouble; with what, if they said so."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="me_toos")
    question = models.ForeignKey(Question, models.CASCADE, related_name="me_toos")
    device = models.CharField(max_length=80, blank=True)
    version = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "support_me_too"
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="me_too_once")]

    def __str__(self) -> str:
        return f"{self.member_id} too: {self.question_id}"


class Attempt(models.Model):
    """One writing of a question, known by the token of its form; what was shown for it and what came of it.

    A member's own while it runs; nobody reads who it was, only how often similar questions spared one.
    """

    once = models.UUIDField(unique=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    shown = ArrayField(models.BigIntegerField(), default=list)
    opened = ArrayField(models.BigIntegerField(), default=list)
    solved_by = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    asked = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "support_attempt"
        indexes = [models.Index(fields=["at"], name="attempt_at")]

    def __str__(self) -> str:
        return f"attempt {self.pk}"

    def outcome(self, now: datetime) -> str:
        """confirmed: they said it was solved; potential: they opened one and did not ask within a day; none; open."""
        if self.solved_by_id:
            return "confirmed"
        if self.asked_id or not self.opened:
            return "none"
        return "potential" if (now - self.at).days >= 1 else "open"
