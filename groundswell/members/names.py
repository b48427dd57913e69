"""Names that can be told apart: one alphabet, no invisible characters, no look-alikes of a handle already taken."""

import re
import unicodedata

from django.utils.translation import gettext as _

SHAPE = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
SHORTEST, LONGEST, LONGEST_NAME = 3, 30, 80
# Alphabets that people do mix in one word.
TOGETHER = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"}, {"CJK", "BOPOMOFO"})
# Letters that look like a Latin one, by Unicode's confusables (UTS #39), the common part; l, i and 1 look alike.
LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏьԛԝвкмнтгєԍӄαβγεικνορτυχηωաոսցհօքȷɡɑıi013457",  # noqa: RUF001  (on purpose)
    "aeopcyxljsdhlbqwbkmhtregkabyelkvoptuxnwanughoqjgalloleast",
)
PAIRS = (("rn", "m"), ("vv", "w"))
# What shows nothing although Unicode counts it among letters and signs.
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Handles that would make somebody look like the company, or that are addresses here.
RESERVED = frozenset(
    [
        "abuse",
        "account",
        "accounts",
        "admin",
        "administrator",
        "agent",
        "agents",
        "api",
        "badges",
        "community",
        "contact",
        "help",
        "hostmaster",
        "info",
        "language",
        "login",
        "manager",
        "mentions",
        "moderation",
        "moderator",
        "moderators",
        "nobody",
        "noreply",
        "null",
        "official",
        "postmaster",
        "experts",
        "pause",
        "ranks",
        "root",
        "security",
        "service",
        "settings",
        "staff",
        "support",
        "system",
        "team",
        "undefined",
        "webmaster",
        "www",
    ]
)


class BadName(ValueError):
    """The name cannot be used; the message says why."""


def clean_handle(text: str) -> str:
    """The handle as it is stored. Raises BadName with a sentence for the person who chose it."""
    handle = unicodedata.normalize("NFKC", text[: LONGEST * 8]).strip()
    if any(unicodedata.category(letter)[0] in "CZ" or letter in INVISIBLE for letter in handle):
        raise BadName(_("A handle cannot contain spaces or invisible characters."))
    if not SHORTEST <= len(handle) <= LONGEST:
        raise BadName(_("A handle has %(least)s to %(most)s characters.") % {"least": SHORTEST, "most": LONGEST})
    if not SHAPE.fullmatch(_without_marks(handle)):
        raise BadName(_("A handle has letters, digits, dots, hyphens and underscores, and no sign at its ends."))
    if not _of_one_alphabet(handle):
        raise BadName(_("A handle cannot mix letters of different alphabets."))
    if key_of(handle) in _reserved() or handle.casefold().startswith("former-"):
        raise BadName(_("This handle is kept for the team."))
    return handle


def clean_name(text: str) -> str:
    """A person's name as it is stored. Raises BadName when it hides something."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(letter)[0] == "C" or letter in INVISIBLE for letter in name):
        raise BadName(_("A name cannot contain invisible characters."))
    if len(name) > LONGEST_NAME:
        raise BadName(_("A name has at most %(most)s characters.") % {"most": LONGEST_NAME})
    if name and not any(letter.isalnum() for letter in name):
        raise BadName(_("A name needs at least one letter."))
    return name


def key_of(handle: str) -> str:
    """What must be unique: two names that look alike have the same key."""
    plain = handle.lower() if handle.isascii() else _without_accents(handle)
    key = re.sub(r"[._\-\s]", "", plain.translate(LOOKALIKES))
    for pair, one in PAIRS:
        key = key.replace(pair, one)
    return key


def _without_accents(handle: str) -> str:
    folded = unicodedata.normalize("NFKC", handle).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFD", folded) if not unicodedata.combining(letter))


def _reserved() -> set[str]:
    return {key_of(word) for word in RESERVED}


def _without_marks(handle: str) -> str:
    """Vowel signs are no letters in Unicode, but scripts such as Devanagari cannot be written without them."""
    return "".join(letter for letter in handle if not _is_vowel_sign(letter))


def _is_vowel_sign(letter: str) -> bool:
    return unicodedata.category(letter) in {"Mn", "Mc"} and not unicodedata.name(letter, "").startswith("COMBINING")


def _of_one_alphabet(handle: str) -> bool:
    alphabets = {_alphabet(letter) for letter in handle if letter.isalpha() or _is_vowel_sign(letter)}
    foreign_digits = any(letter.isdigit() and not letter.isascii() for letter in handle)
    return not foreign_digits and (len(alphabets) < 2 or any(alphabets <= group for group in TOGETHER))


def _alphabet(letter: str) -> str:
    return re.split(r"[ -]", unicodedata.name(letter, "?"), maxsplit=1)[0]
