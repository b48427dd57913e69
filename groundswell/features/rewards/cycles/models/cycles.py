"""Half a year, or any other period, that is paid together."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock


class State(models.TextChoices):
    """In this order, and never back."""

    OPEN = "open", _("planned")
    EARNING = "earning", _("earning")
    FROZEN = "frozen", _("over, looked through")
    CHOOSING = "choosing", _("members choose")
    COUNTED = "counted", _("waits for approval")
    APPROVED = "approved", _("being paid")
    PAID = "paid", _("paid")
    CLOSED = "closed", _("closed")


class CycleQuerySet(models.QuerySet["Cycle"]):
    def running(self) -> "CycleQuerySet":
        return self.exclude(state=State.CLOSED)

    def choosing_at(self, now: datetime) -> "CycleQuerySet":
        """The window is open; between its end and the job that counts nobody chooses any more."""
        return self.filter(state=State.CHOOSING, choose_until__gt=now)


class Cycle(models.Model):
    """Points that are given from the day `first` to the day `last` (UTC, both included), paid together.

    Members choose from `choose_from` until `choose_until`. A point is worth `worth` minor units of `currency`. The company
    adds `match_percent` to what is given to the charity, up to `match_most` points. `approved_by` and `confirmed_by` are the two who
    approved; `counted` and `points` say how many payouts and points they approved.
    """

    name = models.SlugField(max_length=20, unique=True)
    first = models.DateField()
    last = models.DateField()
    choose_from = models.DateTimeField()
    choose_until = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    currency = models.CharField(max_length=3)
    worth = models.IntegerField(default=1)
    cash_minimum = models.IntegerField(default=1_000)
    match_percent = models.SmallIntegerField(default=100)
    match_most = models.BigIntegerField(default=0)
    charity = models.ForeignKey("rewards.Charity", models.PROTECT, null=True, related_name="cycles")
    matched = models.BigIntegerField(default=0)
    handed_over_at = models.DateTimeField(null=True)
    invited_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    paid_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = CycleQuerySet.as_manager()

    class Meta:
        db_table = "rewards_cycle"
        ordering = ("-first",)
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="cycle_days"),
            models.CheckConstraint(
                condition=models.Q(choose_until__gt=models.F("choose_from")), name="cycle_choice_window"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("approved_by")),
                name="cycle_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def since(self) -> datetime:
        return midnight(self.first)

    @property
    def before(self) -> datetime:
        """The moment after its last day."""
        return midnight(self.last + timedelta(days=1))

    def money(self, points: int) -> int:
        """What so many points are worth, in minor units of the cycle's currency."""
        return points * self.worth

    def has_reached(self, state: State) -> bool:
        order = list(State)
        return order.index(State(self.state)) >= order.index(state)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


class Statement(models.Model):
    """What a month did to somebody's points, made once when it is over."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    month = models.DateField()
    earned = models.BigIntegerField()
    taken_back = models.BigIntegerField()
    paid = models.BigIntegerField()
    held = models.BigIntegerField()
    available = models.BigIntegerField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "rewards_statement"
        constraints = [models.UniqueConstraint(fields=["member", "month"], name="statement_once")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.month:%Y-%m}"
