"""A plain document on A4, in the reader's language. fpdf2 draws it; with a font of the system it can write any name."""

import unicodedata
from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import ImageFont

from groundswell.members.rules import Refused

FONTS = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
)
OWN = "house"
INK, SOFT, LINE = (28, 30, 33), (95, 99, 104), (205, 208, 212)
MARGIN, WIDE = 20, 170


class Paper:
    """Written from top to bottom; numbers are to the right."""

    def __init__(self, title: str, house: str) -> None:
        try:
            from fpdf import FPDF
        except ImportError:
            raise Refused(
                _("PDF needs a part that is not installed here: fpdf2. The file for spreadsheets has the same.")
            ) from None
        self.pdf = FPDF(format="A4")
        self.pdf.set_margin(MARGIN)
        self.pdf.set_auto_page_break(True, MARGIN)
        self.pdf.set_title(title)
        self.pdf.set_lang(get_language() or "en")
        self.font = self._font()
        self.pdf.add_page()
        self._write(house, 9, SOFT)
        self._write(title, 20, INK, bold=True, gap=4)

    def _font(self) -> str:
        for plain, bold in FONTS:
            try:
                faces = [ImageFont.truetype(name, 10).path for name in (plain, bold)]
            except OSError:
                continue
            for style, face in zip(("", "B"), faces, strict=True):
                self.pdf.add_font(OWN, style, str(face))
            return OWN
        return "helvetica"

    def heading(self, text: str) -> None:
        self.pdf.ln(5)
        self._write(text, 13, INK, bold=True, gap=1)

    def small(self, text: str) -> None:
        self.pdf.ln(6)
        self._write(text, 8.5, SOFT)

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        for name, value in rows:
            self._set(10, SOFT)
            self.pdf.cell(38, 6, self._spelled(name))
            self._set(10, INK)
            self.pdf.cell(0, 6, self._spelled(value), new_x="LMARGIN", new_y="NEXT")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """The first column is text, the last ones numbers; heads come again on each page."""
        self._set(9.5, INK)
        self.pdf.set_draw_color(*LINE)
        first = 0.34 if len(heads) < 5 else 0.2
        wide = (WIDE * first, *[WIDE * (1 - first) / (len(heads) - 1)] * (len(heads) - 1))
        align = tuple("LEFT" if n == 0 else "RIGHT" for n in range(len(heads)))
        with self.pdf.table(
            col_widths=wide, text_align=align, borders_layout="HORIZONTAL_LINES", line_height=6.5, width=WIDE
        ) as table:
            for row in (heads, *rows):
                table.row([self._spelled(text) for text in row])

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())

    def _write(
        self, text: str, size: float, colour: tuple[int, int, int], *, bold: bool = False, gap: float = 0
    ) -> None:
        self._set(size, colour, bold)
        self.pdf.multi_cell(WIDE, size * 0.5, self._spelled(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.pdf.ln(gap)

    def _set(self, size: float, colour: tuple[int, int, int], bold: bool = False) -> None:
        self.pdf.set_font(self.font, "B" if bold else "", size)
        self.pdf.set_text_color(*colour)

    def _spelled(self, text: str) -> str:
        """Without a font of the system only Latin letters can be written: others lose their marks, or become a question mark."""
        if self.font == OWN:
            return text
        text = text.replace("\u2013", "-").replace("\u202f", " ").replace("€", "EUR ")
        return (
            "".join(c if ord(c) < 256 else unicodedata.normalize("NFKD", c)[0] for c in text)
            .encode("latin-1", "replace")
            .decode("latin-1")
        )


def day(of: date) -> str:
    return date_format(of, "DATE_FORMAT")


def month(of: date) -> str:
    return date_format(of, "F Y")


def number(n: int) -> str:
    return number_format(n, use_l10n=True, force_grouping=True)
