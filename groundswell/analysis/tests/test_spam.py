"""The spam score: it learns from few, says why, and is not fooled by the usual tricks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.analysis.spam import LEAST_TEXTS, Model, features, learn, score

FINE = [
    f"My {device} {trouble} since {day}. I {tried} already."
    for device in ("router", "phone", "tablet", "watch")
    for trouble in ("loses the network", "shows no signal", "will not charge")
    for day in ("Monday", "the update")
    for tried in ("restarted it", "changed the cable")
]
SPAM = [
    f"{shout} Win {prize} now! {call} https://{host}.example/{number}"
    for shout in ("WOW", "FREE", "HURRY UP")
    for prize in ("cash", "a holiday", "crypto")
    for call, number in (("Click", 1), ("Call 08001234567", 2))
    for host in ("cards", "bets")
]


def taught(spam: int = len(SPAM), fine: int = len(FINE)) -> Model:
    return learn([(text, True) for text in SPAM[:spam]] + [(text, False) for text in FINE[:fine]])


def test_it_tells_new_texts_apart_and_names_the_words_that_say_so() -> None:
    bad, words = score(taught(), "Win a free holiday, click https://bets.example/77")
    fine, nothing = score(taught(), "Since the update my router shows no signal, what else can I try?")

    assert bad > 90 and fine < 20
    assert {"host:bets.example", "win"} & set(words)
    assert nothing == []
    assert all(any(sign.isalnum() for sign in word) and "~" not in word and "=" not in word for word in words)


def test_other_spellings_and_much_text_in_between_do_not_hide_it() -> None:
    model = taught()
    harmless = " ".join(FINE)

    assert score(model, "WINNING clicks: freeee holidays https://new.cards.example")[0] > 60
    assert score(model, f"{SPAM[0]} {harmless} {SPAM[5]}")[0] > score(model, harmless)[0]


def test_with_too_few_or_nothing_known_it_says_nothing() -> None:
    assert score(taught(spam=LEAST_TEXTS - 1), SPAM[0]) == (0.0, [])
    assert score(Model(), SPAM[0]) == (0.0, [])
    assert score(Model(30, 30, {"win": (30, 0)}), "win") == (0.0, [])  # learned before there were weights
    assert score(taught(), "Ελληνικά") == (0.0, [])
    assert learn([]) == Model() and learn([("all fine", False)] * 30).words == {}


def test_a_community_with_little_spam_does_not_learn_that_all_is_fine() -> None:
    many = learn(
        [(text, True) for text in SPAM[:20]] + [(f"{text} Case {n}.", False) for n in range(10) for text in FINE]
    )

    assert score(many, SPAM[30])[0] > 75


def test_what_only_one_text_says_is_not_kept() -> None:
    model = learn([(SPAM[0], True), ("My number is unmistakable", True), *[(text, False) for text in FINE]])

    assert "unmistakable" not in model.words
    assert all(spam + fine >= 2 for spam, fine, *_weight in model.words.values() if spam + fine)


def test_the_same_texts_give_the_same_model() -> None:
    assert taught() == taught()


def test_a_long_text_is_judged_in_a_moment() -> None:
    model, text = taught(), " ".join(FINE)
    score(model, text)
    began = time.process_time()
    for _time in range(100):
        score(model, text)

    assert (
        time.process_time() - began
    ) / 100 < 0.002  # 0.2 ms on a quiet machine; ten times that would be another algorithm


@given(st.text(max_size=3_000))
def test_any_text_has_a_score(text: str) -> None:
    found, words = score(MODEL, text)

    assert 0 <= found <= 100 and len(words) <= 5
    assert features(text) == features(text)


MODEL = taught()


@pytest.mark.parametrize("text", ["", "   ", "\n", "=", "~", "host:", "www.", "https://"])
def test_edges(text: str) -> None:
    assert score(MODEL, text)[0] <= 100
