"""The address that takes an answer by mail: it names member and question, and only we can make it.

Mail programs write addresses in small letters and cut long ones, so it is short and has no capitals.
"""

import hashlib
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


class Reply(NamedTuple):
    """Who answers by this address, and to which question."""

    member: int
    question: int


def reply_address(member: int, question: int) -> str:
    """As reply+7.12.9f8e…@example.org; empty when no mail is taken."""
    name, at, host = settings.MAIL_IN.partition("@")
    return f"{name}+{member}.{question}.{_mark(member, question)}@{host}" if at else ""


def read_reply(address: str) -> Reply | None:
    """Nothing for an address that we did not make."""
    token = address.partition("@")[0].partition("+")[2].lower()
    member, _dot, rest = token.partition(".")
    question, _dot, mark = rest.partition(".")
    if not (member.isdecimal() and question.isdecimal() and len(member) < 19 and len(question) < 19):
        return None
    known = (_mark(int(member), int(question), key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    return Reply(int(member), int(question)) if any(constant_time_compare(mark, one) for one in known) else None


def _mark(member: int, question: int, key: str | None = None) -> str:
    made = salted_hmac("mail.reply", f"{member}.{question}", secret=key, algorithm="sha256")
    return hashlib.sha256(made.digest()).hexdigest()[:20]
