"""What is done when: the order of time, the caps on votes, the same dice each time."""

from collections import Counter

import pytest

from groundswell.demo.reading import read_year
from groundswell.demo.timeline import Deed, deeds_of
from groundswell.demo.world import Moment, Year
from groundswell.features.support.rules import VOTES_A_DAY, VOTES_PER_AUTHOR

DAY = Moment(days=1)


@pytest.fixture(scope="module")
def year() -> Year:
    return read_year()


@pytest.fixture(scope="module")
def deeds(year: Year) -> list[Deed]:
    return deeds_of(year, 20)


def test_the_same_seed_gives_the_same_year_and_another_seed_another(year: Year, deeds: list[Deed]) -> None:
    assert deeds_of(year, 20) == deeds
    assert deeds_of(year, 21) != deeds


def test_everything_happens_within_the_year_and_in_order(deeds: list[Deed]) -> None:
    times = [deed.at for deed in deeds]

    assert times == sorted(times)
    assert times[0] >= Moment()
    assert times[-1] < 365 * DAY


def test_people_join_before_they_do_anything_else(deeds: list[Deed]) -> None:
    joined: set[str] = set()
    for deed in deeds:
        if deed.what == "join":
            joined.add(deed.by)
        assert deed.by in joined, f"{deed.by} does {deed.what} before joining"


def test_nothing_happens_to_a_text_before_it_is_written(deeds: list[Deed]) -> None:
    written: set[tuple[str, int | None]] = {("", None)}
    for deed in deeds:
        if deed.what in {"ask", "answer"}:
            written.add(deed.about)
        assert deed.about in written, f"{deed.what} on {deed.about} comes too early"


def test_nobody_passes_the_caps_on_votes(year: Year, deeds: list[Deed]) -> None:
    votes = [deed for deed in deeds if deed.what == "vote"]
    authors: dict[tuple[str, int | None], str] = {(asked.key, None): asked.by for asked in year.questions}
    authors |= {(asked.key, reply.number): reply.by for asked in year.questions for reply in asked.replies}

    assert max(Counter((vote.by, vote.at.days) for vote in votes).values()) <= VOTES_A_DAY
    assert max(Counter((vote.by, authors[vote.about], vote.at.days) for vote in votes).values()) <= VOTES_PER_AUTHOR
    assert max(Counter((vote.by, vote.about) for vote in votes).values()) == 1
    assert not [vote for vote in votes if vote.by == authors[vote.about]]


def test_nearly_all_votes_that_the_files_name_are_cast(year: Year, deeds: list[Deed]) -> None:
    wanted = sum(asked.votes + sum(reply.votes for reply in asked.replies) for asked in year.questions)
    cast = sum(deed.what == "vote" and deed.more["value"] > 0 for deed in deeds)

    assert 0.99 * wanted <= cast <= wanted


def test_votes_come_soon_and_trickle_in_for_long(year: Year, deeds: list[Deed]) -> None:
    asked_at = {asked.key: asked.at for asked in year.questions}
    waits = sorted(deed.at - asked_at[deed.about[0]] for deed in deeds if deed.what == "vote" and deed.about[1] is None)

    assert Moment(hours=6) < waits[len(waits) // 2] < 4 * DAY
    assert waits[-len(waits) // 50] > 14 * DAY


def test_a_few_vote_much_and_most_vote_a_little(deeds: list[Deed]) -> None:
    votes = [number for _by, number in Counter(deed.by for deed in deeds if deed.what == "vote").most_common()]

    assert len(votes) > 250
    assert sum(votes[:30]) > 0.3 * sum(votes)
