"""What was earned, and what limits and curves have to remember. All of it follows from the log, and can be counted again."""

from django.db import models

from groundswell.features.rewards.models.version import Version


class Earned(models.Model):
    """What one event earned one member under one rule; the book has the points.

    `raw` is what the rule says, `points` what is left of it after easing. `alive` while nothing undid the event, `standing` while the
    points are given: of several that share a curve (`group`) the newest goes first. `lane` is 0 for the rules that hold, and
    the number of a draft that is counted in the shadow.
    """

    class State(models.TextChoices):
        NOTHING = "nothing"  # it counts for a curve or a limit, and is worth nothing
        WAITING = "waiting"  # the pool is empty; the first in the row is the first to be paid
        GIVEN = "given"  # it is in the book
        BACK = "back"  # its reason is gone, and so are its points
        SHADOW = "shadow"  # nobody is paid by a draft

    lane = models.PositiveIntegerField(default=0)
    version = models.ForeignKey(Version, models.PROTECT, related_name="earned")
    rule = models.CharField(max_length=40)
    member = models.BigIntegerField()
    entry = models.BigIntegerField()
    at = models.DateTimeField()
    pool = models.CharField(max_length=40)
    hold_days = models.PositiveSmallIntegerField()
    raw = models.BigIntegerField()
    points = models.BigIntegerField()
    newcomer = models.BooleanField()
    group = models.CharField(max_length=200)
    alive = models.BooleanField(default=True)
    standing = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State.choices)
    undone_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "rewards_earned"
        constraints = [models.UniqueConstraint(fields=["lane", "entry", "rule"], name="earned_once")]
        indexes = [
            models.Index(fields=["member", "lane", "id"], name="earned_member"),
            models.Index(fields=["lane", "group", "id"], name="earned_group", condition=models.Q(standing=True)),
            models.Index(fields=["pool", "id"], name="earned_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.points} by {self.rule} for #{self.entry}"


class Reason(models.Model):
    """Under what an event that undoes finds what it undoes."""

    lane = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=200)
    earned = models.ForeignKey(Earned, models.DO_NOTHING, related_name="reasons", db_index=False)

    class Meta:
        db_table = "rewards_reason"
        indexes = [models.Index(fields=["key", "lane"], name="reason_key")]

    def __str__(self) -> str:
        return self.key


class Tally(models.Model):
    """How often, or how many points, under a key: what a limit or the easing of a month counts."""

    lane = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=200)
    count = models.BigIntegerField()

    class Meta:
        db_table = "rewards_tally"
        constraints = [models.UniqueConstraint(fields=["lane", "key"], name="earned_tally_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class Fact(models.Model):
    """What rules ask that their events do not say, as the log has it so far (earning/facts.py): kept for what is asked only."""

    kind = models.CharField(max_length=200)
    subject = models.BigIntegerField()
    value = models.BigIntegerField()

    class Meta:
        db_table = "rewards_fact"
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="earned_fact_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}: {self.value}"


class Outside(models.Model):
    """Who earns nothing: staff, and who has left."""

    member = models.BigIntegerField(primary_key=True)

    class Meta:
        db_table = "rewards_outside"

    def __str__(self) -> str:
        return str(self.member)
