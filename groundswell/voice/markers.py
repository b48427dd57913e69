"""What a translator must not change, taken out of a text before it goes and put back exactly when it returns.

Code, pictures, mentions and cards go as empty elements with a number; every other attribute, such as where a link leads,
stays here too. So the text that comes back can hold no address and no attribute that was not in the original.
"""

from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

WHOLE = {"pre", "code", "kbd", "img"}
WHOLE_LINKS = {"mention", "preview"}
EMPTY = {"br", "hr", "img"}


class Incomplete(ValueError):
    """Something of the text did not come back."""


@dataclass
class Packed:
    """What is sent, and what stays here: whole elements and opening tags by their number."""

    text: str = ""
    whole: dict[str, str] = field(default_factory=dict)
    opened: dict[str, str] = field(default_factory=dict)
    has_words: bool = False
    has_body: bool = False

    @property
    def needed(self) -> set[str]:
        """The numbers without which the text would say less than the original."""
        return {*self.whole, *(key for key, tag in self.opened.items() if tag.startswith("<a "))}


def pack(title: str, html: str) -> Packed:
    """A text as it is sent: its title as a heading, if it has one, and its HTML with markers. For HTML of the house."""
    packing = _Packing()
    packing.feed(html)
    packing.close()
    packed = packing.packed
    packed.text = (f"<h1>{escape(title, quote=False)}</h1>\n" if title else "") + "".join(packing.parts)
    packed.has_words, packed.has_body = packed.has_words or bool(title), bool(html.strip())
    return packed


def unpack(answer: str, packed: Packed) -> tuple[str, str]:
    """Title and HTML of what came back. Raises Incomplete. The HTML is not safe yet: see cleaning.py."""
    unpacking = _Unpacking(packed)
    unpacking.feed(answer)
    unpacking.close()
    html = "".join(unpacking.parts).strip()
    if packed.needed - unpacking.seen or unpacking.skipped or (packed.has_body and not html):
        raise Incomplete("Code, a picture, a link or the text did not come back.")
    return " ".join(unescape("".join(unpacking.title)).split()), html


class _AsItIs(HTMLParser):
    """Hands on words and entities as they are written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []

    def say(self, text: str) -> None:
        self.parts.append(text)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        self.say(data)

    def handle_entityref(self, name: str) -> None:
        self.say(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.say(f"&#{name};")


class _Packing(_AsItIs):
    def __init__(self) -> None:
        super().__init__()
        self.packed = Packed()
        self.number = 0
        self.taken: list[str] = []  # of an element that stays here: what was read of it so far
        self.within: list[str] = []  # and the tags that are open in it

    def say(self, text: str) -> None:
        if self.within:
            self.taken.append(text)
            return
        self.parts.append(text)
        self.packed.has_words = self.packed.has_words or any(letter.isalpha() for letter in text)

    def mark(self, text: str) -> None:
        """Something of ours, which is no word."""
        (self.taken if self.within else self.parts).append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        whole = tag in WHOLE or (tag == "a" and dict(attrs).get("class") in WHOLE_LINKS)
        if self.within or whole:
            self.taken.append(written)
            if tag not in EMPTY:
                self.within.append(tag)
            elif not self.within:
                self._keep(tag)
        elif attrs:
            self.packed.opened[key := self._next()] = written
            self.mark(f'<{tag} id="{key}">')
        else:
            self.mark(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self.mark(f"</{tag}>")
        if self.within and self.within[-1] == tag:
            self.within.pop()
            if not self.within:
                self._keep(tag)

    def _keep(self, tag: str) -> None:
        self.packed.whole[key := self._next()] = "".join(self.taken)
        self.taken = []
        empty = tag in EMPTY
        self.parts.append(f'<{tag} id="{key}" translate="no">' + ("" if empty else f"{key}</{tag}>"))

    def _next(self) -> str:
        self.number += 1
        return f"k{self.number}"


class _Unpacking(_AsItIs):
    def __init__(self, packed: Packed) -> None:
        super().__init__()
        self.packed = packed
        self.seen: set[str] = set()
        self.title: list[str] = []
        self.in_title = False
        self.skipped = ""  # the tag of a marker whose inside is passed over
        self.depth = 0
        self.links: list[bool] = []  # of the links that are open: whether they were ours

    def say(self, text: str) -> None:
        if not self.skipped:
            (self.title if self.in_title else self.parts).append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        key = dict(attrs).get("id") or ""
        if self.skipped:
            self.depth += tag == self.skipped
        elif key in self.packed.whole:
            self._put_back(key, tag)
        elif tag == "h1" or self.in_title:
            self.in_title = True
        elif tag == "a":
            self.links.append(key in self.packed.opened and key not in self.seen)
            if self.links[-1]:
                self._open(key)
        elif self.packed.opened.get(key, "").startswith(f"<{tag} "):
            self._open(key)
        elif tag not in WHOLE:
            self.say(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.depth -= tag == self.skipped
            self.skipped = self.skipped if self.depth else ""
        elif tag == "h1" or self.in_title:
            self.in_title = tag != "h1"
        elif tag != "a" or (self.links and self.links.pop()):
            self.say("" if tag in WHOLE else f"</{tag}>")

    def _put_back(self, key: str, tag: str) -> None:
        """Once only, whatever came back."""
        if key not in self.seen:
            self.seen.add(key)
            self.parts.append(self.packed.whole[key])
        if tag not in EMPTY:
            self.skipped, self.depth = tag, 1

    def _open(self, key: str) -> None:
        self.seen.add(key)
        self.say(self.packed.opened[key])
