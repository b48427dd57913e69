"""Words are found whatever their ending, case, accents and small errors."""

import pytest

from groundswell.derived.search import vocabulary, words
from groundswell.derived.search.asked import take_apart
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.finding import search
from groundswell.derived.search.tests.conftest import Ask, Find
from groundswell.features.support import actions
from groundswell.log import follow
from groundswell.members.models import Member


def test_an_english_word_is_found_in_another_form(ask: Ask, find: Find) -> None:
    ask("My batteries drain overnight")
    ask("Parcel never arrived at my door")

    assert find("battery draining") == ["My batteries drain overnight"]


def test_a_german_word_is_found_in_another_form(ask: Ask, find: Find) -> None:
    ask("Zwei Verträge kündigen", language="de")

    assert find("Vertrag") == ["Zwei Verträge kündigen"]


@pytest.mark.parametrize("typed", ["Straße", "strasse", "STRASSE", "Strassen"])
def test_sharp_s_may_be_written_either_way(ask: Ask, find: Find, typed: str) -> None:
    ask("Kein Empfang in meiner Straße", language="de")

    assert find(typed) == ["Kein Empfang in meiner Straße"]


@pytest.mark.parametrize("typed", ["Küche", "kuche", "KÜCHE"])
def test_umlauts_may_be_left_out(ask: Ask, find: Find, typed: str) -> None:
    ask("Empfang in der Küche", language="de")

    assert find(typed) == ["Empfang in der Küche"]


@pytest.mark.parametrize(("title", "typed"), [("Roaming in São Tomé", "sao tome"), ("Café WiFi is slow", "cafe")])
def test_accents_may_be_left_out(ask: Ask, find: Find, title: str, typed: str) -> None:
    ask(title)

    assert find(typed) == [title]


@pytest.mark.parametrize("typed", ["wifi", "wi-fi", "Wi-Fi calling", "wificalling"[:4]])
def test_a_hyphen_may_be_left_out_or_put_in(ask: Ask, find: Find, typed: str) -> None:
    ask("Turn on Wi-Fi calling")
    ask("Does WiFi use my data volume")

    assert set(find(typed)) == {"Turn on Wi-Fi calling", "Does WiFi use my data volume"}


def test_a_typing_error_is_corrected_and_said_so(ask: Ask) -> None:
    ask("Roaming costs in Switzerland")
    follow.run("search.documents")

    results = search("roamnig in Switserland", SearchFilters())

    assert [hit.plain_title for hit in results.hits] == ["Roaming costs in Switzerland"]
    assert results.corrected == "roaming in switzerland"
    assert search("roamnig", SearchFilters(exact=True)).hits == []


def test_a_known_word_is_never_corrected(ask: Ask) -> None:
    for title in ("The form cannot be sent", "Move from another provider", "Far from the mast"):
        ask(title)
    follow.run("search.documents")
    vocabulary.count()

    assert search("form", SearchFilters()).corrected == ""


def test_a_word_that_tells_little_is_never_corrected(ask: Ask) -> None:
    ask("Whey protein makes no signal", "There is foam.")
    follow.run("search.documents")

    assert search("signal when foam", SearchFilters()).corrected == ""


@pytest.mark.parametrize(
    ("one", "other", "apart"), [("roaming", "roamnig", 1), ("sim", "sim", 0), ("cost", "coast", 1), ("a", "abcd", 3)]
)
def test_letters_swapped_added_or_left_out_count_once(one: str, other: str, apart: int) -> None:
    assert vocabulary.distance(one, other, 2) == min(apart, 3)


def test_counting_words_sets_their_texts_and_forgets_those_that_are_gone(ask: Ask, ada: Member) -> None:
    question = ask("Voicemail keeps ringing", "A xylophone is heard.")
    ask("Voicemail is full")
    follow.run("search.documents")
    vocabulary.count()
    assert vocabulary.stems(["voicemail"])["voicemail"].texts == 2
    assert vocabulary.stems(["xylophone"])["xylophone"].texts == 1

    actions.edit_question(question, by=ada, title="Voicemail keeps ringing", body="A tune is heard.")
    follow.run("search.documents")
    vocabulary.count()

    assert vocabulary.stems(["xylophone"])["xylophone"].texts == 0


def test_only_visible_text_counts(ask: Ask, find: Find) -> None:
    ask("See this page", "Read [the help](https://example.com/hidden-address) and **restart**.")

    assert find("restart help") == ["See this page"]
    assert find("href") == find("strong") == []


def test_html_becomes_the_text_that_a_reader_sees() -> None:
    html = '<p>Un<em>believ</em>able<br>1 &lt; 2</p><p><a title="a > b" href="/x">link</a>.</p>'

    assert words.spoken(html) == "Unbelievable 1 < 2 link."


def test_a_query_is_taken_apart() -> None:
    asked = take_apart('wifi "no signal" -prepaid -"old plan" tag:eSIM user:@ben is:unsolved roam* is:nonsense')

    assert asked.words == ["wifi", "no", "signal", "roam*", "is", "nonsense"]
    assert (asked.phrases, asked.without) == (["no signal"], ["prepaid", "old plan"])
    assert (asked.tags, asked.user, asked.solved) == (["esim"], "ben", False)
    assert asked.plain == "wifi no signal roam* is:nonsense"
