"""New accounts that vote one way are found; newcomers who thank whoever answered them, and who vote here and there, are not."""

from datetime import UTC, datetime, timedelta

from groundswell.analysis.bursts import Given, bursts

START = datetime(2026, 6, 1, 9, tzinfo=UTC)
OLD = {one: START - timedelta(days=400) for one in range(1, 40)}
NEW = {one: START - timedelta(hours=one - 100) for one in range(100, 110)}


def test_six_new_accounts_for_one_person_in_two_days_are_found() -> None:
    bought = [Given(100 + n % 6, 5, 700 + n, START + timedelta(hours=n)) for n in range(18)]

    (found,) = bursts([*_usual(), *bought], OLD | NEW)

    assert (found.author, found.givers, found.supports, found.one_way) == (5, (100, 101, 102, 103, 104, 105), 18, 1.0)
    assert found.until - found.since == timedelta(hours=17)
    assert len(found.answers) == 18
    assert found.expected < 5


def test_newcomers_who_thank_whoever_answered_them_are_not_meant() -> None:
    thanks = [Given(100 + n % 6, 5, 700 + n, START + timedelta(hours=n), own=True) for n in range(18)]

    assert bursts([*_usual(), *thanks], OLD | NEW) == []


def test_newcomers_who_vote_here_and_there_are_not_meant() -> None:
    curious = [Given(100 + n % 6, 1 + n % 30, 700 + n, START + timedelta(hours=n)) for n in range(60)]

    assert bursts([*_usual(), *curious], OLD | NEW) == []


def test_the_same_votes_over_months_are_no_burst() -> None:
    slow = [Given(100 + n, 5, 700 + n, NEW[100 + n] + timedelta(hours=1)) for n in range(6)]
    joined = OLD | {100 + n: START + timedelta(days=20 * n) for n in range(6)}
    spread = [one._replace(at=joined[one.giver] + timedelta(hours=1)) for one in slow]

    assert bursts([*_usual(), *spread], joined) == []


def _usual() -> list[Given]:
    return [Given(1 + n % 37, 1 + (n * 7) % 31, n, START - timedelta(hours=n)) for n in range(400)]
