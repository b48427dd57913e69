"""The picture that other sites show beside a link to a question."""

import io
import textwrap

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, QUIET, ACCENT, GOOD = "#fbf8f3", "#26221d", "#6d655b", "#0f7c80", "#2e7d43"
MARGIN = 80


def draw_card(title: str, topic: str, site: str, answers: int, solved: bool) -> bytes:
    """A PNG of 1200 x 630 pixels with the title in at most four lines."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 18, SIZE[1]), fill=GOOD if solved else ACCENT)
    draw.text((MARGIN, 70), topic, fill=QUIET, font=ImageFont.load_default(34))
    size, width = (68, 30) if len(title) < 60 else (56, 37)
    lines = textwrap.wrap(title, width)[:4]
    if len(textwrap.wrap(title, width)) > 4:
        lines[-1] = lines[-1][: width - 1] + "…"
    for number, line in enumerate(lines):
        draw.text((MARGIN, 150 + number * size * 1.25), line, fill=INK, font=ImageFont.load_default(size))
    state = _("solved") if solved else ngettext("%d answer", "%d answers", answers) % answers
    draw.text((MARGIN, 530), site, fill=ACCENT, font=ImageFont.load_default(40))
    draw.text(
        (SIZE[0] - MARGIN, 530), state, fill=GOOD if solved else QUIET, font=ImageFont.load_default(40), anchor="ra"
    )
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
