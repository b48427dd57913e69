"""The book. Transfers and moves are append-only: triggers refuse UPDATE, DELETE and TRUNCATE. Balances and lots sum them up."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock


class Kind(models.TextChoices):
    """Whose an account is.

    Points are born in `expense` (or `opening`, when they were brought along), wait in a `budget`, and come to a person's two
    pockets, `held` and then `member`. From there they go to `clearing` (a payout under way) and `settled` (it has left the house), to a
    `charity`, or to nobody: `breakage` (lost to time) and `recovery` (taken for fraud). In money `liability` is what is owed for points.
    """

    HELD = "held", _("held")
    MEMBER = "member", _("available")
    BUDGET = "budget", _("budget")
    LIABILITY = "liability", _("owed")
    CHARITY = "charity", _("charity")
    BREAKAGE = "breakage", _("lost to time")
    EXPENSE = "expense", _("expense")
    CLEARING = "clearing", _("payout under way")
    RECOVERY = "recovery", _("taken back for fraud")
    OPENING = "opening", _("brought along")
    SETTLED = "settled", _("paid out")


BOTTOMLESS = (Kind.EXPENSE, Kind.OPENING)  # where things come from; all other accounts stop at nothing


class Account(models.Model):
    """One account: its kind, its owner and its unit say which. `balance` is what was credited less what was debited.

    `owner` is the number of a member, or 0; `name` tells apart pools, charities and payouts. The floor stands in the row and
    a constraint of the database compares, so no two who spend at once can go below it.
    """

    kind = models.CharField(max_length=12, choices=Kind.choices)
    owner = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60, default="", blank=True)
    unit = models.CharField(max_length=6)
    floor = models.BigIntegerField(null=True, default=0)
    balance = models.BigIntegerField(default=0)

    class Meta:
        db_table = "ledger_account"
        constraints = [
            models.UniqueConstraint(fields=["kind", "owner", "name", "unit"], name="account_once"),
            models.CheckConstraint(
                condition=models.Q(floor=None) | models.Q(balance__gte=models.F("floor")), name="account_floor"
            ),
        ]
        indexes = [models.Index(fields=["owner", "unit"], name="account_owner", condition=~models.Q(owner=0))]

    def __str__(self) -> str:
        whose = ":".join(str(part) for part in (self.kind, self.owner or "", self.name) if part)
        return f"{whose} in {self.unit}"


class Transfer(models.Model):
    """So much from one account to another, once, for a cause. A mistake is reversed by a transfer the other way.

    `key` says what it is for, so that whoever tries again transfers nothing. `entry` is the position in the log of what
    caused it; `rule` and `version` the earning rule; `by` the member of staff who ordered it. `at` is when it was earned or due,
    `recorded` when it came into the book, which is what periods go by: a period that is over never changes.
    """

    key = models.CharField(max_length=120, unique=True)
    what = models.CharField(max_length=12)
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits")
    amount = models.BigIntegerField()
    at = models.DateTimeField()
    recorded = models.DateTimeField(default=clock.now)
    entry = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=60, default="", blank=True)
    version = models.IntegerField(null=True)
    reverses: models.OneToOneField["Transfer | None", "Transfer | None"] = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        db_table = "ledger_transfer"
        indexes = [BrinIndex(fields=["recorded"], autosummarize=True, name="transfer_recorded")]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="transfer_amount"),
            models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="transfer_two_accounts"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.amount}"


class Lot(models.Model):
    """Points that somebody got at one time: they are held, then available, then gone; the oldest go first.

    `held` and `available` are what is left of them, set with each move. `born` is the transfer that gave them. While they are `frozen`
    somebody looks into them; that time, from `frozen_at` on, does not count towards `expires_at`.
    """

    born = models.OneToOneField(Transfer, models.PROTECT, related_name="lot")
    owner = models.BigIntegerField()
    unit = models.CharField(max_length=6)
    amount = models.BigIntegerField()
    held = models.BigIntegerField(default=0)
    available = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    release_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    frozen = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ledger_lot"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held__gte=0, available__gte=0, held__lte=models.F("amount") - models.F("available")),
                name="lot_within",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "unit", "at", "id"], name="lot_owner"),
            models.Index(fields=["release_at"], name="lot_release", condition=models.Q(held__gt=0, frozen=False)),
            models.Index(
                fields=["expires_at"], name="lot_expires", condition=models.Q(available__gt=0, expires_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held} held and {self.available} available of {self.amount}"


class Move(models.Model):
    """What a transfer did to a lot."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="moves")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="moves")
    held = models.BigIntegerField()
    available = models.BigIntegerField()

    class Meta:
        db_table = "ledger_move"

    def __str__(self) -> str:
        return f"{self.held:+} held, {self.available:+} available"


class Check(models.Model):
    """That the book was checked, and the first row that did not agree, or ""."""

    at = models.DateTimeField(default=clock.now)
    seconds = models.FloatField()
    transfers = models.BigIntegerField()
    finding = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        db_table = "ledger_check"

    def __str__(self) -> str:
        return self.finding or f"{self.transfers} transfers agree"
