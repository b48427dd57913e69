"""Texts as search sees them: visible words, without accents and case, cut the same way in texts and in queries."""

import html as entities
import re
import unicodedata
from functools import lru_cache

ENGLISH, GERMAN, SIMPLE = "english", "german", "simple"
# A query is asked in all of them, because nobody says in which language they search.
CONFIGS = (ENGLISH, GERMAN, SIMPLE)
LANGUAGES = {"en": ENGLISH, "de": GERMAN}
LONGEST_WORD = 50
LONGEST_TEXT = 20_000
INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
MARKS = dict.fromkeys(range(0x300, 0x370))
WORD = re.compile(r"[^\W_]+")
COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")
TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>""")
WITHIN_A_WORD = {"a", "abbr", "b", "code", "del", "em", "i", "kbd", "s", "strong", "sub", "sup"}


def config_of(language: str) -> str:
    """PostgreSQL's text search configuration for texts in this language."""
    return LANGUAGES.get(language[:2].lower(), SIMPLE)


def spoken(html: str) -> str:
    """What a reader sees of rendered HTML (which nh3 has made well-formed), as plain text."""
    bare = TAG.sub(lambda tag: "" if tag[2] in WITHIN_A_WORD else " ", html)
    return " ".join(entities.unescape(bare).replace("\x00", " ").split())[:LONGEST_TEXT]


def fold(text: str, config: str = SIMPLE) -> str:
    """Lower case without accents; German keeps its umlauts and ß, for its own stemmer knows them better."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).lower()
    return plain.translate(_table(config == GERMAN))


def words_of(text: str, config: str = SIMPLE) -> list[str]:
    """The words of a text, folded. "Wi-Fi" is two words."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text, config))]


def compounds_of(text: str, config: str = SIMPLE) -> list[str]:
    """Words written with hyphens, as one word each: somebody will search for "wifi"."""
    if "-" not in text and "\u2010" not in text and "\u2011" not in text:
        return []
    found = (re.sub(r"[-\u2010\u2011]", "", whole) for whole in COMPOUND.findall(fold(text, config)))
    return [word for word in found if len(word) <= 30]


def indexable(text: str, config: str) -> str:
    """The words for to_tsvector, divided by blanks, so that its parser has nothing left to guess."""
    return " ".join([*words_of(text, config), *compounds_of(text, config)])


def trigrams(word: str) -> list[str]:
    """All runs of three characters of a word with its ends, such as "  w", " wo", "wor"."""
    padded = f"  {word} "
    return sorted({padded[at : at + 3] for at in range(len(padded) - 2)})


@lru_cache(maxsize=20_000)
def same_length_fold(text: str) -> str:
    """Folded letter by letter, so that places found in it are places in the text."""
    return "".join(one if len(one := fold(letter)) == 1 else letter for letter in text)


def _table(german: bool) -> dict[int, str | None]:
    return _GERMAN if german else _PLAIN


def _make_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {**INVISIBLE, **MARKS}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        bare = "".join(one for one in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(one))
        if bare != chr(code):
            table[code] = bare
    special = {"ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    return table | {ord(letter): bare for letter, bare in special.items()}


_PLAIN = _make_table()
_GERMAN = {code: bare for code, bare in _PLAIN.items() if chr(code) not in "äöüß"}
