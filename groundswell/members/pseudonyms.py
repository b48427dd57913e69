"""The number that stands in the place of an erased person's number on the site they were imported from.

It names nobody: without the installation's secret it cannot be turned back or made. But the same number gives the same
pseudonym, so importing the dump again finds the former member in the place of the person.
"""

import hashlib
import hmac
from collections.abc import Iterable

from groundswell.members.models import Member
from groundswell.members.sealing import derived

# No site has numbers as large as these, and what an import makes up for people without one is negative.
FIRST, BITS = 2**62, 61


def pseudonym(source: str, source_id: int) -> int:
    """What an erased member's `source_id` becomes."""
    return _numbered(derived("pseudonyms"), source, source_id)


def departed(source: str, source_ids: Iterable[int]) -> dict[int, Member]:
    """The former members among these numbers of another site."""
    erased = Member.objects.filter(source=source, erased_at__isnull=False).exclude(source="")
    gone = {member.source_id: member for member in erased}
    if not gone:
        return {}
    key = derived("pseudonyms")
    numbers = {number: _numbered(key, source, number) for number in source_ids if number < FIRST}
    return {number: gone[stands_for] for number, stands_for in numbers.items() if stands_for in gone}


def _numbered(key: bytes, source: str, source_id: int) -> int:
    digest = hmac.digest(key, f"{source} {source_id}".encode(), hashlib.sha256)
    return FIRST + (int.from_bytes(digest[:8], "big") >> (64 - BITS))
