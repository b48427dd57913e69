"""A link alone on its line becomes a card that says what its page is called.

The server asks the page once (see fetching.py); readers' browsers ask nobody.
"""

from itertools import pairwise

from django.conf import settings
from django.utils.html import escape
from markdown_it.token import Token

from groundswell.voice.cleaning import is_own
from groundswell.voice.models import Preview

MOST_CARDS, LONGEST_URL = 5, 500
BREAKS = {"softbreak", "hardbreak"}
Line = list[Token]


def make_cards(tokens: list[Token]) -> list[str]:
    """Put cards where their pages are known; return the addresses that stand alone on a line."""
    if not settings.LINK_PREVIEWS:
        return []
    places = [text for before, text in pairwise(tokens) if before.type == "paragraph_open" and before.level == 0]
    found = {href: None for text in places for line in _lines(text) if (href := _lone_link(line))}
    lone = list(found)[:MOST_CARDS]
    pages = {page.url: page for page in Preview.objects.filter(url__in=lone, state="ready")} if lone else {}
    for text in places if pages else ():
        text.children = _with_cards(_lines(text), pages)
    return lone


def _lines(text: Token) -> list[Line]:
    """The pieces of a paragraph between its line breaks; each later one starts with its break."""
    lines: list[Line] = [[]]
    for token in text.children or []:
        if token.type in BREAKS:
            lines.append([])
        lines[-1].append(token)
    return lines


def _lone_link(line: Line) -> str:
    """The address, when a line is one bare web address of another site and nothing else."""
    rest = line[1:] if line and line[0].type in BREAKS else line
    rest = [token for token in rest if token.type != "text" or token.content.strip()]
    if [token.type for token in rest] != ["link_open", "text", "link_close"] or rest[0].info != "auto":
        return ""
    href = str(rest[0].attrs["href"])
    fits = href.startswith(("http://", "https://")) and len(href) <= LONGEST_URL
    return href if fits and not is_own(href) else ""


def _with_cards(lines: list[Line], pages: dict[str, Preview]) -> Line:
    """A card is a line of its own already, so the breaks around it go."""
    parts: Line = []
    after_card = False
    for line in lines:
        page = pages.get(_lone_link(line))
        if page:
            parts.append(_card(page))
        else:
            parts += line[1:] if after_card and line and line[0].type in BREAKS else line
        after_card = page is not None
    return parts


def _card(page: Preview) -> Token:
    about = f"<span>{escape(page.about)}</span>" if page.about else ""
    inner = f"<b>{escape(page.title)}</b>{about}<small>{escape(page.site)}</small>"
    return Token("html_inline", "", 0, content=f'<a class="preview" href="{escape(page.url)}">{inner}</a>')
