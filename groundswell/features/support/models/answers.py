"""Answers and comments."""

import math

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from groundswell.features.support.models.questions import Question
from groundswell.log import clock
from groundswell.members.groups.audiences import shut_places
from groundswell.members.rules import Viewer, is_member
from groundswell.voice.models import Voice


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, viewer: Viewer) -> "AnswerQuerySet":
        if is_member(viewer) and viewer.moderates:
            return self
        there = models.Q(deleted_at=None) | models.Q(author=viewer) if is_member(viewer) else models.Q(deleted_at=None)
        return self.filter(there).exclude(question__topic__in=shut_places(viewer))


class Answer(models.Model):
    """An answer; `rank` orders answers and is set from the votes, among them those that an import brought (`…_before`).

    `marked_…` say that it is a solution beside the question's own, `official_…` that the company stands by it. Members from
    `wiki_level` on may edit it, while that is set. It is `the_answer` to the tags and topics named there: "tag:wifi".
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="answer")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="answers")
    posted_at = models.DateTimeField(default=clock.now)
    ups = models.IntegerField(default=0)
    downs = models.IntegerField(default=0)
    ups_before = models.IntegerField(default=0, db_default=0)
    downs_before = models.IntegerField(default=0, db_default=0)
    rank = models.FloatField(default=0)
    thanks = models.IntegerField(default=0)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    marked_as = models.CharField(max_length=10, blank=True, default="", db_default="")
    official_at = models.DateTimeField(null=True)
    official_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    wiki_level = models.SmallIntegerField(null=True)
    the_answer = ArrayField(models.CharField(max_length=70), default=list, db_default=[])
    deleted_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=40, blank=True)
    source_id = models.BigIntegerField(null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        db_table = "support_answer"
        indexes = [
            models.Index(fields=["question", "-rank", "id"], name="answer_order"),
            models.Index(fields=["author", "-posted_at"], name="answer_author"),
            GinIndex(fields=["the_answer"], name="answer_the_answer", condition=~models.Q(the_answer=[])),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], name="answer_source_once", condition=~models.Q(source="")
            )
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.question.get_absolute_url()}#answer-{self.pk}"

    @property
    def score(self) -> int:
        return self.ups - self.downs


class Comment(models.Model):
    """A remark on a question, or on one of its answers."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="comments")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="comments")
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="comment")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    posted_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=40, blank=True)
    source_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "support_comment"
        indexes = [
            models.Index(fields=["question", "id"], name="comment_question"),
            models.Index(fields=["author", "-posted_at"], name="comment_author"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], name="comment_source_once", condition=~models.Q(source="")
            )
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.question.get_absolute_url()}#comment-{self.pk}"


def answer_rank(ups: int, downs: int) -> float:
    """Lower end of the 95 % Wilson interval of the share of up-votes, and for no votes at all just above nothing.

    Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 1927. An answer
    nobody voted on stands above one that more people found useless than useful.
    """
    votes = ups + downs
    if votes == 0:
        return 0.05
    z, share = 1.96, ups / votes
    spread = z * math.sqrt((share * (1 - share) + z * z / (4 * votes)) / votes)
    return (share + z * z / (2 * votes) - spread) / (1 + z * z / votes)
