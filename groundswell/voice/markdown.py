"""Markdown to HTML that is safe to show to everybody; done once, when a text is saved."""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from groundswell.voice.cards import make_cards
from groundswell.voice.cleaning import excerpt_of, sanitise
from groundswell.voice.mentions import link_mentions
from groundswell.voice.pictures import size_pictures

# Embeddings, overrides and isolates of direction make a text read otherwise than it is written; halves of characters.
UNWANTED = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MARKS = re.compile(r"[\[\]!*_~`<&|:\n]")
MOST_WORK, LONGEST = 8_000, 100_000
ALIGNED = {"text-align:right": "end", "text-align:center": "middle"}


@dataclass(frozen=True)
class Rendered:
    """HTML for the page, plain text for lists, who is mentioned, and links that stand alone on their line."""

    html: str
    excerpt: str
    mentions: list[int] = field(default_factory=list)
    lone: list[str] = field(default_factory=list)


def render(source: str, *, cards: bool = True, names: bool = True) -> Rendered:
    """Render a text; handles that are nobody's stay plain text, and so do texts that are made to keep us busy.

    With `cards`, a link alone on its line becomes a card once we know what its page is called; with `names`, @ben
    becomes a link to him (in texts from elsewhere it meant somebody else).
    """
    source = UNWANTED.sub("", source)
    if work_of(source) > MOST_WORK:
        html = sanitise("".join(_unformatted(source)))
        return Rendered(html, excerpt_of(html))
    parser, env = _parser(), {}  # type: tuple[MarkdownIt, dict[str, object]]
    tokens = parser.parse(source, env)
    inline = [token for token in tokens if token.type == "inline" and token.children]
    _suit_the_house(tokens)
    size_pictures(inline)
    lone = make_cards(tokens) if cards else []
    mentions = link_mentions(inline) if names else []
    html = sanitise(parser.renderer.render(tokens, parser.options, env))
    return Rendered(html, excerpt_of(html), mentions, lone)


def work_of(source: str) -> int:
    """How hard a text is to render, about 0.05 ms each: its marks, its links, the cells that its tables may have."""
    if len(source) > LONGEST:
        return MOST_WORK + 1
    rows = [line.count("|") for line in source.split("\n")] if "|" in source else [0]
    return len(MARKS.findall(source)) + 3 * source.count("://") + max(rows) * len(rows)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"linkify": True, "breaks": True, "html": False})
    parser.enable(["table", "strikethrough", "linkify"])
    # Only what says that it is an address: readme.md and script.sh are file names far more often than sites.
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    parser.linkify.add("//", None)
    parser.linkify.add("ftp:", None)
    return parser


def _suit_the_house(tokens: list[Token]) -> None:
    """Headings below the page's own, no empty heads of columns, and columns aligned by class, because style attributes
    are refused."""
    for token, inside, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.type == "th_open" and not inside.content.strip():
            token.tag = closing.tag = "td"
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(4, int(token.tag[1]) + 1)}"
        elif (style := token.attrs.pop("style", None)) and (side := ALIGNED.get(str(style))):
            token.attrs["class"] = side


def _unformatted(source: str) -> Iterator[str]:
    for part in re.split(r"\n{2,}", source):
        if part.strip():
            yield f"<p>{entities.escape(part).replace(chr(10), '<br>')}</p>"
