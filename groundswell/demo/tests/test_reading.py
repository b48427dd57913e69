"""The files of the year can be lived, and what is wrong with them is said so that the writer finds it."""

from pathlib import Path

import pytest

from groundswell.demo.checks import problems_of
from groundswell.demo.reading import YEAR, BadYear, read_year
from groundswell.demo.world import Year

TOO_SHORT = "A title needs a few words, so that others see what it is about."
TOPICS = """
[[topic]]
slug = "esim"
name = { en = "eSIM" }
about = { en = "SIMs without plastic." }
"""
JONAS = """
[[member]]
handle = "jonas_k"
name = "Jonas Kühn"
joined = 12
languages = ["de", "en"]
about = "Parcel courier in Dortmund."
expertise = []

[[member]]
handle = "hanne"
name = "Hanne Petersen"
joined = 2
languages = ["de"]
about = "Lighthouse guide."
expertise = ["coverage"]
"""
QUESTION = """
[[question]]
key = "esim-old-phone-broken"
by = "jonas_k"
day = 14
at = "08:12"
topic = "esim"
tags = ["esim"]
language = "en"
votes = 1
title = "My phone is broken, where is my eSIM?"
body = "It fell into the harbour."
"""
ANSWER = """
[[question.answer]]
by = "hanne"
after = "35m"
votes = 1
body = "Still in the water, but a new one is free."
"""


@pytest.fixture(scope="module")
def year() -> Year:
    return read_year()


def told(folder: Path, *texts: str) -> list[str]:
    """What is said about a year of these texts."""
    (folder / "topics.toml").write_text(TOPICS, encoding="utf-8")
    (folder / "corner.toml").write_text("\n".join(texts), encoding="utf-8")
    try:
        return problems_of(read_year(folder))
    except BadYear as bad:
        return bad.problems


def test_the_year_can_be_lived(year: Year) -> None:
    assert problems_of(year) == []


def test_the_year_is_as_big_as_promised(year: Year) -> None:
    answers = [reply for asked in year.questions for reply in asked.replies]

    assert 280 <= len(year.people) <= 320
    assert len(year.questions) >= 590
    assert len(answers) >= 1_300
    assert 0.12 <= sum(asked.language == "de" for asked in year.questions) / len(year.questions) <= 0.3
    assert sum(asked.at.days > 150 for asked in year.questions) / len(year.questions) > 0.55


def test_the_cast_is_there_with_its_roles(year: Year) -> None:
    roles = {handle: year.people[handle].role for handle in ("ada", "ben", "cleo", "dan", "eve", "mia")}

    assert roles == {
        "ada": "member", "ben": "member", "cleo": "moderator", "dan": "agent", "eve": "member", "mia": "manager",
    }  # fmt: skip


def test_every_file_belongs_to_the_year() -> None:
    assert len(list(YEAR.glob("*.toml"))) == 26


def test_a_sound_corner_has_no_problems(tmp_path: Path) -> None:
    assert told(tmp_path, JONAS, QUESTION, ANSWER) == []


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        ('by = "jonas_k"', 'by = "nobody_x"', "there is nobody called 'nobody_x'."),
        ("day = 14", "day = 11", "jonas_k joins on day 12, later than this (day 11)."),
        ("day = 14", "day = 366", "it is written after the end of the year (day 366)."),
        ("day = 14", 'day = "14"', "`day` must be int, not '14'."),
        ('at = "08:12"', 'at = "8.12"', '`at` must look like "08:12", not \'8.12\'.'),
        ('topic = "esim"', 'topic = "moon"', "there is no topic 'moon'."),
        ('tags = ["esim"]', 'tags = ["a1", "b1", "c1", "d1", "e1", "f1"]', "At most 5 tags."),
        ('tags = ["esim"]', 'tags = ["eSIM"]', "tags are lower case and not repeated."),
        ('language = "en"', 'language = "fr"', "the language must be en or de, not 'fr'."),
        ('title = "My phone is broken', 'title = "Help" #', TOO_SHORT),
        ("It fell into the harbour.", "It fell in December.", "“It fell in December.” names a date or season."),
        ("It fell into the harbour.", "Vodafone was better.", "“Vodafone was better.” names a real company."),
        ("votes = 1", "votes = 1\nvoted = 3", "there is no key called `voted`."),
        ("votes = 1", "", "`votes` is missing."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_question_is_said_with_file_and_key(
    tmp_path: Path, was: str, becomes: str, problem: str
) -> None:
    assert f"corner.toml, question esim-old-phone-broken: {problem}" in told(
        tmp_path, JONAS, QUESTION.replace(was, becomes)
    )


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ('after = "35m"\nsolved_after = "20m"', "it is accepted before it is written."),
        ('after = "soon"', '`after` must look like "12m", "5h" or "2d", not \'soon\'.'),
        (
            'after = "35m"\nsolved_after = "3d"\naccepted_by = "hanne"',
            "hanne may not accept it; the asker and staff may.",
        ),
        ('after = "35m"\nthanked = 1', "`thanked` must be bool, not 1."),
    ],
)
def test_a_mistake_in_an_answer_names_the_answer(tmp_path: Path, more: str, problem: str) -> None:
    answer = ANSWER.replace('after = "35m"', more)

    assert f"corner.toml, question esim-old-phone-broken, answer 0: {problem}" in told(
        tmp_path, JONAS, QUESTION, answer
    )


def test_two_solutions_are_one_too_many(tmp_path: Path) -> None:
    answer = ANSWER.replace('after = "35m"', 'after = "35m"\nsolved_after = "1d"')

    assert told(tmp_path, JONAS, QUESTION, answer, answer) == [
        "corner.toml, question esim-old-phone-broken: only one answer can be the solution."
    ]


def test_a_duplicate_must_name_an_older_question_of_the_file(tmp_path: Path) -> None:
    event = (
        '[[question.event]]\nwhat = "duplicate"\nby = "jonas_k"\nafter = "1h"\nreason = "Asked before"\nof = "gone"\n'
    )

    assert told(tmp_path, JONAS, QUESTION, event) == [
        "corner.toml, question esim-old-phone-broken, event 0: jonas_k may not decide this; moderators may.",
        "corner.toml, question esim-old-phone-broken, event 0: there is no question 'gone' in this file.",
    ]


def test_a_handle_can_be_taken_only_once(tmp_path: Path) -> None:
    again = JONAS.split("[[member]]")[1]

    assert told(tmp_path, JONAS, f"[[member]]{again}") == [
        "corner.toml, member jonas_k: this handle is taken in corner.toml, member jonas_k."
    ]


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    assert told(tmp_path, "[[question")[0].startswith("corner.toml: ")


def test_a_reader_never_writes(tmp_path: Path) -> None:
    reader = JONAS.replace('expertise = ["coverage"]', 'expertise = ["coverage"]\nreader = true')

    assert told(tmp_path, reader, QUESTION, ANSWER) == [
        "corner.toml, question esim-old-phone-broken, answer 0: hanne is a reader and never writes."
    ]
