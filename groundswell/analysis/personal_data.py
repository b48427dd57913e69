"""Personal data in a text that is about to be public: what looks like it, by plain rules. Meant to warn, never to block.

Every rule asks for more than digits in a row, because device names, versions and years are digits too: an IBAN has its
check digits (ISO 13616, mod 97), a card its last digit (Luhn, ISO/IEC 7812), a phone number a plus, a leading zero or
a word before it, and a customer number the word that says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])", re.I)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b", re.I)
CARD = re.compile(r"(?<![\d+.,])\d(?:[ -]?\d){12,18}(?![\d.,]?\d)")
PHONE = re.compile(r"(?<!\d )(?<![\w/.,:+-])(?:\+|00|\(?0)[1-9](?:[ ()/-]{0,2}\d){6,13}(?![\w]|[.,:]\d)")
CALLED = re.compile(
    r"\b(?:phone|mobile|tel|telefon|handy|mobil|rufnummer|nummer|number)\b[^\d\n+]{0,20}(\d(?:[ /-]?\d){6,13})\b", re.I
)
CUSTOMER = re.compile(
    r"\b(?:customer|client|account|contract|order|invoice|kunden|konto|vertrags|auftrags|bestell|rechnungs)"
    r"(?:[ -]?(?:number|no\.?|id|nummer|nr\.?))[^\w\n]{0,4}(?:is |ist |lautet )?[#]?((?=[\w-]*\d)[A-Z0-9][A-Z0-9-]{4,19})\b",
    re.I,
)
SECRET = re.compile(
    r"\b(?:PUK|PIN|password|passwort|kennwort)\d?\b[^\w\n]{0,4}(?:is |ist |lautet )?((?=\S*\d)\S{4,30})", re.I
)
EXAMPLES = {"example.org", "example.com", "example.net", "beispiel.de"}
LINK = re.compile(r"https?://\S+|\]\([^)\s]*\)|```.*?```", re.S)
LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class Found:
    """What looks like personal data. `kind` is email, iban, card, secret, customer or phone; `start` is where it begins."""

    kind: str
    text: str
    start: int


def personal_data_in(text: str) -> list[Found]:
    """Everything in `text` that looks like personal data, each piece once and of one kind, in the order of the text.

    Addresses of pages and blocks of code are not looked at. Texts over 40,000 characters are read up to there.
    """
    text = LINK.sub(lambda match: " " * len(match.group()), text[:LONGEST])
    found: list[Found] = []
    for one in _candidates(text):
        end = one.start + len(one.text)
        if not any(other.start < end and one.start < other.start + len(other.text) for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _candidates(text: str) -> Iterator[Found]:
    """The surer kinds first, because what is one of them is none of the others."""
    for match in EMAIL.finditer(text):
        if match.group().rpartition("@")[2].lower() not in EXAMPLES:
            yield Found("email", match.group(), match.start())
    for match in IBAN.finditer(text):
        if is_iban(match.group()):
            yield Found("iban", match.group(), match.start())
    for match in CARD.finditer(text):
        if is_card(match.group()):
            yield Found("card", match.group(), match.start())
    for kind, pattern in (("secret", SECRET), ("customer", CUSTOMER), ("phone", CALLED)):
        for match in pattern.finditer(text):
            yield Found(kind, match.group(1), match.start(1))
    for match in PHONE.finditer(text):
        yield Found("phone", match.group().strip(), match.start())


def is_iban(text: str) -> bool:
    """Whether the check digits of an International Bank Account Number are right (ISO 13616: mod 97 is 1)."""
    digits = text.replace(" ", "").upper()
    if not 15 <= len(digits) <= 34 or not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]+", digits):
        return False
    return int("".join(str(int(sign, 36)) for sign in digits[4:] + digits[:4])) % 97 == 1


def is_card(text: str) -> bool:
    """Whether this is the number of a payment card: 13 to 19 digits, a first digit of theirs, and Luhn's sum is right."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if not 13 <= len(digits) <= 19 or digits[0] not in {2, 3, 4, 5, 6} or len(set(digits)) == 1:
        return False
    doubled = (digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def masked(text: str) -> str:
    """The first two and last two signs, to recognise it by without showing it again: “01••••••43”."""
    return text[:2] + "•" * max(2, len(text) - 4) + text[-2:] if len(text) > 5 else "•" * len(text)
