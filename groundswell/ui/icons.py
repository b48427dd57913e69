"""Outline icons from Lucide: drawn once in each page where they repeat, inline everywhere else."""

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from markupsafe import Markup

# Icons that a page shows many times. The shell draws them once, `icon` then points there: a tenth of the bytes.
REPEATED = (
    "bell", "check", "chevron-down", "chevron-up", "circle-check", "ellipsis", "eye", "flag", "folder", "heart", "history",
    "link", "lock", "message-circle", "pencil", "plus", "search", "share-2", "trash-2", "undo-2", "x",
)  # fmt: skip


class NoSuchIcon(LookupError):
    """The name is not in Lucide; see https://lucide.dev/icons for those that are."""


@cache
def _drawing(name: str) -> str:
    """The shapes inside the <svg> of an icon."""
    try:
        svg = _archive().read(f"{name}.svg").decode()
    except KeyError:
        raise NoSuchIcon(name) from None
    inner = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    return re.sub(r"\s+", " ", inner).replace(" />", "/>").replace("> <", "><").strip()


@cache
def _archive() -> ZipFile:
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))


@cache
def icon(name: str, size: int = 20) -> Markup:
    """An icon that says nothing to a screen reader: the text beside it does."""
    inner = f'><use href="#i-{name}"/>' if name in REPEATED else f' viewBox="0 0 24 24">{_drawing(name)}'
    return Markup(f'<svg class="icon" width="{size}" height="{size}" aria-hidden="true"{inner}</svg>')


@cache
def sprite() -> Markup:
    """The shapes of the repeated icons, once a page."""
    symbols = "".join(f'<symbol id="i-{name}" viewBox="0 0 24 24">{_drawing(name)}</symbol>' for name in REPEATED)
    return Markup(f'<svg class="sprite" aria-hidden="true" width="0" height="0">{symbols}</svg>')
