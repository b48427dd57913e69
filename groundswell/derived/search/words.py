"""Texts as search sees them: visible words, without accents and case, cut the same way in texts and in queries."""

import html as entities
import re
import unicodedata

ENGLISH, GERMAN, SIMPLE = "english", "german", "simple"
# A query is asked in all of them, because nobody says in which language they search.
CONFIGS = (ENGLISH, GERMAN, SIMPLE)
LANGUAGES = {"en": ENGLISH, "de": GERMAN}
LONGEST_WORD = 50
LONGEST_COMPOUND = 32
LONGEST_TEXT = 20_000
INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
NOT_SEEN: dict[int, str | None] = {**INVISIBLE, **dict.fromkeys(range(0x300, 0x370))}
WORD = re.compile(r"[^\W_]+")
HYPHEN = re.compile(r"[-\u2010\u2011]")
COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")
PIECE = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>""")
WITHIN_A_WORD = {"a", "abbr", "b", "code", "del", "em", "i", "kbd", "s", "strong", "sub", "sup"}


def config_of(language: str) -> str:
    """PostgreSQL's text search configuration for texts in this language."""
    return LANGUAGES.get(language[:2].lower(), SIMPLE)


def spoken(html: str) -> str:
    """What a reader sees of rendered HTML (which nh3 has made well-formed), as plain text."""
    bare = TAG.sub(lambda tag: "" if tag[2] in WITHIN_A_WORD else " ", html)
    return " ".join(entities.unescape(bare).replace("\x00", " ").split())[:LONGEST_TEXT]


def clean(text: str) -> str:
    """Lower case, without what nobody sees."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower().translate(NOT_SEEN)


def fold(text: str, config: str = SIMPLE) -> str:
    """Clean and without accents; German keeps its umlauts and ß, for its own stemmer knows them better."""
    if text.isascii():
        return text.lower()
    return clean(text).translate(_GERMAN if config == GERMAN else _PLAIN)


def words_of(text: str, config: str = SIMPLE) -> list[str]:
    """The words of a text, folded. "Wi-Fi" is two words."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text, config))]


def pieces_of(text: str) -> list[str]:
    """The words of a query as typed: in lower case, with their accents, and with hyphens if they are not too long."""
    found: list[str] = []
    for piece in PIECE.findall(clean(text)):
        halves = halves_of(piece)
        whole = len(halves) <= 4 and len(piece) <= LONGEST_WORD
        found += [piece] if whole else [half[:LONGEST_WORD] for half in halves]
    return found


def halves_of(word: str) -> list[str]:
    """ "wi" and "fi" of "wi-fi"; a word without hyphens is its only part."""
    return HYPHEN.split(word)


def indexable(text: str, config: str) -> str:
    """The words for to_tsvector, divided by blanks, so that its parser has nothing left to guess.

    At the end come words with hyphens once more in one, because somebody will search for "wifi".
    """
    folded = fold(text, config)
    found = [word[:LONGEST_WORD] for word in WORD.findall(folded)]
    if HYPHEN.search(folded) is None:
        return " ".join(found)
    found += [HYPHEN.sub("", whole) for whole in COMPOUND.findall(folded) if len(whole) <= LONGEST_COMPOUND]
    return " ".join(found)


def same_length_fold(text: str) -> str:
    """Folded letter by letter, so that places found in it are places in the text."""
    if text.isascii():
        return text.lower()
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)
    return lower.translate(_ONE_TO_ONE)


def _make_table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict(NOT_SEEN)
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        bare = "".join(one for one in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(one))
        if bare != chr(code):
            table[code] = bare
    special = {"ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    return table | {ord(letter): bare for letter, bare in special.items()}


_PLAIN = _make_table()
_ONE_TO_ONE = {code: bare for code, bare in _PLAIN.items() if bare and len(bare) == 1}
_GERMAN = {code: bare for code, bare in _PLAIN.items() if chr(code) not in "äöüß"}
