"""Pages on which every translated text stands between brackets, so that what stands outside was never translated."""

import re
from html.parser import HTMLParser

from groundswell.members.forms import languages, time_zones

OPEN, SHUT = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
MARKED = re.compile(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")
WORD = re.compile(r"[A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß’'-]+")
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "svg", "code", "kbd", "template"}
READ_OUT = {"aria-label", "title", "placeholder", "alt"}
# What is said as it is in every language: the community, the cast, languages and places by their own names.
AS_IT_IS = {"Groundswell", "Ada Lindqvist", "Ben Okafor", "Cleo Marchetti", "ada@example.com", "ada", "ben", "cleo"}


def marked(text: object) -> str:
    return f"{OPEN}{text}{SHUT}"


class Reader(HTMLParser):
    """What a person reads or hears of a page; parts with a language of their own are somebody's words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.text: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        theirs = tag in UNREAD or ("lang" in own and tag != "html") or own.get("aria-hidden") == "true"
        hidden = theirs or (bool(self.open) and self.open[-1][1])
        if tag not in EMPTY:
            self.open.append((tag, hidden))
        if not hidden:
            self.text.append(" ")
            self.said += [value for name, value in attrs if value and _is_read(tag, name, value, own)]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1][1]):
            self.text.append(data)


def _is_read(tag: str, name: str, value: str, attrs: dict[str, str | None]) -> bool:
    if tag == "meta" and name == "content":
        return attrs.get("name") == "description"
    return name in READ_OUT or (name.startswith("data-") and " " in value)


def leftover(html: str) -> list[str]:
    """The words of a page that no catalogue can reach."""
    reader = Reader()
    reader.feed(html)
    return [word for text in ("".join(reader.text), *reader.said) for word in WORD.findall(_without_marked(text))]


def _without_marked(text: str) -> str:
    while (shorter := MARKED.sub(" ", text)) != text:
        text = shorter
    own = {name for _code, name in languages()} | {str(name) for _code, name in time_zones()} | AS_IT_IS
    for name in sorted(own, key=len, reverse=True):
        text = text.replace(name, " ") if "/" in name else re.sub(rf"(?<!\w)@?{re.escape(name)}(?!\w)", " ", text)
    return text
