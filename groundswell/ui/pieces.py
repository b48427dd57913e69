"""Parts of pages that are the same for many readers: rendered once for all that they show, and kept.

A page has some two hundred words and icons around its own content, and twenty posts that look the same to nearly
everybody; rendering them each time cost more than all else (docs/decisions/0005-kept-pieces.md). What a piece shows is
all in its parameters, so nothing needs dropping: whatever changes is another piece.
"""

from collections.abc import Callable, Iterable
from datetime import tzinfo
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.template import engines
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup, escape

from groundswell.ui.places import PATHS, topics

HOLE = Markup("\0")  # no text has this character: PostgreSQL refuses it
HERE = Markup("\1")  # the number of the thing that a piece is made out to; what people wrote comes through holes
# What a piece shows, the texts for its holes, and the number that it is made out to, if any.
Row = tuple[tuple[Any, ...], tuple[str, ...]] | tuple[tuple[Any, ...], tuple[str, ...], int]
BOTTOM = ("/", PATHS.search, PATHS.ask, PATHS.notifications)


def piece(name: str, **shown: Any) -> Markup:
    """ui/pieces/<name>.html, rendered with these values, which must be hashable."""
    render = _render.__wrapped__ if settings.DEBUG else _render
    return render(name, get_language() or "", settings.SITE_NAME, tuple(sorted(shown.items())))


@lru_cache(maxsize=1_000)
def _render(name: str, language: str, site: str, shown: tuple[tuple[str, Any], ...]) -> Markup:
    template = engines["jinja2"].env.get_template(f"ui/pieces/{name}.html")  # type: ignore[attr-defined]
    return Markup(template.render(dict(shown)))


def keeper(keep: bool = True) -> Callable[..., Markup]:
    """`kept`, or `drawn`, for many pieces: in which language and time zone is asked once."""
    render = _parts if keep and not settings.DEBUG else _parts.__wrapped__
    language, zone = get_language() or "", timezone.get_current_timezone()

    def made(
        template: str, macro: str, shown: tuple[Any, ...], texts: tuple[str, ...] = (), number: int | None = None
    ) -> Markup:
        return _woven(render(template, macro, language, zone, shown), texts, number)

    return made


def kept(
    template: str, macro: str, shown: tuple[Any, ...], texts: tuple[str, ...] = (), number: int | None = None
) -> Markup:
    """A macro of a template, rendered with the values `shown`, with safe `texts` in its holes in their order.

    `shown` holds everything that the macro shows, and must be hashable; long texts go into holes, so that they are not
    kept a second time. Macros see no request and nothing of the page. A macro that writes `here` where the number of its
    thing stands looks the same for many things, and is made out to the one with this `number`.
    """
    return keeper()(template, macro, shown, texts, number)


def drawn(
    template: str, macro: str, shown: tuple[Any, ...], texts: tuple[str, ...] = (), number: int | None = None
) -> Markup:
    """The same without keeping it: for pages that are kept whole."""
    return keeper(keep=False)(template, macro, shown, texts, number)


def kept_each(template: str, macro: str, rows: Iterable[Row], keep: bool = True) -> Markup:
    """`kept`, or `drawn`, for each of (shown, texts) or (shown, texts, number), as a list needs it."""
    made = keeper(keep)
    return Markup("".join([made(template, macro, *row) for row in rows]))


def _woven(parts: tuple[str, ...], texts: tuple[str, ...] = (), number: int | None = None) -> Markup:
    if number is not None:
        digits = str(number)
        parts = tuple([part.replace(HERE, digits) for part in parts])
    if not texts:
        return Markup(parts[0])
    woven = [part for pair in zip(parts, texts, strict=False) for part in pair]
    return Markup("".join([*woven, parts[-1]]))


@lru_cache(maxsize=12_000)
def _parts(template: str, macro: str, language: str, zone: tzinfo, shown: tuple[Any, ...]) -> tuple[str, ...]:
    module = engines["jinja2"].env.get_template(template).module  # type: ignore[attr-defined]
    return tuple(str(getattr(module, macro)(*shown)).split(HOLE))


class Reader(NamedTuple):
    """What the shell shows of a signed-in member."""

    handle: str
    name: str
    avatar: str
    role: str


# The menu is the same for all who have a role, but for these.
ANYBODY = Reader(Markup("\0h"), Markup("\0n"), "", "")
FACE = Markup("\0f")


def reader(member: Any) -> Reader | None:
    if not getattr(member, "is_authenticated", False):
        return None
    return Reader(member.handle, member.name or member.handle, member.avatar, member.role)


def _addressed(text: Markup, who: Reader) -> Markup:
    """A piece made for anybody, made out to this reader."""
    face = drawn("ui/components/avatar.html", "avatar", (who,))
    return text.replace("\0f", face).replace("\0h", who.handle).replace("\0n", who.name)


def places_nav(here: str, viewer: Any = None) -> Markup:
    """The topics beside the page that this reader may know of (a stranger, if not said), with the place where they are."""
    shown = topics(viewer)
    known = {
        "/",
        PATHS.questions,
        PATHS.discussions,
        PATHS.blog,
        PATHS.tags,
        PATHS.members,
        PATHS.gatherings,
        PATHS.topics,
    }
    marked = here if here in known or any(topic.holds(here) for topic in shown) else ""
    return piece("places", here=marked, topics=shown)


def header(request: HttpRequest | None, member: Any) -> Markup:
    """Brand and search, then bell and account menu, or the ways in."""
    query = escape(request.GET.get("q", "")[:200]) if request else Markup("")
    if (who := reader(member)) is not None:
        anybody = ANYBODY._replace(role=who.role)
        tools = _addressed(piece("tools", reader=anybody, face=FACE, unread=member.unread), who)
    else:
        back = f"?{urlencode({'next': request.get_full_path()})}" if request else ""
        tools = _woven(tuple(piece("tools", reader=None, face="", unread=0).split(HOLE)), (escape(back),))
    return _woven(tuple(piece("header").split(HOLE)), (query, tools))


def bottom_bar(request: HttpRequest | None, member: Any) -> Markup:
    """The bar at the foot of a phone."""
    path, who = request.path if request else "", reader(member)
    own = f"{PATHS.member}{who.handle}/" if who else ""
    at = next((place for place in (*BOTTOM[1:], own) if place and path.startswith(place)), "/" if path == "/" else "")
    marked = "own" if own and at == own else at
    bar = piece("bottom", at=marked, member=bool(own), unread=member.unread if own else 0)
    return bar.replace("\0h", who.handle) if who else bar
