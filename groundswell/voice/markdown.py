"""Markdown to HTML that is safe to show to everybody; done once, when a text is saved."""

from dataclasses import dataclass, field

from groundswell.voice.cards import make_cards
from groundswell.voice.cleaning import excerpt_of
from groundswell.voice.mentions import link_mentions
from groundswell.voice.parsing import UNWANTED, blocks_in, parse, unformatted, write
from groundswell.voice.pictures import size_pictures


@dataclass(frozen=True)
class Rendered:
    """HTML for the page, plain text for lists, who is mentioned, and links that stand alone on their line."""

    html: str
    excerpt: str
    mentions: list[int] = field(default_factory=list)
    lone: list[str] = field(default_factory=list)


def render(source: str, *, cards: bool = True) -> Rendered:
    """Render a text; handles that are nobody's stay plain text, and so do texts that are made to keep us busy.

    With `cards`, a link alone on its line becomes a card once we know what its page is called.
    """
    source = UNWANTED.sub("", source)
    tokens = parse(source)
    if tokens is None:
        html = unformatted(source)
        return Rendered(html, excerpt_of(html))
    blocks = blocks_in(tokens)
    size_pictures(blocks)
    lone = make_cards(tokens) if cards else []
    mentions = link_mentions(blocks)
    html = write(tokens)
    return Rendered(html, excerpt_of(html), mentions, lone)
