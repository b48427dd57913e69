"""The picture beside a link: whatever the title is, it stays on the card."""

import io

import pytest
from PIL import Image

from groundswell.features.support.card import MOST_LINES, SIZE, TITLES, _fits, _font, _lines, draw_card


@pytest.mark.parametrize(
    "title",
    ["Lift", "From €7 to €8?", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 3, "W" * 200],
)
def test_a_title_fits_whatever_it_is(title: str) -> None:
    font = _font(TITLES, 54)

    lines = _lines(title, font)

    assert 1 <= len(lines) <= MOST_LINES
    assert all(_fits(line, font) for line in lines)
    assert Image.open(io.BytesIO(draw_card(title, "Plans", "Fernweh", 2, False))).size == SIZE


def test_what_is_left_out_is_marked() -> None:
    assert _lines("word " * 100, _font(TITLES, 54))[-1].endswith("…")
