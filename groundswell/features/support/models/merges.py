"""Questions that were merged into others, with the record that undoes it."""

from django.conf import settings
from django.db import models

from groundswell.features.support.models.questions import Question
from groundswell.log import clock


class Merge(models.Model):
    """One question that was merged into another, and what came along: `answers`, `comments` and `follows` are the ids of
    rows that moved or were added, `views` is what the count was raised by. A merge that was undone stays as a record."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Question, models.CASCADE, related_name="took_in")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answers = models.JSONField(default=list)
    comments = models.JSONField(default=list)
    follows = models.JSONField(default=list)
    views = models.IntegerField(default=0)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "support_merge"
        constraints = [
            models.UniqueConstraint(fields=["question"], name="merge_once", condition=models.Q(undone_at=None))
        ]

    def __str__(self) -> str:
        return f"question {self.question_id} into {self.into_id}"
