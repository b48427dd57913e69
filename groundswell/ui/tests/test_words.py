from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from groundswell.members.models import Member
from groundswell.ui import words


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=1, hours=3), "yesterday"),
        (timedelta(days=6), "6 days ago"),
    ],
)
def test_a_week_is_told_in_words(passed: timedelta, said: str) -> None:
    assert f">{said}</time>" in words.ago(timezone.now() - passed)


def test_after_a_week_the_date_is_told_and_the_year_only_when_it_is_another_one() -> None:
    long_ago = datetime(2019, 3, 5, 14, 7, tzinfo=UTC)

    assert ">5 March 2019</time>" in words.ago(long_ago)
    assert 'title="5 March 2019, 14:07"' in words.ago(long_ago)
    assert words.day(date(2026, 3, 5), year=False) == "5 March"


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_date_ends_in_a_full_stop_so_that_a_sentence_may(language: str) -> None:
    with translation.override(language):
        said = [words.day(date(2030, month, 5), year=year) for month in range(1, 13) for year in (True, False)]
    assert [one for one in said if one.endswith(".")] == []
    assert said[19] == ("5 Oct" if language == "en" else "5. Okt")


def test_times_carry_the_moment_for_machines() -> None:
    assert 'datetime="2019-03-05T14:07:00Z"' in words.exact(datetime(2019, 3, 5, 14, 7, tzinfo=UTC))


def test_germans_read_german_dates_and_numbers() -> None:
    with translation.override("de"):
        assert words.day(date(2019, 3, 5)) == "5. März 2019"
        assert words.number(1_234_567) == "1.234.567"
        assert words.number(2.5, 1) == "2,5"
    assert words.number(1_234_567) == "1,234,567"


def test_a_negative_score_has_a_real_minus() -> None:
    assert words.number(-3) == "\N{MINUS SIGN}3"


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (9_999, "9,999"), (12_345, "12k"), (1_500_000, "1.5M"), (20_000_000, "20M")]
)
def test_large_counts_stay_narrow(value: int, said: str) -> None:
    assert words.compact(value) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [("Ada Lindqvist", "AL"), ("cleo", "C"), ("Ana de la Cruz", "AC"), ("", "?"), ("élan vital", "ÉV")],
)
def test_an_avatar_without_a_picture_shows_initials(name: str, said: str) -> None:
    assert words.initials(name) == said


def test_somebody_has_the_same_colour_everywhere() -> None:
    assert words.hue("ben") == words.hue("ben")
    assert {words.hue(f"member-{number}") for number in range(200)} == set(range(words.HUES))


def test_erased_people_appear_as_former_members() -> None:
    erased = Member(handle="x", name="Ada", erased_at=timezone.now())

    assert words.seen_as(erased) == "former member"
    assert words.seen_as({"handle": "ben", "name": "", "erased_at": None}) == "ben"
    assert words.seen_as(Member(handle="ben", name="Ben Okafor")) == "Ben Okafor"
