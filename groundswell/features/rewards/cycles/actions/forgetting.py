"""Accounts and addresses are kept no longer than a bank or the post may send something back."""

from datetime import timedelta

from groundswell.features.rewards.cycles.models import Payout, PrizeOrder
from groundswell.features.rewards.cycles.models.payouts import DONE
from groundswell.log import clock

KEPT = timedelta(days=90)


def forget_paid() -> int:
    """The sealed account and address of what ended three months ago; return how many payouts that was news of."""
    ended = Payout.objects.filter(status__in=DONE, ended_at__lt=clock.now() - KEPT)
    PrizeOrder.objects.filter(payout__in=ended).exclude(sealed="").update(sealed="")
    return ended.exclude(sealed="").update(sealed="")
