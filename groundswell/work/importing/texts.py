"""The texts of the old site in the house's HTML."""

import html as entities
import re

from groundswell.voice.cleaning import APART, LONGEST_EXCERPT, sanitise
from groundswell.work.importing.comments import short_way

LONGEST_ABOUT = 1_000
HEADING = re.compile(r"<(/?)h([1-6])\b", re.IGNORECASE)
STRIKE = re.compile(r"<(/?)strike\b", re.IGNORECASE)
# A picture inside a link to the large picture: one link is enough, and links cannot be nested.
LINKED_PICTURE = re.compile(r"(<a\b[^<>]*>)\s*<img\b([^<>]*)>\s*</a>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^<>]*>")
ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
Text = tuple[str, str]


def from_html(html: str, length: int = LONGEST_EXCERPT) -> Text:
    """HTML and excerpt of a post. Foreign pictures become links, so that no reader's browser asks a third party."""
    if "<" in html:
        html = HEADING.sub(_lower, html)
        html = STRIKE.sub(r"<\1s", html)
        html = LINKED_PICTURE.sub(_one_link, html)
    clean = sanitise(html)
    return clean, _plain(clean, length)


def from_comment(source: str) -> Text:
    """HTML and excerpt of a comment, which is a line of Markdown."""
    source = source.strip()
    if html := short_way(source):
        return html, _plain(html, LONGEST_EXCERPT)
    from groundswell.voice.parsing import render_foreign  # the parser is worth waiting for only when it is needed

    return render_foreign(source)


def about_text(html: str) -> str:
    """What a person says about themselves, without marks."""
    return _plain(html, LONGEST_ABOUT) if html else ""


def _plain(html: str, length: int) -> str:
    """As excerpt_of, but of HTML that is clean already, or that is shown as text only."""
    if len(html) > length * 40:
        html = html[: length * 40].rpartition("<")[0]
    return _cut(entities.unescape(ANY_TAG.sub("", APART.sub(" <", html))), length)


def _cut(text: str, length: int = LONGEST_EXCERPT) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _lower(found: re.Match[str]) -> str:
    """The page's own title is the only h1."""
    return f"<{found[1]}h{min(4, int(found[2]) + 1)}"


def _one_link(found: re.Match[str]) -> str:
    alt, href = ALT.search(found[2]), HREF.search(found[1])
    text = (alt and (alt[1] or alt[2])) or (href and (href[1] or href[2])) or ""
    return f"{found[1]}{text}</a>"
