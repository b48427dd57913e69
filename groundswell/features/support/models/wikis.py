"""While which answers were wiki answers: what was given for them then counts for nobody."""

from datetime import datetime

from django.conf import settings
from django.db import models

from groundswell.features.support.models.answers import Answer
from groundswell.log import clock


class Wiki(models.Model):
    """From `at` to `ended_at` members from a level on could edit an answer; open while that is so."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="wikis")
    level = models.SmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "support_wiki"
        constraints = [models.UniqueConstraint(fields=["answer"], name="wiki_once", condition=models.Q(ended_at=None))]

    def __str__(self) -> str:
        return f"wiki {self.answer_id}"


def was_wiki(answer: Answer, when: datetime) -> bool:
    periods = Wiki.objects.filter(answer=answer, at__lte=when)
    return periods.filter(models.Q(ended_at=None) | models.Q(ended_at__gt=when)).exists()
