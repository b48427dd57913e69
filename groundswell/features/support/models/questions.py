"""Questions and the ways to list them."""

import math
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from groundswell.features.support.models.places import Topic
from groundswell.log import clock
from groundswell.members.groups.audiences import shut_places
from groundswell.members.rules import Viewer, is_member
from groundswell.voice.models import Voice

if TYPE_CHECKING:
    from groundswell.features.support.models.answers import Answer


class CloseReason(models.TextChoices):
    DUPLICATE = "duplicate", _("Asked before")
    OFF_TOPIC = "off_topic", _("Does not belong here")
    UNCLEAR = "unclear", _("Cannot be answered as it stands")
    OUTDATED = "outdated", _("No longer true")
    PRIVATE = "private", _("Needs a look into an account, which only staff may take")
    OTHER = "other", _("Another reason")


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, viewer: Viewer) -> "QuestionQuerySet":
        """Deleted questions are seen by those who moderate, and by who asked them; those in a private topic by its audience."""
        if is_member(viewer) and viewer.moderates:
            return self
        there = models.Q(deleted_at=None) | models.Q(asker=viewer) if is_member(viewer) else models.Q(deleted_at=None)
        return self.filter(there).exclude(topic__in=shut_places(viewer))

    def open(self) -> "QuestionQuerySet":
        return self.filter(closed_at=None, deleted_at=None)

    def unanswered(self) -> "QuestionQuerySet":
        return self.open().filter(answer_count=0)

    def unsolved(self) -> "QuestionQuerySet":
        return self.open().filter(solution=None)

    def within(self, topic: Topic) -> "QuestionQuerySet":
        """In a topic or in one of those under it."""
        return self.filter(models.Q(topic=topic) | models.Q(topic__parent=topic))

    def tagged(self, *tags: str) -> "QuestionQuerySet":
        return self.filter(tags__contains=list(tags))


class Question(models.Model):
    """A question. Its text is its voice's; counts and scores here are set from the rows that they count.

    `ups_before` and `downs_before` are the votes that an import brought along, `ups_merged` and `downs_merged` those of
    the `merged` questions that went into this one; `ups` and `downs` contain them all. A question that was merged into
    another is out of sight (`deleted_at`), and its address leads there. `parts` counts the posts that became questions of their
    own out of this one, and is 1 for such a question.
    `archived_at` is when nothing had happened for long: no votes and comments since.
    """

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="question")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="questions")
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    language = models.CharField(max_length=8, default="en")
    asked_at = models.DateTimeField(default=clock.now)
    active_at = models.DateTimeField(default=clock.now)
    active_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    solution: models.OneToOneField["Answer | None", "Answer | None"] = models.OneToOneField(
        "Answer", models.SET_NULL, null=True, blank=True, related_name="solves"
    )
    solved_at = models.DateTimeField(null=True)
    solved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    solved_as = models.CharField(max_length=10, blank=True)
    answer_count = models.IntegerField(default=0)
    ups = models.IntegerField(default=0)
    downs = models.IntegerField(default=0)
    ups_before = models.IntegerField(default=0, db_default=0)
    downs_before = models.IntegerField(default=0, db_default=0)
    views = models.IntegerField(default=0)
    hot = models.FloatField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_as = models.CharField(max_length=10, choices=CloseReason.choices, blank=True)
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="duplicates")
    archived_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    merged = models.IntegerField(default=0, db_default=0)
    ups_merged = models.IntegerField(default=0, db_default=0)
    downs_merged = models.IntegerField(default=0, db_default=0)
    parts = models.IntegerField(default=0, db_default=0)
    source = models.CharField(max_length=40, blank=True)
    source_id = models.BigIntegerField(null=True)

    # Whose statement read it, and whether its topic is shut to them; so that rules need not ask again.
    read_by: tuple[int, bool] | None = None

    objects = QuestionQuerySet.as_manager()

    class Meta:
        db_table = "support_question"
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="question_newest", condition=models.Q(deleted_at=None)),
            models.Index(fields=["-active_at", "-id"], name="question_active", condition=models.Q(deleted_at=None)),
            models.Index(fields=["-hot", "-id"], name="question_hot", condition=models.Q(deleted_at=None)),
            models.Index(
                fields=["-asked_at", "-id"],
                name="question_unanswered",
                condition=models.Q(deleted_at=None, closed_at=None, answer_count=0),
            ),
            models.Index(fields=["topic", "-active_at"], name="question_topic"),
            models.Index(fields=["asker", "-asked_at"], name="question_asker"),
            GinIndex(fields=["tags"], name="question_tags"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], name="question_source_once", condition=~models.Q(source="")
            )
        ]

    def __str__(self) -> str:
        return self.voice.title

    def get_absolute_url(self) -> str:
        return question_url(self.pk, self.voice.title)

    @property
    def score(self) -> int:
        return self.ups - self.downs


@lru_cache(maxsize=10_000)
def question_url(pk: int, title: str) -> str:
    """The address of a question; the words after the number are for people and may change."""
    return reverse("support:question", args=[pk, slugify(title)[:60].strip("-") or "-"])


def hotness(*, ups: int, downs: int, answers: int, asked_at: datetime) -> float:
    """How hot a question is: log2(1 + votes + answers) plus its age in days, so that one doubling outweighs one day.

    The published formula of the list "hot" (docs/guide/support.md). Only differences between questions mean something.
    """
    worth = 1 + max(0, ups - downs) + answers
    return math.log2(worth) + asked_at.timestamp() / 86_400
