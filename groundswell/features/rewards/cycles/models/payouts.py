"""What each member is paid in a cycle, and the files that go to the bank."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.features.rewards.cycles.models.prizes import PrizeOrder
from groundswell.log import clock


class Way(models.TextChoices):
    CREDIT = "credit", _("credit on the bill")
    CASH = "cash", _("cash to the bank")
    PRIZE = "prize", _("prize")
    CHARITY = "charity", _("charity")
    LOST = "lost", _("lost to time")


class Status(models.TextChoices):
    """Due, then set aside in the book (its points are spent), then paid. What failed is available to its member again."""

    DUE = "due", _("waits")
    ASIDE = "aside", _("under way")
    PAID = "paid", _("paid")
    FAILED = "failed", _("came back")
    WITHHELD = "withheld", _("withheld")


DONE = (Status.PAID, Status.FAILED, Status.WITHHELD)


class PaymentFile(models.Model):
    """A file for the bank. Its payments are those payouts that name it, so each is in one file, which is the same each time."""

    cycle = models.ForeignKey("rewards.Cycle", models.PROTECT, related_name="files")
    message = models.CharField(max_length=35, unique=True)
    on = models.DateField()
    count = models.IntegerField()
    money = models.BigIntegerField()
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "rewards_payment_file"

    def __str__(self) -> str:
        return self.message


class Payout(models.Model):
    """So many points of a member by one way. `key` is that of its spend in the book, which is what makes it happen once.

    `sealed` holds the account that cash goes to, as it was when it was counted, until 90 days after it was paid; `hint` shows its ends.
    """

    key = models.CharField(max_length=60, unique=True)
    cycle = models.ForeignKey("rewards.Cycle", models.PROTECT, related_name="payouts")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=Way.choices)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DUE)
    points = models.BigIntegerField()
    money = models.BigIntegerField()
    order = models.OneToOneField(PrizeOrder, models.PROTECT, null=True, related_name="payout")
    file = models.ForeignKey(PaymentFile, models.PROTECT, null=True, related_name="payouts")
    sealed = models.TextField(blank=True)
    hint = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=200, blank=True)
    aside_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rewards_payout"
        constraints = [models.CheckConstraint(condition=models.Q(points__gt=0), name="payout_points")]
        indexes = [
            models.Index(fields=["cycle", "status", "way", "id"], name="payout_next"),
            models.Index(fields=["member", "-id"], name="payout_member"),
        ]

    def __str__(self) -> str:
        return self.key
