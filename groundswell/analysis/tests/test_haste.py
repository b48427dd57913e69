"""Who takes the first place with "one moment" is found; who is quick and short, or edits a real answer, is not."""

from datetime import UTC, datetime, timedelta

from groundswell.analysis.haste import First, placeholders

ASKED = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_placeholders_that_grow_by_editing_are_found() -> None:
    firsts = [_first(n, 1, seconds=20 + n, words=3, grew_to=90) for n in range(5)] + [
        _first(10 + n, 1, seconds=900, words=60) for n in range(4)
    ]

    (found,) = placeholders(firsts)

    assert (found.author, found.first, found.answers, found.seconds) == (1, 9, (0, 1, 2, 3, 4), 22.0)
    assert found.share == 5 / 9


def test_quick_short_answers_that_stay_as_they_are_are_welcome() -> None:
    assert placeholders(_first(n, 1, seconds=15, words=4) for n in range(20)) == []


def test_a_few_words_more_after_a_real_answer_are_welcome() -> None:
    assert placeholders(_first(n, 1, seconds=60, words=60, grew_to=90) for n in range(20)) == []


def test_a_slip_now_and_then_is_no_sign() -> None:
    firsts = [_first(n, 1, seconds=20, words=3, grew_to=90) for n in range(3)]
    many = [_first(n, 2, seconds=20, words=3, grew_to=90) for n in range(4)]
    careful = [_first(50 + n, 2, seconds=600, words=70) for n in range(16)]

    assert placeholders([*firsts, *many, *careful]) == []


def _first(answer: int, author: int, *, seconds: int, words: int, grew_to: int = 0) -> First:
    at = ASKED + timedelta(seconds=seconds)
    return First(answer, author, ASKED, at, words, at + timedelta(minutes=10) if grew_to else None, grew_to or words)
