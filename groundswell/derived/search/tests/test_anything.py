"""Whatever is typed, search answers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.derived.search.asked import take_apart
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.finding import search, similar
from groundswell.derived.search.marking import Marker
from groundswell.derived.search.suggesting import suggest
from groundswell.derived.search.terms import Term
from groundswell.derived.search.tests.conftest import Ask
from groundswell.derived.search.words import indexable, same_length_fold
from groundswell.log import follow

ODD = st.sampled_from(
    ['"', "'", "\\", "-", "*", ":*", "|", "&", "!", "<->", "(", ")", "\x00", "👩‍👩‍👧", "tag:", "user:x", "is:solved", "%s", "%(x)s",
     "é", "ß", "İ", "\u200b", "\u0301", "漢字", "a" * 300, "signal", "the", "wi-fi", "<mark>", "--", "-signal"]
)  # fmt: skip
QUERIES = st.lists(ODD | st.text(max_size=12), max_size=12).map(lambda parts: " ".join(parts)) | st.lists(ODD).map(
    "".join
)
STEADY = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@STEADY
@given(query=QUERIES)
def test_any_query_is_answered(ask: Ask, query: str) -> None:
    if not search("signal", SearchFilters()).hits:
        ask("No signal in the lift", "Wi-Fi is fine.")
        follow.run("search.documents")

    for sort in ("relevance", "newest"):
        search(query, SearchFilters(sort=sort, author="ada", tags=["lift"]))
        search(query, SearchFilters(sort=sort))
    suggest(query)
    similar(query)
    assert len(take_apart(query).words) <= 16


@STEADY
@given(text=st.text(), word=st.text(min_size=1, max_size=8).filter(str.isalnum))
def test_marking_changes_nothing_but_marks(text: str, word: str) -> None:
    marker = Marker([Term(word, "", (word,), False, 1, 1)])

    assert len(same_length_fold(text)) == len(text)
    assert marker.marked(text).replace("<mark>", "").replace("</mark>", "") == Marker([]).marked(text)
    assert indexable(text, "german").replace(" ", "").isalnum() or not indexable(text, "german")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("No roaming, no roam", "No <mark>roaming</mark>, no <mark>roam</mark>"),
        ("Roaming bundle", "<mark>Roaming bundle</mark>"),
        ("Groaming", "Groaming"),
        ("Straße, Strasse", "<mark>Straße</mark>, <mark>Strasse</mark>"),
        ("Bundles of roaming", "<mark>Bundles</mark> of <mark>roaming</mark>"),
    ],
)
def test_words_are_marked_once_in_their_forms_and_phrases_as_a_whole(text: str, marked: str) -> None:
    words = {"roaming": "roam", "bundle": "bundl", "strasse": "strass"}
    terms = [Term(word, "", (stem,), False, 1, 1) for word, stem in words.items()]

    assert Marker(terms, ["roaming bundle"]).marked(text) == marked
