"""What was decided about a question, and the links people share."""

import secrets

from django.conf import settings
from django.db import models

from groundswell.features.support.models.answers import Answer
from groundswell.features.support.models.questions import Question
from groundswell.log import clock


class Change(models.Model):
    """A decision about a question or answer, with its reason in words; the log has the fact, this has the words."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="changes")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="changes")
    what = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "support_change"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.what} question {self.question_id}"


def new_code() -> str:
    return secrets.token_urlsafe(6)


class ShareLink(models.Model):
    """A member's own link to a question; its code says later who brought whom."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="share_links")
    question = models.ForeignKey(Question, models.CASCADE, related_name="share_links")
    code = models.CharField(max_length=16, unique=True, default=new_code)
    visits = models.IntegerField(default=0)
    made = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "support_share_link"
        constraints = [models.UniqueConstraint(fields=["member", "question"], name="share_link_once")]

    def __str__(self) -> str:
        return self.code


class Link(models.Model):
    """Two questions that belong together: `other` is related to `question`, or `question` repeats it.

    Who followed one that repeats another follows that one too; `follows` are the rows that this made.
    """

    class Kind(models.TextChoices):
        RELATED = "related"
        DUPLICATE = "duplicate"

    question = models.ForeignKey(Question, models.CASCADE, related_name="links")
    other = models.ForeignKey(Question, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.RELATED)
    follows = models.JSONField(default=list, db_default=[])
    at = models.DateTimeField(default=clock.now)
    source = models.CharField(max_length=40, blank=True)
    source_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "support_link"
        constraints = [
            models.UniqueConstraint(fields=["question", "other", "kind"], name="link_once"),
            models.UniqueConstraint(
                fields=["source", "source_id"], name="link_source_once", condition=~models.Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.kind} {self.other_id}"
