"""What the listener complains about, each with the smallest page that has it; and a page it has nothing against."""

import pytest

from groundswell.ui.tests.heard import Heard

PAGE = """<!doctype html><html lang="en"><head><title>A page</title></head><body><a class="skip" href="#main">Skip</a>
<nav aria-label="Topics"><a href="/">Home</a></nav><main id="main" tabindex="-1"><h1>A page</h1>%s</main></body></html>"""


def complaints(inside: str) -> list[str]:
    return Heard(PAGE % inside).complaints()


@pytest.mark.parametrize(
    "fine",
    [
        "", "<h2>Part</h2><h3>Part of it</h3>", '<label>Name <input name="n"></label>', '<label for="a">A</label><input id="a">',
        '<button aria-label="Close"><svg aria-hidden="true"></svg></button>', '<a href="/x">More</a> <a href="/x">More</a>',
        '<article><a href="/x">Edit</a></article><article><a href="/y">Edit</a></article>', '<img src="x" alt="">',
        '<table><thead><tr><th>A</th></tr></thead><tr><td>1</td></tr></table>', '<dialog><h2>Ask</h2><button></button></dialog>',
        '<input aria-invalid="true" aria-label="N" aria-describedby="e"><p id="e">Too long.</p>', "<p hidden><button></button></p>",
        '<a href="#part">Part</a><h2 id="part">Part</h2>', '<button aria-label="Not for me: a title">Not for me</button>',
    ],
)  # fmt: skip
def test_nothing_is_said_against_what_is_well(fine: str) -> None:
    assert complaints(fine) == []


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("<button><svg aria-hidden='true'></svg></button>", "no name"), ("<a href='/x'></a>", "no name"), ("<input name='n'>", "no name"),
        ("<input placeholder='Name'>", "no name"), ("<select><option>One</option></select>", "no name: <select"),
        ("<button aria-label='Delete'>Remove</button>", "seen as “Remove”, heard as “Delete”"),
        ("<a href='/x'>More</a> <a href='/y'>More</a>", "2 of <a> are called “More”"),
        ("<button formaction='/x'>Go</button><button formaction='/y'>Go</button>", "2 of <button>"),
        ("<img src='x'>", "without alt"), ("<p><svg></svg></p>", "neither hidden nor named"), ("<table><tr><td>1</td></tr></table>", "without heads"),
        ("<table><tr><th>1</th></tr></table>", "no scope"), ("<p id='a'></p><p id='a'></p>", "there 2 times"),
        ("<button aria-controls='b'>B</button>", "leads nowhere"), ("<a href='#b'>B</a>", "leads nowhere on the page"),
        ("<input aria-label='N' aria-invalid='true'>", "nothing says why"), ("<fieldset><p>x</p></fieldset>", "without a name"),
        ("<h3>Deep</h3>", "from h1 to h3"), ("<h1>Two</h1>", "2 h1"), ("<h2></h2>", "an empty heading"),
        ("<nav aria-label='Topics'></nav>", "2 of 2 <nav>"), ("<nav></nav>", "are called “”"), ("<main></main>", "2 main parts"),
    ],
)  # fmt: skip
def test_what_is_not_well_is_said(bad: str, said: str) -> None:
    assert any(said in complaint for complaint in complaints(bad)), complaints(bad)


def test_a_page_needs_a_title_a_language_and_a_way_to_its_main_part() -> None:
    bare = Heard(
        "<html><head></head><body><a href='/x'>X</a><main id='main'><h1>A</h1></main></body></html>"
    ).complaints()

    assert {"no title", "no language"} <= set(bare)
    assert any("does not lead to the main part" in said for said in bare)


def test_words_are_read_in_the_language_of_what_is_around_them() -> None:
    page = Heard(PAGE % "<p lang='de'>Der <b>Rabe</b></p><div>Rabe</div>")

    assert page.languages_of("Rabe") == {"de", "en"}
