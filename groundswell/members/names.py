"""Handles that can be told apart: one script, no invisible characters, no look-alikes of a handle already taken."""

import re
import unicodedata

HANDLE = re.compile(r"^[^\W_](?:[\w.-]*[^\W_])?$")
SHORTEST, LONGEST = 3, 30
# Letters of other scripts that look like a Latin one, by Unicode's confusables (UTS #39), the common part.
LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏьԛԝвкмнтαβεικνορτυχγηω013457",
    "aeopcyxijsdhlbqwbkmhtabeiknoptuxyhwoleast",
)


class BadName(ValueError):
    """The handle cannot be used; the message says why."""


def clean_handle(text: str) -> str:
    """The handle as it is stored. Raises BadName with a sentence for the person who chose it."""
    handle = unicodedata.normalize("NFKC", text).strip()
    if any(unicodedata.category(letter) in {"Cf", "Cc", "Zs", "Co", "Cn"} for letter in handle):
        raise BadName("A handle cannot contain spaces or invisible characters.")
    if not SHORTEST <= len(handle) <= LONGEST:
        raise BadName(f"A handle has {SHORTEST} to {LONGEST} characters.")
    if not HANDLE.match(handle):
        raise BadName("A handle is made of letters, digits, dots, hyphens and underscores, and starts and ends with a letter or digit.")
    if len({script for letter in handle if (script := _script(letter))}) > 1:
        raise BadName("A handle cannot mix alphabets.")
    return handle


def key_of(handle: str) -> str:
    """What must be unique: two handles that look alike have the same key."""
    folded = unicodedata.normalize("NFKC", handle).casefold()
    plain = "".join(letter for letter in unicodedata.normalize("NFD", folded) if not unicodedata.combining(letter))
    return plain.translate(LOOKALIKES).replace(".", "").replace("-", "").replace("_", "").replace("rn", "m")


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() else ""
