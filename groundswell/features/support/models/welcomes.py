"""Newcomers who were welcomed."""

from django.conf import settings
from django.db import models

from groundswell.features.support.models.answers import Answer
from groundswell.features.support.models.questions import Question
from groundswell.log import clock


class Welcome(models.Model):
    """Somebody welcomed a newcomer at their first answer, or without `answer` at their first question. Once is enough."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "support_welcome"
        constraints = [
            models.UniqueConstraint(
                fields=["answer"], name="answer_welcomed_once", condition=models.Q(answer__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["question"], name="question_welcomed_once", condition=models.Q(answer=None)
            ),
        ]

    def __str__(self) -> str:
        return f"welcomed by {self.by_id}"
