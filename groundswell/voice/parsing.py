"""Markdown to HTML that is safe to show to everybody, as far as nothing has to be looked up for it.

Importing this needs no tables, so that processes which only read texts start at once.
"""

import html as entities
import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from groundswell.voice.cleaning import excerpt_of, is_own, sanitise

# Embeddings, overrides and isolates of direction make a text read otherwise than it is written; halves of characters.
UNWANTED = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MARKS = re.compile(r"[\[\]!*_~`<&|:\n]")
MOST_WORK, LONGEST = 8_000, 100_000
ALIGNED = {"text-align:right": "end", "text-align:center": "middle"}


def render_foreign(source: str) -> tuple[str, str]:
    """HTML and excerpt of a text from elsewhere: @ben meant somebody else there, and its pictures are not ours."""
    source = UNWANTED.sub("", source)
    tokens = parse(source)
    if tokens is None:
        html = unformatted(source)
    else:
        for picture in pictures_in(tokens):
            if is_own(str(picture.attrs["src"])):
                picture.type, picture.tag = "text", ""
        html = write(tokens)
    return html, excerpt_of(html)


def parse(source: str) -> list[Token] | None:
    """The tokens of a text as the house wants them; None when the text is made to keep us busy."""
    if work_of(source) > MOST_WORK:
        return None
    tokens = _parser().parse(source)
    _suit_the_house(tokens)
    return tokens


def write(tokens: list[Token]) -> str:
    """Clean HTML of tokens."""
    parser = _parser()
    return sanitise(parser.renderer.render(tokens, parser.options, {}))


def unformatted(source: str) -> str:
    """Clean HTML of a text whose marks mean nothing: paragraphs and line breaks only."""
    return sanitise("".join(_paragraphs(source)))


def blocks_in(tokens: list[Token]) -> list[Token]:
    """The tokens that hold running text."""
    return [token for token in tokens if token.type == "inline" and token.children]


def pictures_in(tokens: list[Token]) -> list[Token]:
    """The tokens that are pictures."""
    return [token for block in blocks_in(tokens) for token in block.children or [] if token.type == "image"]


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


def _paragraphs(source: str) -> Iterator[str]:
    for part in re.split(r"\n{2,}", source):
        if part.strip():
            yield f"<p>{entities.escape(part).replace(chr(10), '<br>')}</p>"
