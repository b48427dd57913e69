"""What people do with questions and answers short of writing."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundswell.features.support.models.answers import Answer
from groundswell.features.support.models.questions import Question
from groundswell.log import clock


class Vote(models.Model):
    """Useful (+1) or not (-1): a member's vote on one question or one answer; `author` wrote what is voted on.

    It orders answers, and `counts` for the author's reputation unless it was a wiki answer then.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
    question = models.ForeignKey(Question, models.PROTECT, related_name="votes")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="votes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    value = models.SmallIntegerField()
    counts = models.BooleanField(default=True, db_default=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "support_vote"
        indexes = [models.Index(fields=["member", "at"], name="vote_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "answer"], name="answer_vote_once", condition=Q(answer__isnull=False)
            ),
            models.UniqueConstraint(fields=["member", "question"], name="question_vote_once", condition=Q(answer=None)),
            models.CheckConstraint(condition=Q(value__in=[-1, 1]), name="vote_value"),
        ]

    def __str__(self) -> str:
        return f"{self.value:+} by {self.member_id}"


class FormerVote(models.Model):
    """A vote from the site that a question was imported from. Nobody knows who cast it, so nobody can take it back."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False)
    value = models.SmallIntegerField()
    at = models.DateTimeField()
    source = models.CharField(max_length=40)
    source_id = models.BigIntegerField()

    class Meta:
        db_table = "support_former_vote"
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="former_vote_once")]

    def __str__(self) -> str:
        return f"{self.value:+} from {self.source}"


class Thanks(models.Model):
    """A member thanked the author of an answer."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="thanked_by")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "support_thanks"
        constraints = [models.UniqueConstraint(fields=["member", "answer"], name="thanks_once")]

    def __str__(self) -> str:
        return f"thanks for {self.answer_id}"


class Kind(models.TextChoices):
    QUESTION = "question"
    TOPIC = "topic"
    TAG = "tag"
    MEMBER = "member"


class Follow(models.Model):
    """A member wants to hear of a question, topic, tag or other member."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "support_follow"
        indexes = [models.Index(fields=["kind", "subject"], name="follow_subject")]
        constraints = [models.UniqueConstraint(fields=["member", "kind", "subject"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.member_id} follows {self.kind} {self.subject}"


class Mute(models.Model):
    """A member wants to hear no more of a question, of a topic, or of what another member does."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mutes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "support_mute"
        constraints = [models.UniqueConstraint(fields=["member", "kind", "subject"], name="mute_once")]

    def __str__(self) -> str:
        return f"{self.member_id} is spared {self.kind} {self.subject}"


class Reading(models.Model):
    """When a member last read a question; no event, because reading is private."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, models.CASCADE, related_name="readings")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "support_reading"
        constraints = [models.UniqueConstraint(fields=["member", "question"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.member_id} read {self.question_id}"


class Dismissal(models.Model):
    """A member said that a question is not for them. No event, as for reading: it concerns their own list only."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "support_dismissal"
        indexes = [models.Index(fields=["member", "-at"], name="dismissal_latest")]
        constraints = [models.UniqueConstraint(fields=["member", "question"], name="dismissal_once")]

    def __str__(self) -> str:
        return f"{self.question_id} is not for {self.member_id}"
