"""Handles for people who had a display name: like it, free, and not to be confused with anybody's."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from django.db import connection

from groundswell.members.names import LONGEST as NAMES_LONGEST
from groundswell.members.names import RESERVED, BadName, clean_handle, key_of

BESIDE = re.compile(r"[^\w.-]+|_+")
EDGES = re.compile(r"^[\W_]+|[\W_]+$")
PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
SHORTEST, LONGEST = 3, 24
KEPT = frozenset(key_of(word) for word in RESERVED)
FURTHEST = 10**18  # no number in a dump is so large
Named = tuple[int, str, str]


def handle_like(name: str, number: int) -> tuple[str, str]:
    """A handle that looks like a display name, and its key; "user" and the old number where it cannot."""
    handle = unicodedata.normalize("NFKC", name).lower()
    handle = EDGES.sub("", BESIDE.sub("-", handle))[:LONGEST]
    handle = EDGES.sub("", handle)
    fallback = f"user{number}" if 0 <= number < FURTHEST else f"user-{abs(number) % 10**8}"
    if PLAIN.fullmatch(handle):
        usable = len(handle) >= SHORTEST and not handle.startswith("former-") and (key := key_of(handle)) not in KEPT
        return (handle, key) if usable else (fallback, key_of(fallback))
    try:
        chosen = clean_handle(handle)
    except BadName:
        chosen = fallback
    return chosen, key_of(chosen)


def ghost(name: str) -> int:
    """The number under which somebody without one is kept: the same for the same display name, and nobody else's."""
    return -(2**60 + int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big"))


def find_free(wanted: Sequence[Named]) -> list[Named]:
    """(number, handle, key) with a free handle: the first to come keeps theirs, others get a number behind it."""
    taken: set[str] = set()
    found: dict[int, Named] = {}
    like = {number: handle for number, handle, _key in wanted}
    tried = list(wanted)
    attempt = 0
    while tried:
        taken |= _in_use(key for *_rest, key in tried)
        again = []
        for number, handle, key in tried:
            if key in taken:
                again.append(number)
            else:
                taken.add(key)
                found[number] = (number, handle, key)
        attempt += 1
        variants = [(number, _variant(like[number], number, attempt)) for number in again]
        tried = [(number, handle, key_of(handle)) for number, handle in variants]
    return [found[number] for number, *_rest in wanted]


def _variant(like: str, number: int, attempt: int) -> str:
    suffix = f"-{number if 0 <= number < FURTHEST else abs(number) % 10**8}" + (f"-{attempt}" if attempt > 1 else "")
    return like[: NAMES_LONGEST - len(suffix)].rstrip("-.") + suffix


def _in_use(keys: Iterable[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT handle_key FROM member WHERE handle_key = ANY(%s)", [list(set(keys))])
        return {key for (key,) in cursor.fetchall()}
