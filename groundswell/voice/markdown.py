"""Markdown to HTML that is safe to show to everybody; done once, when a text is saved."""

import html as entities
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from groundswell.members.models import Member
from groundswell.members.names import key_of

MENTION = re.compile(r"(?<![\w/@.])@([^\W_](?:[\w.-]{1,28}[^\W_]))")
MOST_MENTIONS = 10
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "del", "dd", "dl", "dt", "em", "h2", "h3", "h4", "hr", "i", "img",
    "kbd", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "code": {"class"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
CLASSES = {"a": {"mention"}, "th": {"end", "middle"}, "td": {"end", "middle"}}


@dataclass(frozen=True)
class Rendered:
    """HTML for the page, plain text for lists, and who is mentioned."""

    html: str
    excerpt: str
    mentions: list[int]


def render(source: str) -> Rendered:
    """Render a text; handles that are nobody's stay plain text."""
    people = _people(source)
    env = {"people": {key: member.handle for key, member in people.items()}}
    html = sanitise(_parser().render(source, env))
    return Rendered(html, excerpt_of(html), [member.pk for member in people.values()])


def sanitise(html: str) -> str:
    """Keep the tags and attributes of the house; pictures only from ourselves, links marked as a stranger's."""
    return _cleaner().clean(html)


def excerpt_of(html: str, length: int = 280) -> str:
    text = " ".join(entities.unescape(nh3.clean(html.replace("<", " <"), tags=set())).split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _people(source: str) -> dict[str, Member]:
    wanted = {key_of(match[1].rstrip(".")) for match in MENTION.finditer(source)}
    if not wanted:
        return {}
    found = Member.objects.present().filter(handle_key__in=sorted(wanted)[:MOST_MENTIONS])
    return {member.handle_key: member for member in found}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"linkify": True, "breaks": True, "html": False})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.core.ruler.push("mentions", _link_mentions)
    parser.core.ruler.push("headings", _lower_headings)
    return parser


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow ugc noopener",
        attribute_filter=_filter,
    )


def _filter(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if value.startswith("/media/") else None
    if name == "class":
        if tag == "code":
            return value if re.fullmatch(r"language-[\w+-]{1,30}", value) else None
        return value if value in CLASSES.get(tag, set()) else None
    return value


def _lower_headings(state: StateCore) -> None:
    """The page's own title is the only h1."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(4, int(token.tag[1]) + 1)}"


def _link_mentions(state: StateCore) -> None:
    people = state.env.get("people") or {}
    if not people:
        return
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = [part for token in block.children for part in _split(token, people)]


def _split(token: Token, people: dict[str, str]) -> Sequence[Token]:
    if token.type != "text" or "@" not in token.content:
        return [token]
    parts: list[Token] = []
    end = 0
    for match in MENTION.finditer(token.content):
        handle = people.get(key_of(match[1].rstrip(".")))
        if handle is None:
            continue
        parts += [_text(token.content[end : match.start()]), *_link(handle)]
        end = match.start() + 1 + len(match[1].rstrip("."))
    return [*parts, _text(token.content[end:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(handle: str) -> list[Token]:
    start = Token("link_open", "a", 1, attrs={"href": f"/members/{handle}/", "class": "mention"})
    return [start, _text(f"@{handle}"), Token("link_close", "a", -1)]
