"""Account numbers of banks (ISO 13616): checked before anybody is paid by them, and shown by their ends only."""

import re

from django.utils.translation import gettext as _

from groundswell.members.rules import Invalid

# How many characters an IBAN has in each country of the registry that SWIFT keeps (its release 101).
_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
LENGTHS = {country: length for length, countries in _LENGTHS.items() for country in countries.split()}
BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def iban(text: str) -> str:
    """The number without spaces, in capitals. Raises Invalid, saying what is wrong with it."""
    number = re.sub(r"[\s-]+", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", number, re.ASCII):
        raise Invalid(_("An IBAN begins with two letters for the country and two digits, such as DE89 3704 …"), "iban")
    length = LENGTHS.get(number[:2])
    if length is None:
        raise Invalid(_("No country whose IBANs begin with “%(country)s” is known.") % {"country": number[:2]}, "iban")
    if len(number) != length:
        raise Invalid(_("An IBAN of %(country)s has %(length)s characters, this one has %(there)s.")
                      % {"country": number[:2], "length": length, "there": len(number)}, "iban")  # fmt: skip
    if _remainder(number) != 1:
        raise Invalid(_("The check digits of this IBAN are wrong: look for two digits that changed places."), "iban")
    return number


def _remainder(number: str) -> int:
    """Of ISO 7064 mod 97-10: letters count from 10, the country and check digits last. It is 1 for a right number."""
    return int("".join(str(int(letter, 36)) for letter in number[4:] + number[:4])) % 97


def shown(number: str) -> str:
    """Enough to recognise an account by, and too little to use it: "DE… 3000"."""
    return f"{number[:2]}… {number[-4:]}"
