"""What the log earns is given once, in whatever batches it comes, and taken back when it is undone."""

import json
import os
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.derived.notifications.models import Notification
from groundswell.features.rewards.actions.drafting import approve_rules, begin_shadow, draft_rules, end_shadow
from groundswell.features.rewards.actions.funding import fund_pool
from groundswell.features.rewards.actions.settling import pay_waiting
from groundswell.features.rewards.earning.reading import read
from groundswell.features.rewards.lists import versions
from groundswell.features.rewards.models import Earned
from groundswell.features.rewards.places import placed
from groundswell.features.rewards.queries import shadow
from groundswell.features.rewards.tests import living
from groundswell.features.support import actions
from groundswell.features.support.models import Topic
from groundswell.ledger import lots
from groundswell.ledger.book import Ref
from groundswell.ledger.checking import check
from groundswell.ledger.models import Account, Kind, Lot, Transfer
from groundswell.ledger.statements import statement
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.actions import change_role
from groundswell.members.models import Member

RULES: dict[str, Any] = {
    "name": "ours",
    "ease_after": 120,
    "rules": [
        {"name": "solutions", "when": "support.answer_accepted", "who": "author", "points": 40, "by": "role", "values": {"asker": 60},
         "per_day": 2, "per_pair_month": 2, "pool": "help"},
        {"name": "votes", "when": "support.vote_cast", "who": "author", "where": {"on": "answer", "value": 1}, "points": 10,
         "over": "subject", "pool": "help"},
        {"name": "thanks", "when": "support.thanks_given", "who": "author", "points": 3, "per_question": 3, "hold_days": 0, "pool": "thanks"},
        {"name": "first", "when": "support.vote_cast", "who": "author", "where": {"value": 1}, "points": 50, "first": 2,
         "newcomer_days": 90, "pool": "help"},
    ],
}  # fmt: skip
# Rules that look beyond their events, too.
FURTHER = {
    "name": "ours",
    "ease_after": 120,
    "rules": [
        *RULES["rules"],
        {"name": "risen", "when": "support.vote_cast", "who": "author", "points": 7, "by": "quality", "values": {"asker": 9, "solution": 8},
         "level_from": 1, "by_days_from": 85, "pool": "help"},
        {"name": "very-first", "when": "support.thanks_given", "who": "author", "points": 11, "first_ever": True, "pool": "help"},
        {"name": "calls", "when": "support.vote_cast", "who": "author", "points": 5, "topics": ["calling"], "level_below": 1, "pool": "help"},
    ],
}  # fmt: skip
CALLING = 7
LITTLE = 70  # points, in pools that run dry
DEAR = {"name": "thanks", "when": "support.thanks_given", "who": "author", "points": 500, "pool": "thanks"}
CONSUMER = "rewards.earning"


def earn() -> int:
    return follow.run(CONSUMER)


def hold(rules: dict[str, Any] = RULES, *, funds: int = 10**6) -> None:
    """These rules hold from now on, and their pools are full."""
    approve_rules(draft_rules(json.dumps(rules), by=None), since=clock.now(), by=None)
    for pool in {rule["pool"] for rule in rules["rules"]}:
        if funds:
            fund_pool(pool, funds, key=f"{pool} {clock.now()}", by=None)


def points(member: Member) -> tuple[int, int]:
    """What is held and what is available."""
    pockets = dict(Account.objects.filter(owner=member.pk, unit="points").values_list("kind", "balance"))
    return pockets.get(Kind.HELD, 0), pockets.get(Kind.MEMBER, 0)


def balances() -> dict[int, int]:
    found = Account.objects.exclude(owner=0).values("owner").annotate(points=Sum("balance")).filter(points__gt=0)
    return {row["owner"]: row["points"] for row in found}


def standing() -> dict[int, int]:
    found = Earned.objects.filter(lane=0, standing=True, points__gt=0).values("member").annotate(sum=Sum("points"))
    return {row["member"]: row["sum"] for row in found}


@pytest.fixture
def helped(ada: Member, ben: Member, eve: Member) -> tuple[Any, Any]:
    """Ben answered Ada's question, before any rules held."""
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    question = actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")
    return question, actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling, it is in the settings.")


def test_ben_earns_by_what_others_make_of_his_answer_and_it_is_held(
    helped: Any, ada: Member, ben: Member, eve: Member
) -> None:
    _question, answer = helped
    hold()
    actions.vote(answer, by=eve, value=1)
    actions.accept_answer(answer, by=ada)
    actions.give_thanks(answer, by=ada)
    earn()

    assert points(ben) == (60 + 50 + 10, 2), "of 123 points this month the 120 count in full"
    first = Transfer.objects.get(rule="solutions")
    entry = LogEntry.objects.get(name="support.answer_accepted")
    assert (first.entry, first.version, first.at) == (entry.position, Earned.objects.first().version.number, entry.at)  # type: ignore[union-attr]
    assert Lot.objects.get(born=first).release_at == entry.at + timedelta(days=14)


def test_nothing_is_earned_before_rules_hold_nor_by_what_was_done_before_them(
    helped: Any, ben: Member, eve: Member
) -> None:
    actions.vote(helped[1], by=eve, value=1)
    earn()
    hold()
    earn()

    assert points(ben) == (0, 0)
    assert not Earned.objects.exists()


def test_what_is_undone_takes_its_points_with_it_and_the_log_says_why(
    helped: Any, ada: Member, ben: Member, eve: Member
) -> None:
    question, answer = helped
    hold()
    actions.accept_answer(answer, by=ada)
    actions.vote(answer, by=eve, value=1)
    earn()
    actions.withdraw_vote(answer, by=eve)
    actions.revoke_solution(question, by=ada, reason="It did not help.")
    earn()

    assert points(ben) == (0, 0)
    assert [line.what for line in statement(ben.pk)].count("reverse") == 3
    follow.run("notifications.page")
    told = Notification.objects.filter(member=ben, kind="points_back").order_by("pk")
    assert [note.because for note in told] == ["60 support.vote_withdrawn", "60 support.solution_revoked"]
    said = LogEntry.objects.filter(name="rewards.points_taken_back").order_by("position")
    assert [entry.data for entry in said] == [
        {"member": ben.pk, "points": 60, "spent": 0, "because": "support.vote_withdrawn", "question": question.pk},
        {"member": ben.pk, "points": 60, "spent": 0, "because": "support.solution_revoked", "question": question.pk},
    ]


def test_what_ben_spent_stays_spent_and_the_rest_goes_back_to_the_pool(helped: Any, ada: Member, ben: Member) -> None:
    question, answer = helped
    hold()
    actions.accept_answer(answer, by=ada)
    earn()
    lots.release(at=clock.now() + timedelta(days=15))
    lots.spend(lots.Spend(key="prize", owner=ben.pk, amount=25, to=Ref(Kind.SETTLED)))

    actions.revoke_solution(question, by=ada, reason="It did not help.")
    earn()

    assert points(ben) == (0, 0)
    assert Account.objects.get(kind=Kind.BUDGET, name="help").balance == 10**6 - 25
    assert LogEntry.objects.get(name="rewards.points_taken_back").data["spent"] == 25
    assert check().finding == ""


def test_an_empty_pool_loses_nothing_and_pays_the_oldest_first_when_it_is_funded(
    helped: Any, ada: Member, ben: Member, eve: Member
) -> None:
    _question, answer = helped
    hold(funds=0)
    actions.accept_answer(answer, by=ada)
    actions.vote(answer, by=eve, value=1)
    earn()
    assert points(ben) == (0, 0)
    assert set(Earned.objects.values_list("rule", "state")) == {
        (name, "waiting") for name in ("solutions", "votes", "first")
    }

    fund_pool("help", 65, key="little", by=None)
    earn()
    assert points(ben) == (60, 0), "the ten for the vote would fit, but nobody overtakes"
    actions.withdraw_vote(answer, by=eve)
    earn()
    assert points(ben) == (60, 0)
    actions.vote(answer, by=eve, value=1)
    lots.fund("help", 1_000, key="past the action")
    while pay_waiting():
        pass
    earn()
    assert points(ben)[0] == 120
    assert pay_waiting() == 0


def test_a_new_version_counts_from_its_moment_and_limits_go_on(
    helped: Any, ada: Member, ben: Member, eve: Member
) -> None:
    _question, answer = helped
    thanks = {"name": "kudos", "when": "support.thanks_given", "who": "author", "points": 5, "first": 1, "pool": "help"}
    votes = {"name": "votes", "when": "support.vote_cast", "who": "author", "points": 2, "pool": "help"}
    hold({"name": "one", "rules": [thanks, votes]})
    actions.give_thanks(answer, by=ada)
    approve_rules(
        draft_rules(json.dumps({"name": "two", "rules": [{**thanks, "points": 9}, {**votes, "points": 7}]}), by=None),
        since=clock.now() + timedelta(days=1), by=None,
    )  # fmt: skip
    actions.vote(answer, by=ada, value=1)
    with clock.standing_at(clock.now() + timedelta(days=2)):
        actions.vote(answer, by=eve, value=1)
        actions.give_thanks(answer, by=eve)
    earn()

    assert sorted(Earned.objects.filter(lane=0).values_list("rule", "points")) == [
        ("kudos", 5),
        ("votes", 2),
        ("votes", 7),
    ]


def test_a_rule_knows_what_the_log_said_before_it_held(helped: Any, ada: Member, ben: Member, eve: Member) -> None:
    question, answer = helped
    actions.vote(answer, by=eve, value=1)
    wifi = Topic.objects.create(slug="wifi", name={"en": "Wi-Fi"}, parent=Topic.objects.get(slug="calling"))
    actions.move_question(question, by=ada, topic=wifi)
    votes = {"when": "support.vote_cast", "who": "author", "points": 10, "pool": "help"}
    hold({"name": "further", "rules": [
        {**votes, "name": "never-before", "first_ever": True},
        {**votes, "name": "about-calls", "topics": ["calling"], "points": 4},
        {**votes, "name": "by-the-asker", "points": 1, "by": "quality", "values": {"asker": 2}},
    ]})  # fmt: skip
    actions.vote(answer, by=ada, value=1)
    earn()

    assert sorted(Earned.objects.values_list("rule", "points")) == [("about-calls", 4), ("by-the-asker", 2)]


def test_staff_are_who_the_log_says_at_that_place(helped: Any, ada: Member, ben: Member, eve: Member) -> None:
    hold()
    change_role(ben, "agent", by=None)
    actions.vote(helped[1], by=eve, value=1)
    change_role(ben, "member", by=None)
    actions.give_thanks(helped[1], by=eve)
    earn()

    assert points(ben) == (0, 3)


def test_a_draft_in_the_shadow_is_counted_beside_and_pays_nobody(
    helped: Any, ada: Member, ben: Member, eve: Member
) -> None:
    _question, answer = helped
    hold()
    draft = draft_rules(json.dumps({"name": "dear", "rules": [DEAR]}), by=None)
    actions.give_thanks(answer, by=eve)
    begin_shadow(draft, by=None)
    actions.give_thanks(answer, by=ada)
    earn()
    end_shadow(draft, by=None)
    actions.take_back_thanks(answer, by=ada)
    earn()

    assert points(ben) == (0, 3)
    assert list(Earned.objects.filter(lane=draft.number).values_list("points", "state", "standing")) == [
        (500, "shadow", True)
    ]
    (listed,) = [one for one in versions() if one.number == draft.number]
    assert (listed.state, listed.points) == ("draft", 500)


class Again(Exception):
    """Ends an example without a trace."""


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise Again
    except Again:
        pass


@dataclass(frozen=True)
class Outcome:
    """What came of some deeds, by the place of the members: what they have, what waits for a pool, and what the book did."""

    have: dict[int, int]
    waiting: list[Any]
    lines: list[Any]
    counted: dict[int, int]
    past: dict[int, int]


def outcome(deeds: list[living.Deed], funds: int, size: int, *, twice: bool = False) -> Outcome:
    """After these deeds were read in batches of this size; and, `twice`, after all was forgotten and read again."""
    found: list[Outcome] = []
    with undone(), clock.standing_at(clock.now()), pytest.MonkeyPatch.context() as patch:
        who, before = living.people(), deeds[: len(deeds) // 3]
        Topic.objects.create(pk=CALLING, slug="calling", name={"en": "Calls"})
        living.log(before, who, clock.now() - timedelta(days=100))  # rules come into a life that has begun
        hold(FURTHER, funds=funds)
        living.log(deeds[len(before) :], who, clock.now())
        patch.setattr(follow, "BATCH", size)
        patch.setattr(follow, "SCAN", 2 * size)
        earn()
        if twice:
            follow.rebuild(CONSUMER)
        place = {member.pk: n for n, member in enumerate(who)}
        (past,) = shadow([placed(read(json.dumps(FURTHER)), {"calling": [CALLING]})], since=clock.now())
        book = Transfer.objects.filter(what__in=("award", "reverse"))
        found.append(
            Outcome(
                have={place[owner]: number for owner, number in balances().items()},
                waiting=list(
                    Earned.objects.filter(lane=0, state="waiting").order_by("pk").values_list("rule", "points")
                ),
                lines=sorted(book.values_list("what", "rule", "amount")) if funds > LITTLE else [],
                counted={place[owner]: number for owner, number in standing().items()},
                past={place[owner]: number for owner, number in past.members.items() if number},
            )
        )
        assert check().finding == ""
    return found[0]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(living.DEEDS, st.integers(1, 7), st.sampled_from([10**6, LITTLE]))
def test_batches_and_restarts_change_no_points_and_the_shadow_counts_the_same(
    db: None, deeds: list[living.Deed], size: int, funds: int
) -> None:
    whole, parts = outcome(deeds, funds, 2_000), outcome(deeds, funds, size)

    assert whole == parts == outcome(deeds, funds, size, twice=True)
    assert whole.counted == whole.past
    if funds > LITTLE:
        assert (whole.have, whole.waiting) == (whole.counted, [])


def test_a_worker_that_is_killed_again_and_again_gives_each_point_once(transactional_db: None) -> None:
    who, chance = living.people(), Random(7)
    with clock.standing_at(clock.now()):
        hold()
        start = clock.now()
        deeds = [(chance.choice(living.WHAT), chance.randrange(5), chance.randrange(5), 1) for _n in range(600)]
        with transaction.atomic():
            living.log(deeds, who, start)

    killed = sum(_killed_in_the_middle(chance.uniform(0.01, 0.12)) for _n in range(6))
    earn()

    assert killed >= 3, "the test is to kill somebody at work"
    (past,) = shadow([read(json.dumps(RULES))], since=start)
    assert balances() == standing() == {member: number for member, number in past.members.items() if number}
    assert check().finding == ""


def _killed_in_the_middle(seconds: float) -> bool:
    """Let another process earn in small batches, and kill it after a while; whether it was still at work."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # no other thread of ours holds a lock
        child = os.fork()
    if child == 0:
        try:
            connection.connection = None  # the parent's, which is not ours to close
            follow.BATCH, follow.SCAN = 5, 10
            earn()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
