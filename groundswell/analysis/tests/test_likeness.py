"""Copies are recognised wherever they stand; quotations, short texts and common phrases are not held against anybody."""

from datetime import UTC, datetime, timedelta
from random import Random

from groundswell.analysis.likeness import Written, copied, marks

START = datetime(2026, 6, 1, 9, tzinfo=UTC)
CATCH_ALL = (
    "Please restart the phone, then reset the network settings under general, wait two minutes, "
    "take the card out and put it back in, and if that does not help call the hotline."
)


def test_the_catch_all_answer_under_every_question_is_found() -> None:
    texts = [_own(n, author=1) for n in range(6)] + [
        _at(100 + n, 2, f"Hello number {n}! {CATCH_ALL} Good luck.") for n in range(8)
    ]

    (found,) = copied(texts)

    assert (found.author, found.written, len(found.copies), found.own) == (2, 8, 7, 7)
    assert found.copies == tuple(range(101, 108))
    assert found.share == 7 / 8


def test_who_copies_others_is_found_and_not_whom_they_copy() -> None:
    ben = [_own(n, author=1) for n in range(8)]
    eve = [_at(100 + n, 2, text.text) for n, text in enumerate(ben)]

    (found,) = copied([*eve, *ben])

    assert (found.author, len(found.copies), found.own) == (2, 8, 0)


def test_a_ready_reply_now_and_then_is_no_sign() -> None:
    texts = [_own(n, author=1) for n in range(12)] + [_at(100 + n, 1, CATCH_ALL) for n in range(6)]

    assert copied(texts) == []


def test_quotations_code_links_and_short_texts_do_not_count() -> None:
    quoted = f"> {CATCH_ALL}\n\n```\n{CATCH_ALL}\n```\n[{CATCH_ALL}](https://example.org/) See above."

    assert marks(quoted) == frozenset()
    assert marks("Restart the phone, that helps.") == frozenset()
    assert copied([_at(n, 1, quoted) for n in range(9)]) == []


def test_a_text_keeps_most_of_its_marks_when_something_is_put_around_it() -> None:
    whole = marks(CATCH_ALL)

    assert len(whole & marks(f"Good morning Ada, thank you for asking. {CATCH_ALL.upper()} Ben")) >= 0.8 * len(whole)
    assert not whole & marks(_own(1, author=1).text)


def _own(number: int, *, author: int) -> Written:
    """Forty words in an order of their own."""
    words = [f"word{n}" for n in range(300)]
    return _at(number, author, " ".join(Random(number).sample(words, 40)))


def _at(number: int, author: int, text: str) -> Written:
    return Written(number, author, START + timedelta(hours=number), text)
