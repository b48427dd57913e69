"""What somebody typed into the search field, taken apart. Anything may be typed: what is no operator is a word."""

import re
from dataclasses import dataclass, field

from groundswell.derived.search.words import WORD, halves_of, pieces_of

LONGEST_QUERY = 200
MOST_WORDS, MOST_PHRASES, MOST_EXCLUDED, MOST_TAGS = 16, 3, 6, 5
PART = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"|(?P<plain>\S+)')
OPERATOR = re.compile(r"(?P<name>tag|user|is):(?P<value>\S+)", re.IGNORECASE)
STATES = {"solved": True, "unsolved": False}


@dataclass
class Asked:
    """The parts of a query. `plain` is what it is about, in the words of the person, for meaning and for display."""

    typed: str
    plain: str = ""
    words: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    user: str = ""
    solved: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing that could be looked for, and nothing that narrows a list."""
        return not (self.words or self.phrases or self.tags or self.user or self.solved is not None)

    @property
    def is_strict(self) -> bool:
        """Some words must be there, or must not be: a likeness of meaning is not enough."""
        return bool(self.phrases or self.without)


def take_apart(typed: str) -> Asked:
    clean = " ".join(typed.replace("\x00", " ").split())[:LONGEST_QUERY]
    asked = Asked(typed=clean)
    said = [part for match in PART.finditer(clean) if (part := _take(asked, match))]
    asked.plain = " ".join(said)
    del asked.words[MOST_WORDS:], asked.phrases[MOST_PHRASES:], asked.without[MOST_EXCLUDED:], asked.tags[MOST_TAGS:]
    return asked


def _take(asked: Asked, match: re.Match[str]) -> str:
    """Put a part where it belongs; return it if it says what the query is about."""
    phrase, plain = match["phrase"], match["plain"] or ""
    if phrase is not None:
        return _take_phrase(asked, phrase, bool(match["minus"]))
    operator = OPERATOR.fullmatch(plain)
    if operator and _take_operator(asked, operator["name"].lower(), operator["value"]):
        return ""
    if plain.startswith("-") and WORD.match(plain[1:]):
        asked.without.append(plain[1:])
        return ""
    _add_words(asked, plain)
    return plain.strip('"')


def _take_phrase(asked: Asked, phrase: str, excluded: bool) -> str:
    if not WORD.search(phrase):
        return ""
    if excluded:
        asked.without.append(phrase)
        return ""
    asked.phrases.append(phrase)
    _add_words(asked, phrase)
    return phrase


def _take_operator(asked: Asked, name: str, value: str) -> bool:
    if name == "tag":
        asked.tags.append(value.lower())
    elif name == "user":
        asked.user = value.removeprefix("@")
    elif value.lower() in STATES:
        asked.solved = STATES[value.lower()]
    else:
        return False
    return True


def _add_words(asked: Asked, plain: str) -> None:
    """A star at the end of a word stays, for it stands for any ending."""
    found = pieces_of(plain)
    if found and plain.endswith("*") and len(found[-1]) > 1 and len(halves_of(found[-1])) == 1:
        found[-1] += "*"
    asked.words += [word for word in dict.fromkeys(found) if word not in asked.words]
