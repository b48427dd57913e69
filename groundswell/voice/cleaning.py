"""HTML that is safe to show to everybody, whoever wrote it."""

import html as entities
import re
from functools import cache

import nh3
from django.conf import settings

PICTURE = re.compile(r"/media/pictures/[0-9a-f]{2}/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.webp")
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "del", "dd", "dl", "dt", "em", "h2", "h3", "h4", "hr", "i", "img",
    "kbd", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "code": {"class"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
CLASSES = {"a": {"mention", "preview"}, "th": {"end", "middle"}, "td": {"end", "middle"}}
FOREIGN = "nofollow ugc noopener"
LANGUAGE = re.compile(r"language-[\w+#.-]{1,30}")
SIZE = re.compile(r"\d{1,5}")
# nh3 writes < and > in attributes as entities, so these find whole tags and nothing else.
LINK_TAG, PICTURE_TAG = re.compile(r"<a [^>]*>"), re.compile(r"<img[^>]*>")
HREF, SRC, ALT = (re.compile(rf' {name}="([^"]*)"') for name in ("href", "src", "alt"))
LONGEST_EXCERPT = 280


def sanitise(html: str) -> str:
    """Keep the tags and attributes of the house. Foreign links are marked so; foreign pictures become links."""
    clean = _cleaner().clean(html)
    if "<img" in clean:
        kept = PICTURE_TAG.sub(_own_or_link, clean)
        clean = clean if kept == clean else _cleaner().clean(kept)
    return LINK_TAG.sub(_own_without_rel, clean) if "<a " in clean else clean


# A block begins a new word; a link or an emphasis inside a sentence does not.
APART = re.compile(
    r"<(?=/?(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|pre|table|tr|td|th|hr|img)\b)", re.IGNORECASE
)


def excerpt_of(html: str, length: int = LONGEST_EXCERPT) -> str:
    """The beginning of a text without its marks, for lists."""
    if len(html) > length * 40:
        html = html[: length * 40].rpartition("<")[0]
    text = " ".join(entities.unescape(nh3.clean(APART.sub(" <", html), tags=set())).split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def is_own(href: str) -> bool:
    """Whether a link stays on this site."""
    if href.startswith(("/", "\\")):
        return href[1:2] not in {"/", "\\"}
    return href.startswith("#") or href == settings.SITE_URL or href.startswith(f"{settings.SITE_URL}/")


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=FOREIGN,
        attribute_filter=_filter,
    )


def _filter(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        known = LANGUAGE.fullmatch(value) if tag == "code" else value in CLASSES.get(tag, ())
        return value if known else None
    if name in {"width", "height", "start"}:
        return value if SIZE.fullmatch(value) else None
    if name == "loading":
        return "lazy"
    return value


def _own_or_link(found: re.Match[str]) -> str:
    src, alt = SRC.search(found[0]), ALT.search(found[0])
    if src and PICTURE.fullmatch(src[1]):
        return found[0]
    text = alt[1] if alt else ""
    if src and src[1].startswith(("http://", "https://")):
        return f'<a href="{src[1]}">{text or src[1]}</a>'
    return text


def _own_without_rel(found: re.Match[str]) -> str:
    href = HREF.search(found[0])
    own = href and is_own(entities.unescape(href[1]))
    return found[0].replace(f' rel="{FOREIGN}"', "") if own else found[0]
