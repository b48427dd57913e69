"""What is counted: points, and money in the minor units of its ISO 4217 currency (cents, pence, yen)."""

import re

from django.utils.translation import gettext as _

from groundswell.members.rules import Invalid

POINTS = "points"
MOST = 10**15  # of anything in one transfer; a balance of thousands of these still fits into 64 bits

# ISO 4217, the currencies in use, by the digits of their minor unit (as in its table A.1).
_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE "
    "CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS "
    "KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD "
    "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
    "TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
    3: "BHD IQD JOD KWD LYD OMR TND",
}
DIGITS = {code: digits for digits, codes in _DIGITS.items() for code in codes.split()}


def known(unit: str) -> str:
    """The unit itself. Raises Invalid when nobody counts in it."""
    if unit != POINTS and unit not in DIGITS:
        raise Invalid(_("“%(unit)s” is neither points nor a currency of ISO 4217.") % {"unit": unit[:20]}, "unit")
    return unit


def whole(amount: object) -> int:
    """An amount that can be transferred: a whole number above zero. Raises Invalid."""
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise Invalid(_("An amount is a whole number of points, or of cents."), "amount")
    if amount <= 0:
        raise Invalid(_("An amount is more than nothing; what was wrong is reversed."), "amount")
    if amount > MOST:
        raise Invalid(_("An amount is at most %(most)s.") % {"most": MOST}, "amount")
    return amount


def minor(text: str, currency: str) -> int:
    """ "12.50" in EUR is 1250. Raises Invalid for what is no amount of this currency."""
    digits = DIGITS.get(known(currency), 0)
    found = re.fullmatch(r"(\d{1,13})(?:\.(\d+))?", text.strip())
    if not found or len(found[2] or "") > digits:
        raise Invalid(_("Write an amount of %(currency)s such as %(example)s.")
                      % {"currency": currency, "example": spelled(1250, currency)}, "amount")  # fmt: skip
    return whole(int(found[1]) * 10**digits + int((found[2] or "").ljust(digits, "0") or 0))


def spelled(amount: int, unit: str) -> str:
    """1250 in EUR is "12.50", in JPY "1250"; points are as they are. For files, not for people's eyes."""
    digits = DIGITS.get(unit, 0)
    if not digits:
        return str(amount)
    sign, whole_part = ("-" if amount < 0 else ""), abs(amount)
    return f"{sign}{whole_part // 10**digits}.{whole_part % 10**digits:0{digits}}"
