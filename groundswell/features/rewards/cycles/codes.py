"""Voucher codes from a file: read, and refused with the line that is wrong."""

import csv
import hashlib
import hmac
from collections.abc import Iterator

from django.utils.translation import gettext as _

from groundswell.members.rules import Invalid
from groundswell.members.sealing import derived

LONGEST, MOST = 120, 20_000


def read_codes(text: str) -> dict[str, int]:
    """Each code of a file with the line that it stands in: one a line, or the first column of a CSV.

    Empty lines are left out, and so is a heading "code". Raises Invalid, naming the line, for a code that comes twice or is
    too long, and when there is none.
    """
    lines: dict[str, int] = {}
    for number, code in _first_columns(text):
        if len(code) > LONGEST or not code.isprintable():
            raise Invalid(_("Line %(line)s is no code: it is longer than %(most)s characters, or cannot be printed.")
                          % {"line": number, "most": LONGEST}, "codes")  # fmt: skip
        if code in lines:
            raise Invalid(_("Line %(line)s repeats the code of line %(before)s. Nothing was added.")
                          % {"line": number, "before": lines[code]}, "codes")  # fmt: skip
        lines[code] = number
    if not lines:
        raise Invalid(_("There is no code in this file."), "codes")
    if len(lines) > MOST:
        raise Invalid(_("A file has at most %(most)s codes.") % {"most": MOST}, "codes")
    return lines


def _first_columns(text: str) -> Iterator[tuple[int, str]]:
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    split = ";" if ";" in first else "\t" if "\t" in first else ","
    for number, line in enumerate(text.splitlines(), start=1):
        row = next(csv.reader([line], delimiter=split), [""])
        code = (row[0] if row else "").strip()
        if code and not (number == 1 and code.lower() in {"code", "voucher", "gutschein", "gutscheincode"}):
            yield number, code


def fingerprint(what: str, text: str) -> str:
    """The same for the same text and unreadable without the secret key: by it a sealed code or account is found again."""
    return hmac.digest(derived(f"fingerprint {what}"), text.encode(), hashlib.sha256).hex()
