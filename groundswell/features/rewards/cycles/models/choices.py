"""What somebody wants to have for their points, and where it goes."""

from django.conf import settings
from django.db import models

from groundswell.log import clock


class Shares(models.Model):
    """How points are split, in percent that sum to 100: on the bill, to the bank, to the charity, kept for the next payout."""

    credit = models.SmallIntegerField(default=0)
    cash = models.SmallIntegerField(default=0)
    charity = models.SmallIntegerField(default=0)
    keep = models.SmallIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True


def _all_of_it(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=models.Q(
            credit__gte=0, cash__gte=0, charity__gte=0, keep=100 - models.F("credit") - models.F("cash") - models.F("charity"),
            keep__gte=0,
        ),
    )  # fmt: skip


class Choice(Shares):
    """What a member chose in a cycle. Prizes are taken off first (their orders), the rest is split."""

    cycle = models.ForeignKey("rewards.Cycle", models.CASCADE, related_name="choices")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        db_table = "rewards_choice"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "member"], name="choice_once"),
            _all_of_it("choice_all"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.cycle_id}"


class StandingChoice(Shares):
    """What a member wants whenever they do not say."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        db_table = "rewards_standing_choice"
        constraints = [_all_of_it("standing_choice_all")]

    def __str__(self) -> str:
        return str(self.member_id)


class PayoutDetails(models.Model):
    """A member's bank account, sealed. `hint` shows its ends; equal accounts have equal fingerprints, which say nothing else."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    iban = models.TextField()
    holder = models.TextField()
    hint = models.CharField(max_length=12)
    fingerprint = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "rewards_payout_details"

    def __str__(self) -> str:
        return self.hint
