"""Standing: what a member is known for. Every row here follows from the log; none of it is money."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from groundswell.derived.standing.catalogue import COUNTED, MERITS


class Gain(models.Model):
    """Reputation gained, or taken back, because of one log entry. Never edited: what is undone gets its own, opposite row.

    `day` is the day it counts for: the opposite of a gain counts for the day of the gain, so the daily cap stays right.
    `votes` is how many votes the post is up by it: +1, -1, or the opposite of what is undone.
    """

    entry = models.BigIntegerField()
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="gains", db_constraint=False, db_index=False
    )
    reason = models.CharField(max_length=24)
    question = models.BigIntegerField()
    subject = models.CharField(max_length=30)
    points = models.IntegerField()
    votes = models.IntegerField(default=0)
    capped = models.BooleanField()
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "standing_gain"
        indexes = [
            models.Index(fields=["member", "day"], name="gain_day"),
            models.Index(fields=["question"], name="gain_question"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry", "member", "reason", "subject", "day", "capped"], name="gain_once")
        ]

    def __str__(self) -> str:
        return f"{self.points:+} {self.reason}"


class Deed(models.Model):
    """Something a member did that counts; `live` is false once it was undone or deleted."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="deeds", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=30)
    question = models.BigIntegerField()
    value = models.SmallIntegerField(default=1)
    day = models.DateField()
    live = models.BooleanField(default=True)
    hidden_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "standing_deed"
        indexes = [
            models.Index(fields=["member", "day"], name="deed_day"),
            models.Index(fields=["question"], name="deed_question"),
        ]
        constraints = [models.UniqueConstraint(fields=["kind", "member", "subject"], name="deed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Day(models.Model):
    """One member's day: reputation under and outside the daily cap, and what they did."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    day = models.DateField()
    capped = models.IntegerField(default=0)
    free = models.IntegerField(default=0)
    asked = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    commented = models.IntegerField(default=0)
    voted = models.IntegerField(default=0)
    solved = models.IntegerField(default=0)
    thanked = models.IntegerField(default=0)

    class Meta:
        db_table = "standing_day"
        constraints = [models.UniqueConstraint(fields=["member", "day"], name="day_once")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.day}"


class Score(models.Model):
    """What the votes on an answer come to, and the days on which it first was good and great."""

    subject = models.CharField(max_length=30, primary_key=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    votes = models.IntegerField(default=0)
    good_on = models.DateField(null=True)
    great_on = models.DateField(null=True)

    class Meta:
        db_table = "standing_score"
        indexes = [models.Index(fields=["member"], name="score_good", condition=models.Q(good_on__isnull=False))]

    def __str__(self) -> str:
        return f"{self.votes:+} on {self.subject}"


class Standing(models.Model):
    """A member's standing as a whole, set from their days.

    `reached` is the level by all that they ever did; `level` is what of it recent help keeps up, and `falls_on` the day on
    which that goes too unless they help again.
    """

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="standing", db_constraint=False
    )
    reputation = models.IntegerField(default=0)
    asked = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    commented = models.IntegerField(default=0)
    voted = models.IntegerField(default=0)
    solved = models.IntegerField(default=0)
    thanked = models.IntegerField(default=0)
    days = models.IntegerField(default=0)
    good_answers = models.IntegerField(default=0)
    great_answers = models.IntegerField(default=0)
    reached = models.SmallIntegerField(default=0)
    level = models.SmallIntegerField(default=0)
    falls_on = models.DateField(null=True)

    class Meta:
        db_table = "standing"

    def __str__(self) -> str:
        return f"{self.reputation}"


class Award(models.Model):
    """A badge that a member has, since the day on which what they have now sufficed; the row goes with its reason."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="awards", db_constraint=False, db_index=False
    )
    badge = models.CharField(max_length=24)
    day = models.DateField()

    class Meta:
        db_table = "standing_award"
        constraints = [models.UniqueConstraint(fields=["member", "badge"], name="award_once")]

    def __str__(self) -> str:
        return self.badge


class CountedAwards(models.Manager[Award]):
    def get_queryset(self) -> models.QuerySet[Award]:
        return super().get_queryset().filter(badge__in=[badge.key for badge in COUNTED])


class CountedAward(Award):
    """A badge that follows from counts of a standing."""

    counted = CountedAwards()

    class Meta:
        proxy = True
        default_manager_name = "counted"


class MeritAwards(models.Manager[Award]):
    def get_queryset(self) -> models.QuerySet[Award]:
        return super().get_queryset().filter(badge__in=[badge.key for badge in MERITS])


class MeritAward(Award):
    """A badge that follows from whom somebody helped."""

    merits = MeritAwards()

    class Meta:
        proxy = True
        default_manager_name = "merits"


class Pause(models.Model):
    """Weeks of a pause of somebody's own, which do not break the row of weeks in which they helped."""

    entry = models.BigIntegerField(primary_key=True)
    member = models.BigIntegerField(db_index=True)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        db_table = "standing_pause"

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class Place(models.Model):
    """Where a question is and who asked it, as far as help is counted by it; `hidden` while it is deleted or merged."""

    question = models.BigIntegerField(primary_key=True)
    asker = models.BigIntegerField()
    topic = models.BigIntegerField()
    tags = ArrayField(models.CharField(max_length=40), default=list)
    at = models.DateTimeField()
    hidden = models.BooleanField(default=False)

    class Meta:
        db_table = "standing_place"
        indexes = [models.Index(fields=["asker"], name="place_asker")]

    def __str__(self) -> str:
        return f"question {self.question}"


class Help(models.Model):
    """An answer, and whether it is marked as a solution: by the asker, a trusted member or staff (`role`, else empty).

    `own` says that who answered had asked. A mark that is taken off leaves no trace here, so what is counted is net.
    """

    answer = models.BigIntegerField(primary_key=True)
    question = models.BigIntegerField()
    member = models.BigIntegerField()
    at = models.DateTimeField()
    own = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    role = models.CharField(max_length=10, blank=True)
    solved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "standing_help"
        indexes = [
            models.Index(fields=["member", "at"], name="help_member"),
            models.Index(
                fields=["solved_at"],
                include=["member", "question", "role", "own"],
                name="help_solved",
                condition=models.Q(solved_at__isnull=False, hidden=False),
            ),
            models.Index(fields=["question"], name="help_question"),
        ]

    def __str__(self) -> str:
        return f"answer {self.answer}"


class Told(models.Model):
    """What a member was told last of their level, and of which end of it: a fact, which no rebuild forgets."""

    member = models.BigIntegerField(primary_key=True)
    level = models.SmallIntegerField(default=0)
    warned_of = models.DateField(null=True)

    class Meta:
        db_table = "standing_told"

    def __str__(self) -> str:
        return f"{self.member}: level {self.level}"
