"""Texts as readers see them."""

import re
import time
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.features.support.texts import plain
from groundswell.members.models import Member
from groundswell.voice.cleaning import sanitise
from groundswell.voice.markdown import render
from groundswell.voice.models import Picture


def html_of(source: str) -> str:
    return render(source).html.strip()


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# Title\n\n###### Deep", "<h2>Title</h2>\n<h4>Deep</h4>"),
        ("```python\nx < 1\n```", '<pre><code class="language-python">x &lt; 1\n</code></pre>'),
        ('```"onclick=\nx\n```', "<pre><code>x\n</code></pre>"),
        ("~~gone~~ **strong** _soft_", "<p><s>gone</s> <strong>strong</strong> <em>soft</em></p>"),
        ("`code` with ``a ` tick``", "<p><code>code</code> with <code>a ` tick</code></p>"),
        ("- a\n  1. b\n  2. c\n- d", "<ul>\n<li>a\n<ol>\n<li>b</li>\n<li>c</li>\n</ol>\n</li>\n<li>d</li>\n</ul>"),
        ("3. from three", '<ol start="3">\n<li>from three</li>\n</ol>'),
        ("&copy; 5 &lt; 6 &amp;lt; Tom & Jerry", "<p>© 5 &lt; 6 &amp;lt; Tom &amp; Jerry</p>"),
        ("Grüße 👩‍👩‍👧 مرحبا", "<p>Grüße 👩‍👩‍👧 مرحبا</p>"),
        ("> quoted\n\nmine", "<blockquote>\n<p>quoted</p>\n</blockquote>\n<p>mine</p>"),
        ("Read readme.md, run setup.py, ask a@example.com", "<p>Read readme.md, run setup.py, ask a@example.com</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_markdown_reads_as_people_write_it(source: str, html: str) -> None:
    assert html_of(source) == html


def test_columns_are_aligned_by_class_because_style_attributes_are_refused() -> None:
    html = html_of("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")

    assert '<th>a</th>\n<th class="middle">b</th>\n<th class="end">c</th>' in html
    assert '<td class="end">3</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("link", "rel"),
    [
        ("https://elsewhere.example/", True),
        ("//elsewhere.example/", True),
        ("https://community.example.evil.example/", True),
        ("mailto:ada@example.com", True),
        ("https://community.example/question/1/", False),
        ("/question/1/", False),
        ("#top", False),
    ],
)
def test_links_to_other_sites_are_marked_as_a_strangers(link: str, rel: bool, settings: Any) -> None:
    settings.SITE_URL = "https://community.example"

    html = html_of(f"[there](<{link}>)")

    assert html.startswith("<p><a href=")
    assert ('rel="nofollow ugc noopener"' in html) is rel


def test_a_link_that_browsers_read_as_another_site_is_marked_too() -> None:
    assert 'rel="nofollow ugc noopener"' in sanitise('<a href="/\\elsewhere.example/">there</a>')


def test_web_addresses_become_links_with_and_without_brackets() -> None:
    html = html_of("See https://a.example/x?y=1&z=2. Or <https://b.example>, (https://c.example/d).")

    assert re.findall(r'href="([^"]*)"', html) == [
        "https://a.example/x?y=1&amp;z=2",
        "https://b.example",
        "https://c.example/d",
    ]


@pytest.mark.django_db
def test_our_own_pictures_have_a_size_and_load_late(ada: Member) -> None:
    picture = Picture.objects.create(owner=ada, width=640, height=480, size=1_000, kind="webp")

    html = html_of(f"![The **lift**]({picture.url})")

    for part in (f'src="{picture.url}"', 'alt="The lift"', 'width="640"', 'height="480"', 'loading="lazy"'):
        assert part in html


@pytest.mark.django_db
def test_a_picture_that_we_do_not_have_is_its_description() -> None:
    assert html_of(f"![The lift](/media/pictures/ab/{uuid4()}.webp)") == "<p>The lift</p>"
    assert html_of("![The lift](/media/../settings.py)") == "<p>The lift</p>"


def test_pictures_of_other_sites_become_links_so_that_nobody_learns_who_reads() -> None:
    html = html_of("![A map](https://spy.example/pixel.gif) and ![](https://spy.example/2.gif)")

    assert "<img" not in html
    assert '<a href="https://spy.example/pixel.gif" rel="nofollow ugc noopener">A map</a>' in html
    assert ">https://spy.example/2.gif</a>" in html


def test_mentions_link_people_but_not_in_code_links_or_mail_addresses(ada: Member, ben: Member) -> None:
    told = render("@ada, see `@ben` and [@ben](https://x.example) or x@ben, @Ada. @nobody\n\n    @ben\n")

    assert told.mentions == [ada.pk]
    assert told.html.count('<a href="/members/ada/" class="mention">@ada</a>') == 2
    assert "/members/ben/" not in told.html
    assert "@nobody" in told.html


def test_at_most_ten_people_are_called_at_once(ada: Member, ben: Member) -> None:
    crowd = " ".join(f"@crowd{number}" for number in range(10))

    assert render(f"@ben {crowd} @ada").mentions == [ben.pk]


def test_characters_that_turn_the_direction_are_taken_out() -> None:
    assert html_of("if admin\u202e } \u2066{ // x") == "<p>if admin } { // x</p>"


def test_the_excerpt_is_plain_and_ends_at_a_word() -> None:
    excerpt = render("# Hello\n\n**you** & `me` " + "word " * 200).excerpt

    assert excerpt.startswith("Hello you & me word word")
    assert len(excerpt) <= 280
    assert excerpt.endswith(" word…")


N = 30_000
BUSY = {
    "quotes": ">" * N,
    "deep quotes": (">" * 100 + "a\n") * (N // 102),
    "nested lists": "- " * (N // 2),
    "list ladder": "".join("  " * i + "- a\n" for i in range(170)),
    "brackets": "[" * N,
    "balanced brackets": "[" * (N // 2) + "]" * (N // 2),
    "links in links": "[a](" * (N // 4),
    "pictures": "![" * (N // 2),
    "emphasis": "*a **a " * (N // 7) + " a** a*" * (N // 7),
    "stars": "*a_ " * (N // 4),
    "ticks": "".join("`" * i + " " for i in range(240)),
    "less than": "<" * N,
    "ampersands": "&" * N,
    "addresses": "http://a.b " * (N // 11),
    "schemes": "http://" * (N // 7),
    "wide table": "|a" * (N // 4) + "\n" + "|-" * (N // 4) + "\n",
    "empty cells": "|a" * 100 + "\n" + "|-" * 100 + "\n" + "|\n" * 14_800,
    "lines": "a\n" * (N // 2),
    "references": "".join(f"[{i}]: /x\n" for i in range(2_500)) + "[1]" * 2_000,
    "mentions": "@adam " * (N // 6),
    "just under the bound": "[" * 7_900,
    "lines under the bound": "a\n" * 7_900,
    "table under the bound": "|a" * 50 + "\n" + "|-" * 50 + "\n" + "|\n" * 75,
    "a megabyte of words": "word and word. " * 70_000,
    "a megabyte of brackets": "[" * 1_000_000,
    "a megabyte of breaks": "\n" * 1_000_000,
    "a megabyte of emoji": "😀" * 250_000,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BUSY)
def test_texts_made_to_keep_us_busy_cost_less_than_a_second(name: str) -> None:
    started = time.process_time()
    html = render(BUSY[name]).html

    assert time.process_time() - started < 1
    assert len(html) < 12 * len(BUSY[name]) + 100_000


def test_a_text_that_is_too_hard_is_shown_as_it_was_written() -> None:
    assert html_of("[" * 20_000 + "\n<b>\n\nend").endswith("[<br>&lt;b&gt;</p><p>end</p>")


def test_deeply_nested_html_of_an_import_costs_less_than_a_second() -> None:
    for tag in ("blockquote", "b", "ul><li", "a href=x", "table><tr><td"):
        started = time.process_time()
        sanitise(f"<{tag}>" * 2_000 + "deep")
        assert time.process_time() - started < 1


TOKENS = [
    "*", "**", "_", "`", "```", "~~", "[", "]", "(", ")", "<", ">", "!", "#", "- ", "1. ", "> ", "|", "\n", "\n\n",
    "    ", "\\", "&", "&#x41;", "<script>", "javascript:", "data:text/html,", "https://a.example/", "onerror=", '"',
    "'", "@ada", "\u202e", "\u200b", "\0", "\ud83d", "|-|-|", "---", "a", "ß", "é", "😀", "[a]: /x", ":",
    "/media/pictures/",
]  # fmt: skip
ALLOWED = re.compile(
    r"</?(?:abbr|b|blockquote|br|code|del|dd|dl|dt|em|h2|h3|h4|hr|i|kbd|li|ol|p|pre|s|small|span|strong|sub|sup|table|tbody"
    r"|td|th|thead|tr|ul)>"
    r'|<code class="language-[\w+#.-]+">|<ol start="\d+">|<t[hd] class="(?:end|middle)">'
    r'|<a(?: (?:href|title|class)="[^"<>]*")*(?: rel="nofollow ugc noopener")?>|</a>'
    r'|<img(?: (?:src="/media/pictures/[^"<>]*"|(?:alt|title|width|height|loading)="[^"<>]*"))*>'
)
HREF = re.compile(r'href="([^"]*)"')
SCHEME = re.compile(r"[\x00-\x20]*[a-z][a-z0-9+.\-\t\n\r]*:", re.IGNORECASE)  # as browsers see it


def is_safe(html: str) -> bool:
    """Only the tags and attributes of the house, whole, and links that lead to the web, a mailbox or ourselves."""
    leads = [link for link in HREF.findall(html) if SCHEME.match(link)]
    known = all(link.startswith(("http:", "https:", "mailto:", "tel:")) for link in leads)
    return known and "<" not in ALLOWED.sub("", html)


@pytest.mark.django_db
@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=5)), max_size=40).map("".join))
def test_whatever_is_written_renders_to_allowed_tags_only_and_stays_the_same_when_cleaned_again(source: str) -> None:
    html = render(source).html

    assert is_safe(html)
    assert sanitise(html) == html


HTML = [*TOKENS, "<a href=", "<img src=", "<b>", "</p>", "<style>", "<svg", "<math>", "<!--"]


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(HTML), st.text(max_size=5)), max_size=30).map("".join))
def test_whatever_html_is_imported_comes_out_clean_and_stays_the_same_when_cleaned_again(source: str) -> None:
    html = sanitise(source.encode("utf-8", "replace").decode())

    assert is_safe(html)
    assert sanitise(html) == html


@settings(deadline=None)
@given(st.text())
def test_a_text_without_invisible_characters_keeps_all_its_letters(text: str) -> None:
    letters = [letter for letter in plain(text) if letter.isalnum()]

    assert plain(plain(text)) == plain(text)
    assert [letter for letter in plain("\u200b".join(plain(text))) if letter.isalnum()] == letters


def test_an_empty_head_of_a_column_is_a_plain_cell() -> None:
    html = render("| | before |\n|--|--|\n| calls | none |\n").html

    assert "<td></td>\n<th>before</th>" in html
