"""The catalogues of texts: what the code says, each language says too."""

import re
from pathlib import Path
from typing import cast

import pytest
from babel.messages.catalog import Catalog, Message

from tools.tests.test_setup import tool

words = tool("words")
PLACEHOLDER = re.compile(r"%\(\w+\)[ds]|%[ds%]|</?\w[^>]*>|\{\}|https?://\S+")


@pytest.fixture(scope="module")
def found() -> Catalog:
    """Every text in the code."""
    return cast(Catalog, words.texts())


@pytest.fixture(scope="module", params=words.languages())
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalog(language: str) -> Catalog:
    """What is committed."""
    return cast(Catalog, words.translated(language))


def held(text: str) -> list[str]:
    """What a translation must keep as it is."""
    return sorted(PLACEHOLDER.findall(text))


def spoilt(message: Message) -> bool:
    """Whether a placeholder was lost, added or misspelt. Plurals may have more forms than English."""
    english, said = words.forms(message.id), words.forms(message.string)
    wanted = [english[min(number, len(english) - 1)] for number in range(len(said))]
    return any(held(ours) != held(theirs) for ours, theirs in zip(wanted, said, strict=True))


def test_german_is_there() -> None:
    assert "de" in words.languages()


def test_every_text_is_translated(catalog: Catalog, found: Catalog) -> None:
    known = {(text.context, text.id) for text in catalog}

    assert [text.id for text in found if (text.context, text.id) not in known] == [], "run `make words`"
    assert words.missing(catalog) == []


def test_nothing_is_left_of_texts_that_are_gone(catalog: Catalog, found: Catalog) -> None:
    in_code = {(text.context, text.id) for text in found}

    assert [text.id for text in catalog if (text.context, text.id) not in in_code] == [], "run `make words`"
    assert [text.id for text in catalog.obsolete.values()] == []


def test_nothing_is_guessed(catalog: Catalog) -> None:
    assert [text.id for text in catalog if text.id and text.fuzzy] == []


def test_placeholders_and_links_survive(catalog: Catalog) -> None:
    assert [text.id for text in catalog if text.id and all(words.forms(text.string)) and spoilt(text)] == []


def test_running_it_again_changes_nothing(language: str, found: Catalog) -> None:
    fresh = words.updated(language, found)

    assert words.written(fresh) == words.po_of(language).read_bytes(), "run `make words`"
    assert words.compiled(fresh) == words.po_of(language).with_suffix(".mo").read_bytes(), "run `make words`"


@pytest.mark.parametrize(
    ("said", "bad"),
    [
        ("%(n)s Stimme in %(where)s", False),
        ("In %(where)s: %(n)s Stimme", False),
        ("%(n)s Stimme", True),
        ("%(m)s Stimme in %(where)s", True),
        ("%(n)s Stimme in <b>%(where)s</b>", True),
    ],
)
def test_a_lost_or_misspelt_placeholder_is_noticed(said: str, bad: bool) -> None:
    assert spoilt(Message("%(n)s vote on %(where)s", said)) is bad


def test_every_form_of_a_plural_is_looked_at() -> None:
    assert spoilt(Message(("%(n)s vote", "%(n)s votes"), ("%(n)s Stimme", "Stimmen")))
    assert not spoilt(Message(("somebody", "%(n)s people"), ("jemand", "%(n)s Leute", "%(n)s Leute")))


def test_the_texts_of_pages_mails_and_code_are_all_found(found: Catalog) -> None:
    said = {words.forms(text.id)[0] for text in found}

    assert {"Ask a question", "%(n)s vote", "The passkey is added.", "%(who)s asked %(where)s"} <= said


def test_a_new_text_waits_and_one_that_is_gone_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    po = words.po_of("de")
    po.parent.mkdir(parents=True)
    po.write_text('msgid "Old"\nmsgstr "Alt"\n\nmsgid "Same"\nmsgstr "Gleich"\n', encoding="utf-8")
    code = words.Words()
    code.add("Same")
    code.add("New")

    fresh = words.updated("de", code)

    assert {text.id: text.string for text in fresh if text.id} == {"Same": "Gleich", "New": ""}
    assert words.missing(fresh) == ["New"]
    assert b"Old" not in words.written(fresh)
