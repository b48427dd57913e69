"""Handles for people who had a display name: like it, free, and not to be confused with anybody's."""

import hashlib
import re
import unicodedata

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
    handle = (name if name.isascii() else unicodedata.normalize("NFKC", name)).lower()
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
