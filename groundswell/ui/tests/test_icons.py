import re
from pathlib import Path

import pytest

from groundswell.features.support.topic_making_forms import ICONS
from groundswell.ui.icons import REPEATED, NoSuchIcon, icon, sprite

HERE = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""\b(?:icon\(|icon_name=|empty\()["']([a-z0-9-]+)["']""")


def test_an_icon_is_drawn_inline_and_says_nothing_to_a_screen_reader() -> None:
    drawn = icon("house", 24)

    assert 'width="24"' in drawn
    assert 'aria-hidden="true"' in drawn
    assert "<path" in drawn


def test_an_icon_that_repeats_points_to_the_drawing_of_the_page() -> None:
    assert '<use href="#i-check"/>' in icon("check")
    assert 'id="i-check"' in sprite()
    assert len(icon("check")) < 150


def test_an_unknown_icon_is_an_error_and_not_a_hole_in_the_page() -> None:
    with pytest.raises(NoSuchIcon):
        icon("no-such-icon")


def test_every_icon_that_templates_name_exists() -> None:
    templates = list(HERE.glob("**/templates/**/*.html"))
    named = {name for file in templates for name in NAMED.findall(file.read_text(encoding="utf-8"))}

    assert len(named) > 20
    for name in named | set(REPEATED):
        icon(name)


def test_every_icon_that_a_topic_may_have_exists_once() -> None:
    assert len(set(ICONS)) == len(ICONS)
    for name in ICONS:
        icon(name)
