"""Reading, texts, handles, and statements, each by itself."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from groundswell.events.support import VoteCast
from groundswell.features.support.models import Tag
from groundswell.features.support.models.answers import answer_rank
from groundswell.features.support.models.questions import hotness
from groundswell.log import clock
from groundswell.members.actions import join
from groundswell.members.names import clean_handle, key_of
from groundswell.voice.cleaning import excerpt_of
from groundswell.voice.parsing import render_foreign
from groundswell.work.importing import comments, state, texts
from groundswell.work.importing.columns import insert, told
from groundswell.work.importing.handles import ghost, handle_like
from groundswell.work.importing.people import find_free
from groundswell.work.importing.posts import HOT, RANK
from groundswell.work.importing.reading import read
from groundswell.work.importing.stackexchange import site_of

ADDRESSES = ["https://a.example", "http://b.example/x_y/?z=1&a=2#q", "http://testserver/q/1/", "HTTPS://A.example/"]
MARKS = [
    "*",
    "_",
    "**",
    "*a b*",
    "_b c_",
    "**d**",
    "[",
    "](",
    ")",
    "!",
    "<",
    "&amp;",
    "&copy",
    "mailto:a@b.example",
    "`",
    "1. ",
]
LINKS = [f"[what is it?]({address})" for address in ADDRESSES]
LETTERS = list(f"ab Zé1.,:;!?'\"()@&/-=+%${comments.QUOTES}#*_`[]<>\\|~\n\t\xa0")


@given(st.lists(st.sampled_from([*ADDRESSES, *MARKS, *LINKS, *LETTERS, "word", " "]), max_size=30).map("".join))
@examples(max_examples=1_000, deadline=None)
def test_the_short_way_for_comments_gives_what_the_parser_gives(source: str) -> None:
    assert texts.from_comment(source) == render_foreign(source.strip())


@pytest.mark.parametrize(
    "source",
    [
        "Thanks, that worked.", "@ben: see [what is it?](https://a.example/b) and https://b.example/c_d?e=1",
        "That is *not* so, _really_ (*never*).", "**No**!", "[Here](https://own.example/q/1/): 50% off & more",
    ],
)  # fmt: skip
def test_most_comments_go_the_short_way(source: str, settings: Any) -> None:
    settings.SITE_URL = "https://own.example"
    html = comments.short_way(source)

    assert html is not None
    assert (html, excerpt_of(html)) == render_foreign(source)


@pytest.mark.parametrize("part", ["a" * 40, "*a ", "_a", "[a](", "https://a.example/", "((", "a.b-", "!", ":", "[a"])
def test_no_comment_keeps_the_short_way_busy(part: str) -> None:
    begun = time.process_time()
    comments.short_way((part * 10_000)[: comments.LONGEST - 1] + "`")

    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "html",
    [
        "<p>One &amp; two &lt;b&gt;</p>", "<ul><li>a</li><li>b</li></ul>", "<p>a<em>b</em>.</p>", "plain", "",
        f"<p>{'word ' * 200}</p>", '<a href="https://a.example/?a=1&b=2" title="<x>">t</a>',
    ],
)  # fmt: skip
def test_the_excerpt_of_a_post_is_that_of_the_house(html: str) -> None:
    clean, excerpt = texts.from_html(html)

    assert excerpt == excerpt_of(clean)


def test_a_picture_in_a_link_becomes_one_link() -> None:
    html = '<p><a href="https://i.example/large.png"><img src="https://i.example/small.png" alt="a glass"></a></p>'

    clean, _excerpt = texts.from_html(html)

    assert clean == '<p><a href="https://i.example/large.png" rel="nofollow ugc noopener">a glass</a></p>'


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Geoff Dalgas", "geoff-dalgas"), ("  J.R. 🍺 ", "j.r"), ("Zoë", "zoë"), ("Иван", "иван"), ("admin", "user7"),
        ("\u0430dmin", "user7"), ("", "user7"), ("x", "user7"), ("!!!", "user7"), ("a\u200bb c", "a-b-c"),
        ("mix\u0435d", "user7"), ("n" * 80, "n" * 24),
    ],
)  # fmt: skip
def test_a_handle_looks_like_the_name_and_is_one_that_may_be_chosen(name: str, handle: str) -> None:
    found, key = handle_like(name, 7)

    assert found == handle
    assert key == key_of(found)
    assert clean_handle(found) == found


def test_handles_are_told_apart_as_those_that_people_choose(db: None) -> None:
    join(handle="greta")

    found = find_free(
        [(n, *handle_like(name, n)) for n, name in enumerate(["Hugo", "hugo", "HUG0", "Greta", "Ivo"], 10)]
    )

    assert [handle for _n, handle, _key in found] == ["hugo", "hugo-11", "hug0-12", "greta-13", "ivo"]
    assert len({key for *_rest, key in found}) == 5


def test_a_number_behind_a_handle_that_is_taken_too_gets_another(db: None) -> None:
    found = find_free([(1, *handle_like("hugo-3", 1)), (2, *handle_like("hugo", 2)), (3, *handle_like("hugo", 3))])

    assert [handle for _n, handle, _key in found] == ["hugo-3", "hugo", "hugo-3-2"]


def test_a_handle_with_a_number_is_not_too_long(db: None) -> None:
    found = find_free([(n, *handle_like("a" * 40, n)) for n in (123_456_789, 123_456_790)])

    assert [len(handle) for _n, handle, _key in found] == [24, 30]
    assert all(clean_handle(handle) == handle for _n, handle, _key in found)


def test_a_name_without_a_number_has_always_the_same_one() -> None:
    assert ghost("Ivo") == ghost("Ivo") != ghost("Ina")
    assert -(2**63) < ghost("Ivo") < -(10**18)


def test_columns_that_are_not_given_take_the_default_of_the_model(db: None) -> None:
    state.execute(insert(Tag, "(SELECT 'stout' AS name) AS r", name="r.name"))

    assert Tag.objects.get().uses == 0
    with pytest.raises(TypeError, match="Tag has no column colour"):
        insert(Tag, "r", colour="'black'")


def test_an_event_is_told_with_exactly_its_fields() -> None:
    with pytest.raises(TypeError, match="VoteCast has the fields"):
        told(VoteCast, on="'answer'")


@pytest.mark.parametrize("ups", [0, 1, 3, 40])
@pytest.mark.parametrize("downs", [0, 1, 7])
def test_the_order_of_imported_posts_is_that_of_the_house(db: None, ups: int, downs: int) -> None:
    now = clock.now()

    rank = state.one(f"SELECT {RANK.format(ups='%(ups)s', downs='%(downs)s')}", {"ups": ups, "downs": downs})
    text = HOT.format(ups="%(ups)s", downs="%(downs)s", answers="2", at="%(at)s::timestamptz")
    hot = state.one(f"SELECT {text}", {"ups": ups, "downs": downs, "at": now})

    assert float(rank) == pytest.approx(answer_rank(ups, downs))
    assert hot == pytest.approx(hotness(ups=ups, downs=downs, answers=2, asked_at=now))


def test_rows_are_read_in_blocks_with_their_place_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "Tags.xml"
    file.write_text("<tags>" + "".join(f'<row Id="{n}" TagName="{"t" * 900}"/>' for n in range(1_000)) + "</tags>")

    blocks = list(read(file, "tags"))

    assert [row["Id"] for block in blocks for row in block.rows] == [str(n) for n in range(1_000)]
    assert len(blocks) > 2
    assert blocks[-1].read == file.stat().st_size


@pytest.mark.parametrize(
    ("folder", "site"),
    [
        ("stackexchange_beer", "beer"),
        ("beer.stackexchange.com", "beer"),
        ("Stack Overflow", "stack-overflow"),
        ("serverfault.com", "serverfault"),
    ],
)
def test_a_site_is_named_by_its_folder(folder: str, site: str) -> None:
    assert site_of(Path("/tmp") / folder) == site
