"""Answers and comments that became questions of their own, with the record that undoes it."""

from django.conf import settings
from django.db import models

from groundswell.features.support.models.answers import Answer, Comment
from groundswell.features.support.models.questions import Question
from groundswell.log import clock


class Split(models.Model):
    """One post that became `question`, out of the question it was at. The post's own row stays, out of sight.

    `answers` are the ids of answers that moved along; `returned` those that went back when it was undone. A split that was
    undone stays as a record, and its question's address leads to `out_of`.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="splits")
    out_of = models.ForeignKey(Question, models.CASCADE, related_name="split_off")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="splits")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="splits")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answers = models.JSONField(default=list)
    returned = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "support_split"
        constraints = [
            models.UniqueConstraint(fields=["question"], name="split_once", condition=models.Q(undone_at=None))
        ]

    def __str__(self) -> str:
        return f"question {self.question_id} out of {self.out_of_id}"

    @property
    def post(self) -> Answer | Comment:
        """What became a question."""
        post = self.answer or self.comment
        assert post is not None
        return post
