"""What a translator gets to see, and what it cannot change."""

import pytest

from groundswell.voice.markdown import render
from groundswell.voice.markers import Incomplete, pack, unpack
from groundswell.voice.tests.translators import HERE, WORDS, shout
from groundswell.voice.translators import Unfit, translated

SOURCE = """
# Before you begin

Type `sudo ims on` & wait for <em>, said [the manual](https://example.com/a?b=1&c=2 "All of it"):

```python
if a < b and "c" & d:
    print('&amp; <b>')
```

3. one **bold `x = 1` word**
4. two

| plan | price |
|------|------:|
| S    | `5 €` |
"""


def told(title: str, html: str) -> tuple[str, str]:
    packed = pack(title, html)
    return unpack(shout(packed.text, "en", "de"), packed)


@pytest.fixture(autouse=True)
def loud(settings: object, db: None) -> None:
    settings.TRANSLATOR = f"{HERE}.shout"  # type: ignore[attr-defined]


def test_code_never_leaves_and_comes_back_to_the_letter() -> None:
    html = render(SOURCE).html
    packed = pack("No signal", html)

    for secret in ("sudo ims on", "print(", "x = 1", "5 €", "https://example.com", "language-python"):
        assert secret in html
        assert secret not in packed.text
    assert packed.text.startswith("<h1>No signal</h1>\n")
    _title, said = translated("", html, "en", "de")
    for code in (
        "<code>sudo ims on</code>",
        '<pre><code class="language-python">if a &lt; b and "c" &amp; d:\n    print(\'&amp;amp; &lt;b&gt;\')\n</code></pre>',
        "<strong>BOLD <code>x = 1</code> WORD</strong>",
        '<td class="end"><code>5 €</code></td>',
        '<ol start="3">',
    ):
        assert code in html.replace("bold", "BOLD").replace("word", "WORD")
        assert code in said


def test_links_lead_where_they_led_and_mentions_are_those_people() -> None:
    html = (
        '<p>Ask <a href="/members/ben/" class="mention">@ben</a> or see <a href="https://example.com/a?b=1&amp;c=2" '
        'title="All of it" rel="nofollow ugc noopener">the <em>manual</em></a>.</p>\n<a class="preview" '
        'href="https://example.com/x" rel="nofollow ugc noopener"><b>Roaming</b><small>Fernweh</small></a>'
    )

    assert translated("", html, "en", "de")[1] == (
        '<p>ASK <a href="/members/ben/" class="mention">@ben</a> OR SEE <a href="https://example.com/a?b=1&amp;c=2" '
        'title="All of it" rel="nofollow ugc noopener">THE <em>MANUAL</em></a>.</p>\n<a class="preview" '
        'href="https://example.com/x" rel="nofollow ugc noopener"><b>Roaming</b><small>Fernweh</small></a>'
    )


def test_a_title_goes_along_and_comes_back_as_plain_words() -> None:
    assert told("Tom & Jerry <3", "<p>Hi</p>") == ("TOM & JERRY <3", "<p>HI</p>")
    packed = pack("Hello", "<p>Hi</p>")
    assert unpack("<h1 class=x><b>Hallo</b>\n Welt</h1><p>Na</p>", packed) == ("Hallo Welt", "<p>Na</p>")
    assert unpack("<p>Na</p>", packed) == ("", "<p>Na</p>")


def test_a_title_that_did_not_come_back_stays_as_it_was(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.voice.translators.translator", lambda: lambda *_asked: "<p>Na</p>")

    assert translated("Hello", "<p>Hi</p>", "en", "de") == ("Hello", "<p>Na</p>")


def test_markers_are_put_back_whatever_became_of_them() -> None:
    packed = pack("", "<p>Type <code>ls</code> now</p>")
    assert packed.text == '<p>Type <code id="k1" translate="no">k1</code> now</p>'

    for answer in (
        "<p>Tippe <code id='k1'>K 1 <b>x</b></code> jetzt</p>",
        '<p>Tippe <span id="k1">k1</span> jetzt</p>',
        '<p>Tippe <CODE translate="no" ID="k1"/> jetzt</P>',
        '<p>Tippe <code id="k1"><code>k1</code></code> jetzt</p>',
    ):
        assert unpack(answer, packed)[1].lower() == "<p>tippe <code>ls</code> jetzt</p>"
    twice = unpack('<p><code id="k1">k1</code> und <code id="k1">k1</code></p>', packed)[1]
    assert twice == "<p><code>ls</code> und </p>"


@pytest.mark.parametrize(
    "answer",
    [
        "<p>Tippe jetzt</p>",
        '<p>Tippe <code id="k2">k1</code></p>',
        '<p>Tippe <code id="k1">k1 jetzt</p>',
        "",
        "<h1>Tippe",
    ],
)
def test_a_text_without_its_code_is_none(answer: str) -> None:
    with pytest.raises(Incomplete):
        unpack(answer, pack("", "<p>Type <code>ls</code> now</p>"))


def test_a_lost_link_or_a_lost_text_is_told_too() -> None:
    with pytest.raises(Incomplete):
        unpack("<p>Siehe hier</p>", pack("", '<p>See <a href="/x/">here</a></p>'))
    with pytest.raises(Incomplete):
        unpack("<h1>Hallo</h1>", pack("Hello", "<p>Hi</p>"))


def test_what_comes_back_is_as_clean_as_any_text_of_people(settings: object) -> None:
    settings.TRANSLATOR = f"{HERE}.wicked"  # type: ignore[attr-defined]

    _title, said = translated("", '<p>See <a href="/x/">this</a></p>', "en", "de")

    assert said.startswith('<p>See <a href="/x/">this</a></p>')
    for danger in ("script", "alert", "evil", "onerror", "style", "form", "iframe", "class", "\u202e", "\0", "<img"):
        assert danger not in said
    assert "Click" in said


def test_a_text_of_code_alone_is_sent_to_nobody(settings: object) -> None:
    settings.TRANSLATOR = f"{HERE}.refusing"  # type: ignore[attr-defined]
    code = "<pre><code>ls\n</code></pre>\n<p>42 🙂</p>"

    assert translated("", code, "en", "de") == ("", code)


def test_a_text_beyond_all_bounds_is_not_sent_and_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unfit, match="longer"):
        translated("", f"<p>{'word ' * 20_000}</p>", "en", "de")
    for answer in ("x" * 300_000, "", None, 7, ["x"]):
        monkeypatch.setattr("groundswell.voice.translators.translator", lambda answer=answer: lambda *_asked: answer)
        with pytest.raises(Unfit):
            translated("", "<p>Hi</p>", "en", "de")


def test_the_translators_of_these_tests_leave_markup_alone() -> None:
    assert WORDS.sub(lambda found: found[1] or found[2].upper(), '<a id="x">b &amp; c</a>') == '<a id="x">B &amp; C</a>'
