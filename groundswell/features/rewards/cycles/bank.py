"""Whom cash goes to, and the bytes of a file for the bank."""

from django.conf import settings

from groundswell.features.rewards.cycles.iban import iban
from groundswell.features.rewards.cycles.models import PaymentFile, Payout
from groundswell.features.rewards.cycles.pain import Party, Payment, credit_transfers
from groundswell.members.rules import Invalid
from groundswell.members.sealing import unseal


def destination(payout: Payout) -> Party | None:
    """Nobody when the account cannot be read: unsealed with a key that is gone it is no IBAN, and the bank shall not get that."""
    number, _line, holder = payout.sealed.partition("\n")
    try:
        return Party(unseal(holder), iban(unseal(number))) if number else None
    except Invalid:
        return None


def file_bytes(file: PaymentFile) -> bytes:
    """The same each time, whoever asks again. Raises Invalid when accounts were forgotten since, 90 days after the payment."""
    payouts = list(file.payouts.order_by("pk"))
    parties = {payout: destination(payout) for payout in payouts}
    payments = [
        Payment(f"GW-{payout.pk}", party, payout.money, f"{settings.SITE_NAME} {file.cycle.name}")
        for payout, party in parties.items()
        if party is not None
    ]
    if len(payments) < file.count:
        raise Invalid(f"{file.message}: {file.count - len(payments)}", "file")
    payer = Party(settings.PAYER_NAME or settings.SITE_NAME, iban(settings.PAYER_IBAN), settings.PAYER_BIC)
    return credit_transfers(
        file.message,
        payer,
        payments,
        currency=file.cycle.currency,
        made=file.made_at.replace(microsecond=0),
        on=file.on,
    )
