"""Handles for people who had a display name: like it, free, and not to be confused with anybody's."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from django.db import connection

from groundswell.members.names import RESERVED, BadName, clean_handle, key_of

BESIDE = re.compile(r"[^\w.-]+|_+")
EDGES = re.compile(r"^[\W_]+|[\W_]+$")
PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
SHORTEST, LONGEST = 3, 24
KEPT = frozenset(key_of(word) for word in RESERVED)
FURTHEST = 10**18  # no number in a dump is so large
Named = tuple[int, str, str]


def handle_like(name: str, number: int) -> str:
    """A handle that looks like a display name; "user" and the old number where it cannot."""
    handle = unicodedata.normalize("NFKC", name).lower()
    handle = EDGES.sub("", BESIDE.sub("-", handle))[:LONGEST]
    handle = EDGES.sub("", handle)
    fallback = f"user{number}" if 0 <= number < FURTHEST else f"user-{abs(number) % 10**8}"
    if PLAIN.fullmatch(handle):
        usable = len(handle) >= SHORTEST and not handle.startswith("former-") and key_of(handle) not in KEPT
        return handle if usable else fallback
    try:
        return clean_handle(handle)
    except BadName:
        return fallback


def ghost(name: str) -> int:
    """The number under which somebody without one is kept: the same for the same display name, and nobody else's."""
    return -(2**60 + int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big"))


def find_free(wanted: Sequence[tuple[int, str]]) -> list[Named]:
    """(number, handle) pairs as (number, free handle, its key): the first to come keeps the handle, others get a number."""
    taken: set[str] = set()
    found: dict[int, Named] = {}
    waiting = list(wanted)
    attempt = 0
    while waiting:
        tried = [(number, like, _variant(like, number, attempt)) for number, like in waiting]
        keyed = [(number, like, handle, key_of(handle)) for number, like, handle in tried]
        taken |= _in_use(key for *_rest, key in keyed)
        waiting = []
        for number, like, handle, key in keyed:
            if key in taken:
                waiting.append((number, like))
            else:
                taken.add(key)
                found[number] = (number, handle, key)
        attempt += 1
    return [found[number] for number, _like in wanted]


def _variant(like: str, number: int, attempt: int) -> str:
    if attempt == 0:
        return like
    suffix = str(number) if 0 <= number < FURTHEST else str(abs(number) % 10**8)
    return f"{like}-{suffix}" if attempt == 1 else f"{like}-{suffix}-{attempt}"


def _in_use(keys: Iterable[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT handle_key FROM member WHERE handle_key = ANY(%s)", [list(set(keys))])
        return {key for (key,) in cursor.fetchall()}
