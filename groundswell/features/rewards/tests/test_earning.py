"""What a rule set gives and takes, event by event."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import isqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.features.rewards.earning.counting import Counting, Happening, Holding
from groundswell.features.rewards.earning.memory import Due, Memory
from groundswell.features.rewards.earning.rule import Amount, Rule, RuleSet, curve

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADA, BEN, CLEO, EVE = 1, 2, 3, 4
JOINED = {member: START - timedelta(days=400) for member in (ADA, BEN, CLEO, EVE)}


def rule(when: str = "support.vote_cast", who: str = "author", points: int = 10, **more: Any) -> Rule:
    amount = Amount(points=points, over=more.pop("over", ""), by=more.pop("by", ""), values=more.pop("values", {}))
    return Rule(name=more.pop("name", "rule"), when=when, who=who, amount=amount, pool="help", **more)


class Life:
    """Events one after the other, an hour apart."""

    def __init__(
        self, *rules: Rule, ease_after: int | None = None, joined: Any = None, staff: Iterable[int] = ()
    ) -> None:
        rule_set = RuleSet(name="test", rules=rules, ease_after=ease_after)
        self.counting = Counting(Holding(rule_set), joined=joined or JOINED, memory=Memory(outside=set(staff)))
        self.at, self.position, self.dues = START, 0, list[Due]()

    def happens(self, name: str, by: int, **data: Any) -> list[int]:
        return self.says(f"support.{name}", by, **data)

    def says(self, name: str, by: int | None = None, **data: Any) -> list[int]:
        self.position += 1
        self.at += timedelta(hours=1)
        dues = list(self.counting.feed(Happening(self.position, name, self.at, by, data)))
        self.dues += dues
        return [due.points for due in dues]

    def votes(self, by: int, answer: int = 7, name: str = "vote_cast", author: int = BEN, **more: Any) -> list[int]:
        return self.happens(name, by, on="answer", subject=answer, question=1, author=author, value=1, **more)

    def accepts(self, answer: int = 7, by: int = ADA, **more: Any) -> list[int]:
        return self.happens(
            "answer_accepted", by, question=1, answer=answer, author=BEN, asker=ADA, **{"role": "asker", **more}
        )

    def total(self, member: int = BEN) -> int:
        return sum(due.points for due in self.dues if due.member == member)


def test_a_flat_rule_gives_the_same_each_time_to_whom_it_names() -> None:
    life = Life(rule(points=10), rule(who="by", points=1, name="voting"))

    assert life.votes(ADA) == [10, 1]
    assert [(due.member, due.points) for due in life.dues] == [(BEN, 10), (ADA, 1)]


def test_nobody_earns_by_voting_for_themselves_nor_staff_nor_what_was_imported() -> None:
    life = Life(rule(), staff=[CLEO])

    assert life.votes(BEN) == []
    assert life.votes(ADA, author=CLEO) == []
    assert life.votes(ADA, origin="stackexchange:beer") == []


def test_a_curve_makes_each_further_vote_for_the_same_answer_count_less() -> None:
    life = Life(rule(points=10, over="subject"))

    given = [life.votes(voter)[0] for voter in range(10, 19)]

    assert given == [10, 4, 3, 3, 2, 2, 2, 2, 2]
    assert life.total() == curve(10, 9) == 30
    assert life.votes(50, answer=8) == [10]


def test_a_vote_that_is_withdrawn_takes_its_points_with_it_and_the_rest_is_worth_what_so_many_are() -> None:
    life = Life(rule(points=10, over="subject"))
    for voter in (10, 11, 12):
        life.votes(voter)

    assert life.votes(10, name="vote_withdrawn") == [-3]
    assert life.total() == curve(10, 2)
    assert life.votes(10, name="vote_withdrawn") == []
    assert life.votes(99, name="vote_withdrawn") == []


def test_a_deleted_answer_takes_all_that_it_earned_with_it_once() -> None:
    life = Life(rule(points=10), rule("support.answer_accepted", points=60, name="solutions"))
    life.votes(10)
    life.votes(11)
    life.votes(11, answer=8)
    life.accepts()
    life.votes(10, name="vote_withdrawn")

    life.happens("answer_deleted", BEN, question=1, answer=7, author=BEN)

    assert life.total() == 10
    assert life.happens("solution_revoked", ADA, question=1, answer=7, author=BEN, asker=ADA) == []


def test_a_question_with_the_number_of_an_answer_is_not_taken_for_it() -> None:
    life = Life(rule(points=10))
    life.happens("vote_cast", 10, on="question", subject=7, question=7, author=BEN, value=1)

    assert life.happens("answer_deleted", BEN, question=1, answer=7, author=BEN) == []
    assert life.happens("question_deleted", BEN, question=7, asker=BEN) == [-10]


def test_the_value_of_a_field_says_how_much_and_conditions_say_whether() -> None:
    life = Life(rule("support.answer_accepted", points=40, by="role", values={"asker": 60}, where={"answer": (7, 8)}))

    assert (life.accepts(7), life.accepts(8, role="member"), life.accepts(9)) == ([60], [40], [])


def test_limits_of_a_day_a_pair_and_a_question() -> None:
    daily = Life(rule(per_day=2))
    assert [len(daily.votes(voter)) for voter in (10, 11, 12)] == [1, 1, 0]
    daily.at += timedelta(days=1)
    assert len(daily.votes(13)) == 1
    pair = Life(rule(per_pair_month=2))
    assert [len(pair.votes(voter, answer)) for voter, answer in ((EVE, 1), (EVE, 2), (EVE, 3), (ADA, 3))] == [
        1,
        1,
        0,
        1,
    ]
    question = Life(rule(per_question=1))
    assert [len(question.votes(voter)) for voter in (10, 11)] == [1, 0]


def test_a_limit_of_a_day_is_not_given_back_but_the_first_times_are() -> None:
    life = Life(rule(per_day=1), rule(first=1, points=50, name="first"))
    assert life.votes(ADA) == [10, 50]
    assert life.votes(ADA, name="vote_withdrawn") == [-10, -50]
    assert life.votes(ADA) == [50]


def test_a_rule_for_newcomers_ends_with_their_first_weeks() -> None:
    life = Life(rule(newcomer_days=30), joined={BEN: START - timedelta(days=29), CLEO: START - timedelta(days=30)})

    assert (life.votes(ADA), life.votes(ADA, author=CLEO), life.votes(ADA, author=EVE)) == ([10], [], [])
    assert life.dues[0].newcomer


def levels(life: Life, **people: int) -> None:
    numbers = {"ada": ADA, "ben": BEN, "cleo": CLEO, "eve": EVE}
    for who, level in people.items():
        life.says("standing.level_reached", member=numbers[who], level=level)


def test_a_rule_for_a_level_looks_at_the_one_of_that_moment() -> None:
    life = Life(rule(level_from=2), rule(level_below=2, points=50, name="start"))
    assert life.votes(ADA) == [50]

    levels(life, ben=2)
    assert life.votes(CLEO) == [10]
    life.says("standing.level_lost", member=BEN, level=1, was=2)
    assert life.votes(EVE) == [50]


def test_a_vote_counts_when_who_casts_it_is_at_a_level_and_long_enough_here() -> None:
    life = Life(
        rule(by_level_from=1),
        rule(by_days_from=30, points=3, name="old-hands"),
        joined={ADA: START - timedelta(days=9)},
    )
    levels(life, eve=1)

    assert (life.votes(ADA), life.votes(EVE)) == ([], [10])
    life.at += timedelta(days=21)
    assert life.votes(ADA, answer=8) == [3]


def test_days_since_joining_are_asked_from_below_and_from_above() -> None:
    life = Life(
        rule(days_from=30, newcomer_days=60), joined={BEN: START - timedelta(days=29), CLEO: START - timedelta(days=60)}
    )

    assert (life.votes(ADA), life.votes(ADA, author=CLEO)) == ([], [])
    life.at += timedelta(days=1)
    assert life.votes(EVE) == [10]


def test_a_topic_is_where_the_question_was_then_and_those_under_it_count() -> None:
    calls, wifi, bills = 70, 71, 80
    life = Life(rule(topics=("calls",), places=frozenset({calls, wifi})))
    life.happens("question_asked", ADA, question=1, asker=ADA, topic=wifi)

    assert life.votes(EVE) == [10]
    life.happens("question_moved", CLEO, question=1, topic=bills, was=wifi)
    assert life.votes(CLEO) == []
    asked = Life(rule("support.question_asked", who="by", topics=("calls",), places=frozenset({calls})))
    assert [asked.happens("question_asked", ADA, question=n, asker=ADA, topic=n) for n in (calls, wifi)] == [[10], []]


def test_the_very_first_time_is_once_in_a_life_also_after_it_was_undone_and_whatever_rules_held() -> None:
    life = Life(rule(first_ever=True, where={"value": (1,)}))
    life.happens("vote_cast", ADA, on="answer", subject=7, question=1, author=BEN, value=-1)
    life.votes(CLEO, author=CLEO)

    assert (life.votes(EVE), life.votes(EVE, answer=8), life.votes(ADA, author=CLEO)) == ([10], [], [10])
    life.votes(EVE, name="vote_withdrawn")
    assert life.votes(EVE) == []
    imported = Life(rule(first_ever=True))
    imported.votes(ADA, origin="stackexchange:beer")
    assert imported.votes(EVE) == []


def test_an_amount_goes_by_who_judges_an_answer_and_whether_it_is_the_solution() -> None:
    life = Life(rule(by="quality", values={"asker": 30, "solution": 20}))
    life.happens("question_asked", ADA, question=1, asker=ADA, topic=70)

    assert (life.votes(EVE), life.votes(ADA)) == ([10], [30])
    life.accepts()
    assert (life.votes(CLEO), life.votes(ADA)) == ([20], [30])
    life.happens("solution_revoked", ADA, question=1, answer=7, author=BEN, asker=ADA)
    assert life.votes(EVE) == [10]


def test_above_a_months_mark_points_count_less_and_less_but_always_something() -> None:
    life = Life(rule(points=100), ease_after=1_000)

    given = [sum(life.votes(voter, answer=voter)) for voter in range(100, 140)]

    assert given[:10] == [100] * 10
    assert all(before >= after - 1 for before, after in pairwise(given))
    assert min(given) > 0
    assert sum(given) == isqrt(4 * 1_000 * 4_000) - 1_000 == 3_000
    life.at += timedelta(days=31)
    assert life.votes(ADA) == [100]


@given(st.integers(1, 10_000), st.integers(0, 5_000))
def test_a_curve_sums_exactly_whatever_was_rounded(scale: int, n: int) -> None:
    amount = Amount(points=scale, over="subject")

    assert curve(scale, n) + amount.of({}, n) == curve(scale, n + 1)
    assert curve(scale, n) ** 2 <= scale * scale * n < (curve(scale, n) + 1) ** 2


@given(st.integers(1, 10_000), st.lists(st.integers(0, 100_000), min_size=2, max_size=2))
def test_easing_never_turns_more_into_less_and_begins_without_a_step(after: int, totals: list[int]) -> None:
    rules, (less, more) = RuleSet(name="test", rules=(), ease_after=after), sorted(totals)

    assert rules.eased(less) <= rules.eased(more)
    assert rules.eased(after) == after
    assert rules.eased(more) <= more


@given(
    st.lists(
        st.tuples(st.sampled_from(["vote", "withdraw", "delete"]), st.integers(10, 14), st.integers(1, 3)), max_size=60
    )
)
def test_whatever_is_cast_and_withdrawn_an_answer_is_worth_its_votes(deeds: list[tuple[str, int, int]]) -> None:
    life, votes = Life(rule(points=10, over="subject")), set[tuple[int, int]]()
    for deed, voter, answer in deeds:
        if deed == "vote" and (voter, answer) not in votes:
            life.votes(voter, answer)
            votes.add((voter, answer))
        elif deed == "withdraw" and (voter, answer) in votes:
            life.votes(voter, answer, name="vote_withdrawn")
            votes.discard((voter, answer))
        elif deed == "delete":
            life.happens("answer_deleted", BEN, question=1, answer=answer, author=BEN)
            votes = {vote for vote in votes if vote[1] != answer}

    assert life.total() == sum(curve(10, sum(1 for _voter, a in votes if a == answer)) for answer in (1, 2, 3))


@pytest.mark.parametrize("n", [1, 2, 1_000])
def test_the_order_of_votes_makes_no_difference_to_their_sum(n: int) -> None:
    assert sum(Amount(points=7, over="x").of({}, k) for k in range(n)) == isqrt(49 * n)
