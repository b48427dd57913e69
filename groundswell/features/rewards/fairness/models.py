"""What checks of fairness found, whom it concerns, and which points are held because of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.ledger.models import Lot
from groundswell.log import clock
from groundswell.moderation.models import Item


class Deed(models.TextChoices):
    """What can be decided about each person of a finding."""

    RELEASE = "release", _("Release")
    WARN = "warn", _("Release, and warn")
    REVERSE = "reverse", _("Take back")
    SUSPEND = "suspend", _("Take back, and suspend")


class FindingQuerySet(models.QuerySet["Finding"]):
    def waiting(self) -> "FindingQuerySet":
        return self.filter(done_at=None)

    def decided(self) -> "FindingQuerySet":
        return self.exclude(done_at=None)


class Finding(models.Model):
    """What one check found about some people: evidence in `numbers`, and `ties` as [giver, author, how many].

    The same check that finds the same people again adds to a finding that waits. Members are numbers here, so nothing of it has to go
    when one of them is erased.
    """

    check_name = models.CharField(max_length=12)
    people = models.JSONField(default=list)
    numbers = models.JSONField(default=dict)
    ties = models.JSONField(default=list)
    opened_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    item: "models.ForeignKey[Item | None, Item | None]" = models.ForeignKey(
        Item, models.SET_NULL, null=True, related_name="+"
    )
    objects = FindingQuerySet.as_manager()

    class Meta:
        db_table = "rewards_finding"
        indexes = [
            models.Index(fields=["check_name", "id"], name="finding_waiting", condition=models.Q(done_at=None)),
            models.Index(fields=["-done_at"], name="finding_done", condition=~models.Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.check_name} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("fairness:finding", args=[self.pk])


class Concern(models.Model):
    """One person of a finding, and what was decided about them. Those who only gave, and got no points by it, have nothing held."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="concerns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    deed = models.CharField(max_length=8, choices=Deed.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    withheld = models.BigIntegerField(null=True)  # the decision of moderation that told them of the hold
    decision = models.BigIntegerField(null=True)  # the one that told them what came of it

    class Meta:
        db_table = "rewards_concern"
        constraints = [models.UniqueConstraint(fields=["finding", "person"], name="concern_once")]
        indexes = [models.Index(fields=["person", "-id"], name="concern_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.finding_id}"


class HeldLot(models.Model):
    """A lot of the book that a finding is about. Two findings can hold one lot; it goes when none does any more."""

    class State(models.TextChoices):
        HELD = "held"
        RELEASED = "released"
        TAKEN = "taken"

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="lots")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+")
    points = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.HELD)

    class Meta:
        db_table = "rewards_held_lot"
        constraints = [models.UniqueConstraint(fields=["concern", "lot"], name="held_lot_once")]
        indexes = [models.Index(fields=["lot"], name="held_lot_held", condition=models.Q(state="held"))]

    def __str__(self) -> str:
        return f"lot {self.lot_id} {self.state}"
