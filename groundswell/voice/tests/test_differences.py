"""What an edit changed."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.voice.differences import Part, differences

PIECES = ["the ", "lift ", "a", "b", " ", "\n", "\r\n", ".", "é", "😀", "\u2028", "word"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def joined(parts: list[Part], without: str) -> str:
    return "".join(text for kind, text in parts if kind != without)


@settings(deadline=None)
@given(st.one_of(TEXTS, st.text()), st.one_of(TEXTS, st.text()))
def test_both_texts_can_be_read_out_of_their_differences(before: str, after: str) -> None:
    parts = differences(before, after)

    assert joined(parts, "gone") == after
    if before:
        assert joined(parts, "added") == before
    assert all(text and kind in {"same", "added", "gone"} for kind, text in parts)
    assert all(one[0] != two[0] for one, two in pairwise(parts))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ([("same", text)] if text else [])


def test_a_changed_word_is_the_only_thing_that_is_marked() -> None:
    assert differences("No signal in the lift.\n\nEvery morning.", "No signal in the tunnel.\n\nEvery morning.") == [
        ("same", "No signal in the "),
        ("gone", "lift"),
        ("added", "tunnel"),
        ("same", ".\n\nEvery morning."),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 15_000, "a " * 7_000 + "b" + " a" * 7_000),
        ("a b " * 7_500, "b a c " * 5_000),
        ("a\n" * 15_000, "a\nb\n" * 7_500),
        ("x" * 30_000, "y" * 30_000),
        ("a " * 15_000, "\n".join("ab " * 90 for _line in range(100))),
    ],
)
def test_large_and_repetitive_texts_are_compared_in_less_than_a_second(before: str, after: str) -> None:
    started = time.process_time()
    parts = differences(before, after)

    assert time.process_time() - started < 1
    assert joined(parts, "gone") == after
