"""The picture that other sites show beside a link to a question."""

import io
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, QUIET, ACCENT, GOOD = "#fbf8f3", "#26221d", "#6d655b", "#0f7c80", "#2e7d43"
MARGIN = 80
MOST_LINES = 4
# As pages do, with what the machine has; the last resort comes with Pillow and knows few signs.
TITLES = ("NotoSerif-SemiBold.ttf", "DejaVuSerif-Bold.ttf", "LiberationSerif-Bold.ttf")
TEXTS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf")


def draw_card(title: str, topic: str, site: str, answers: int, solved: bool) -> bytes:
    """A PNG of 1200 x 630 pixels with the title in at most four lines."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 18, SIZE[1]), fill=GOOD if solved else ACCENT)
    draw.text((MARGIN, 70), topic, fill=QUIET, font=_font(TEXTS, 32))
    size = 64 if len(title) < 60 else 54
    for number, line in enumerate(_lines(title, _font(TITLES, size))):
        draw.text((MARGIN, 145 + number * size * 1.28), line, fill=INK, font=_font(TITLES, size))
    state = _("solved") if solved else ngettext("%d answer", "%d answers", answers) % answers
    draw.text((MARGIN, 530), site, fill=ACCENT, font=_font(TEXTS, 36))
    draw.text((SIZE[0] - MARGIN, 530), state, fill=GOOD if solved else QUIET, font=_font(TEXTS, 36), anchor="ra")
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@cache
def _font(names: tuple[str, ...], size: int) -> Any:
    for name in names:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _lines(title: str, font: Any) -> list[str]:
    """The title broken where a line is full, words that are too long as well; what does not fit ends with dots."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if _fits(longer, font):
            lines[-1] = longer
            continue
        lines += [""] if lines[-1] else []
        for sign in word:
            lines = [*lines, ""] if not _fits(lines[-1] + sign, font) else lines
            lines[-1] += sign
    if len(lines) <= MOST_LINES:
        return lines
    last = lines[MOST_LINES - 1]
    while not _fits(f"{last}…", font):
        last = last[:-1]
    return [*lines[: MOST_LINES - 1], f"{last}…"]


def _fits(text: str, font: Any) -> bool:
    return float(font.getlength(text)) <= SIZE[0] - 2 * MARGIN
