"""Points as money, for people's eyes."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language

from groundswell.ledger.units import DIGITS

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}


def spoken(amount: int, currency: str) -> str:
    """1234 in EUR is "€12.34", and in German "12,34 €" with a space that does not break."""
    digits = DIGITS.get(currency, 0)
    number = number_format(Decimal(amount).scaleb(-digits), digits, use_l10n=True, force_grouping=True)
    sign = SIGNS.get(currency, currency)
    if (get_language() or "en").startswith("en"):
        return f"{sign}{number}" if currency in SIGNS else f"{sign}\N{NO-BREAK SPACE}{number}"
    return f"{number}\N{NO-BREAK SPACE}{sign}"
