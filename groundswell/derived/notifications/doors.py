"""The addresses that mail comes in by: who may use one, and for what, stands in it and is signed.

`community+a12-3f-….@example.org` is member 3f's own way to comment on answer 12. Letters and digits of one case, because
some servers fold the part before the @.
"""

import base64
import re
import string
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "groundswell.mail-in"
DEEDS = {"n": "ask", "q": "answer", "c": "comment on the question", "a": "comment on the answer"}
LETTERS = {deed: letter for letter, deed in DEEDS.items()}
DIGITS = string.digits + string.ascii_lowercase
TOKEN = re.compile(r"([nqca])([0-9a-z]{1,13})-([0-9a-z]{1,13})-([a-z2-7]{16})")


class Door(NamedTuple):
    """Who may do what by a mail; `subject` is the question or answer, or 0 for a new question."""

    member: int
    deed: str
    subject: int = 0


def address_of(door: Door) -> str:
    """Where to write to; nothing while no mail is taken in."""
    if not settings.MAIL_IN:
        return ""
    local, _at, domain = settings.MAIL_IN.rpartition("@")
    said = f"{LETTERS[door.deed]}{_short(door.subject)}-{_short(door.member)}"
    return f"{local}+{said}-{_mac(said, settings.SECRET_KEY)}@{domain}"


def read_address(address: str) -> Door | None:
    """Nothing for one that is not ours, or that somebody changed."""
    local, _at, domain = address.strip().strip("<>").lower().rpartition("@")
    before, _plus, token = local.partition("+")
    if not is_front(f"{before}@{domain}") or not (found := TOKEN.fullmatch(token)):
        return None
    said, mac = token.rpartition("-")[0], found[4]
    if not any(
        constant_time_compare(mac, _mac(said, key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ):
        return None
    return Door(int(found[3], 36), DEEDS[found[1]], int(found[2], 36))


def is_front(address: str) -> bool:
    """Whether it is the one address that is the same for everybody."""
    return bool(settings.MAIL_IN) and address.strip().strip("<>").lower() == settings.MAIL_IN.lower()


def _mac(said: str, key: str) -> str:
    """80 bits: nobody guesses that by sending mail, and the address stays short."""
    return base64.b32encode(salted_hmac(SALT, said, key, algorithm="sha256").digest()[:10]).decode().lower()


def _short(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"
