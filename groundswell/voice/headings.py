"""What a web page says of itself in its head: OpenGraph, else its title and description."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.text import Truncator

TITLE, ABOUT, SITE = 200, 300, 100
WANTED = {"og:title", "og:description", "og:site_name", "description", "twitter:title", "twitter:description"}


@dataclass(frozen=True)
class About:
    """A page in three short texts; without a title there is nothing to show."""

    title: str
    about: str
    site: str


def read_head(html: str, *, site: str) -> About:
    """`site` is the host, shown where the page names no site."""
    head = _Head()
    head.feed(html)
    said = head.said
    title = said.get("og:title") or said.get("twitter:title") or head.title
    about = said.get("og:description") or said.get("description") or said.get("twitter:description") or ""
    return About(_tidy(title, TITLE), _tidy(about, ABOUT), _tidy(said.get("og:site_name") or site, SITE))


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self.title = ""
        self.in_title = self.past = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self.past = True
        if tag == "title" and not self.title and not self.past:
            self.in_title = True
        values = dict(attrs)
        name = (values.get("property") or values.get("name") or "").lower()
        if tag == "meta" and name in WANTED and not self.past:
            self.said.setdefault(name, values.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self.in_title = self.in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data


def _tidy(text: str, longest: int) -> str:
    """One line of visible characters."""
    visible = "".join(letter if letter.isprintable() else " " for letter in text)
    return Truncator(" ".join(visible.split())).chars(longest)
