"""Markdown to HTML that is safe to show to everybody; done once, when a text is saved."""

import html as entities
import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from groundswell.members.models import Member
from groundswell.members.names import key_of
from groundswell.voice.cards import card, known_pages, lone_links
from groundswell.voice.cleaning import PICTURE, excerpt_of, sanitise
from groundswell.voice.models import Picture

__all__ = ["Rendered", "excerpt_of", "render", "sanitise"]

MENTION = re.compile(r"(?<![\w/@.])@([^\W_](?:[\w.-]{1,28}[^\W_]))")
MOST_MENTIONS = 10
# Characters that make code read otherwise than it runs: embeddings, overrides and isolates of direction.
REORDERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
MARKS = re.compile(r"[\[\]!*_~`<&|:\n]")
MOST_WORK, LONGEST = 10_000, 100_000
ALIGNED = {"text-align:right": "end", "text-align:center": "middle"}


@dataclass(frozen=True)
class Rendered:
    """HTML for the page, plain text for lists, and who is mentioned."""

    html: str
    excerpt: str
    mentions: list[int]


def render(source: str, *, cards: bool = True) -> Rendered:
    """Render a text; handles that are nobody's stay plain text, and so do texts made to keep us busy.

    With `cards`, a link alone on its line becomes a card once we know what its page is called.
    """
    source = source.translate(REORDERING)
    if work_of(source) > MOST_WORK:
        html = sanitise(_unformatted(source))
        return Rendered(html, excerpt_of(html), [])
    people = _people(source)
    env = {
        "people": {key: member.handle for key, member in people.items()},
        "sizes": _sizes(source),
        "pages": known_pages(source) if cards else {},
    }
    html = sanitise(_parser().render(source, env))
    return Rendered(html, excerpt_of(html), [member.pk for member in people.values()])


def work_of(source: str) -> int:
    """How hard a text is to render, about 0.05 ms each: its marks, and the cells that its tables may have."""
    if len(source) > LONGEST:
        return MOST_WORK + 1
    rows = [line.count("|") for line in source.split("\n") if "|" in line]
    return len(MARKS.findall(source)) + max(rows, default=0) * len(rows)


def _unformatted(source: str) -> str:
    return "".join(
        f"<p>{entities.escape(part).replace(chr(10), '<br>')}</p>" for part in re.split(r"\n{2,}", source) if part.strip()
    )


def _people(source: str) -> dict[str, Member]:
    if "@" not in source:
        return {}
    wanted = {key_of(match[1].rstrip(".")) for match in MENTION.finditer(source)}
    if not wanted:
        return {}
    found = Member.objects.present().filter(handle_key__in=sorted(wanted)[:MOST_MENTIONS])
    return {member.handle_key: member for member in found}


def _sizes(source: str) -> dict[str, tuple[int, int]]:
    """Width and height of our own pictures, so that a page does not jump while they load."""
    keys = set(PICTURE.findall(source)) if "/media/" in source else ()
    if not keys:
        return {}
    return {str(key): (width, height) for key, width, height in Picture.objects.filter(key__in=keys).values_list("key", "width", "height")}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"linkify": True, "breaks": True, "html": False})
    parser.enable(["table", "strikethrough", "linkify"])
    # Only what says that it is an address: readme.md and script.sh are file names far more often than sites.
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # type: ignore[union-attr]
    parser.core.ruler.push("house", _house_rules)
    return parser


def _house_rules(state: StateCore) -> None:
    """Headings below the page's own, alignment by class, our pictures with their size, mentions, cards."""
    for place, token in enumerate(state.tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(4, int(token.tag[1]) + 1)}"
        elif token.type in {"th_open", "td_open"} and "style" in token.attrs:
            _align(token)
        elif token.type == "inline" and token.children:
            if state.env["pages"] and token.level == 1 and state.tokens[place - 1].type == "paragraph_open":
                token.children = _with_cards(token.children, state.env["pages"])
            token.children = _refined(token.children, state.env)


def _align(token: Token) -> None:
    side = ALIGNED.get(str(token.attrs.pop("style")))
    if side:
        token.attrs["class"] = side


def _refined(tokens: list[Token], env: dict[str, dict[str, object]]) -> list[Token]:
    parts: list[Token] = []
    within = 0
    for token in tokens:
        within += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and "@" in token.content and env["people"] and not within:
            parts += _with_mentions(token.content, env["people"])  # type: ignore[arg-type]
        else:
            parts.append(_sized(token, env["sizes"]) if token.type == "image" else token)  # type: ignore[arg-type]
    return parts


def _sized(token: Token, sizes: dict[str, tuple[int, int]]) -> Token:
    """Our own picture with its size; a picture that we do not have is its description."""
    src = str(token.attrs["src"]).removeprefix(settings.SITE_URL)
    ours = PICTURE.fullmatch(src)
    if ours and ours[1] in sizes:
        width, height = sizes[ours[1]]
        token.attrs |= {"src": src, "width": width, "height": height, "loading": "lazy"}
    return _text(token.content) if ours and ours[1] not in sizes else token


def _with_mentions(content: str, people: dict[str, str]) -> list[Token]:
    parts: list[Token] = []
    end = 0
    for match in MENTION.finditer(content):
        handle = people.get(key_of(match[1].rstrip(".")))
        if handle is None:
            continue
        parts += [_text(content[end : match.start()]), *_link(handle)]
        end = match.start() + 1 + len(match[1].rstrip("."))
    return [*parts, _text(content[end:])]


def _with_cards(tokens: list[Token], pages: dict[str, tuple[str, str, str]]) -> list[Token]:
    """Lines that are one link and nothing else, as cards; the card is its own line, so its line breaks go."""
    lines: list[list[Token]] = [[]]
    breaks: list[Token] = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            lines.append([])
            breaks.append(token)
        else:
            lines[-1].append(token)
    made = [card(pages[href]) if (href := lone_link(line)) in pages else None for line in lines]
    return lines
