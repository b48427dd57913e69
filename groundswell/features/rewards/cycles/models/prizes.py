"""What points can be had for besides money."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock


class PrizeQuerySet(models.QuerySet["Prize"]):
    def offered(self) -> "PrizeQuerySet":
        """Those that can be had now. What is left of vouchers is counted, of things it is their stock."""
        free = models.Exists(VoucherCode.objects.filter(prize=models.OuterRef("pk"), order=None))
        there = models.Q(kind=Prize.Kind.SHIPPED, stock__gt=0) | (models.Q(kind=Prize.Kind.CODE) & models.Q(free))
        return self.filter(there, withdrawn=False)

    def with_left(self) -> "PrizeQuerySet":
        """`left`: how many can still be had."""
        codes = VoucherCode.objects.filter(prize=models.OuterRef("pk"), order=None).order_by()
        counted = codes.values("prize").annotate(n=models.Count("pk")).values("n")
        left = models.Case(
            models.When(
                kind=Prize.Kind.CODE,
                then=models.functions.Coalesce(models.Subquery(counted), 0, output_field=models.IntegerField()),
            ),
            default=models.F("stock"),
        )
        return self.annotate(left=left)


class Prize(models.Model):
    """A thing or a voucher, at a price in points. `stock` counts things; vouchers are as many as there are free codes."""

    class Kind(models.TextChoices):
        CODE = "code", _("Voucher: a code from a list")
        SHIPPED = "shipped", _("Thing: sent by hand")

    name = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    points = models.IntegerField()
    stock = models.IntegerField(default=0)
    withdrawn = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    objects = PrizeQuerySet.as_manager()

    class Meta:
        db_table = "rewards_prize"
        ordering = ("points", "name")
        constraints = [
            models.CheckConstraint(condition=models.Q(points__gt=0), name="prize_points"),
            models.CheckConstraint(condition=models.Q(stock__gte=0), name="prize_stock"),
        ]

    def __str__(self) -> str:
        return self.name


class PrizeOrder(models.Model):
    """A prize that a member chose in a cycle: reserved at once, theirs when it is paid. `sealed` is where a thing is sent."""

    cycle = models.ForeignKey("rewards.Cycle", models.PROTECT, related_name="orders")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prize = models.ForeignKey(Prize, models.PROTECT, related_name="orders")
    points = models.IntegerField()
    sealed = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rewards_prize_order"
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "member", "prize"], name="order_once", condition=models.Q(released_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.prize_id} for {self.member_id}"


class VoucherCode(models.Model):
    """A code, sealed. It is free, or goes with exactly one order. Two codes of a prize never have the same fingerprint."""

    prize = models.ForeignKey(Prize, models.PROTECT, related_name="codes")
    sealed = models.TextField()
    fingerprint = models.CharField(max_length=64)
    order = models.OneToOneField(PrizeOrder, models.PROTECT, null=True, related_name="code")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "rewards_voucher_code"
        constraints = [models.UniqueConstraint(fields=["prize", "fingerprint"], name="code_once")]
        indexes = [models.Index(fields=["prize", "id"], name="code_free", condition=models.Q(order=None))]

    def __str__(self) -> str:
        return f"a code of {self.prize_id}"
