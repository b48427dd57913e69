"""What a check finds holds the points that it is about, once, and tells whose they are; nothing else is touched."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession

from groundswell.events.fairness import FindingOpened, PointsHeld
from groundswell.features.rewards.fairness import run_checks
from groundswell.features.rewards.fairness.checks import CHECKS, look
from groundswell.features.rewards.fairness.models import Concern, Finding, HeldLot
from groundswell.features.rewards.fairness.reading import Window
from groundswell.features.rewards.fairness.saying import NAMES, SENTENCES, TO_WHOM, sentence, to_whom
from groundswell.features.rewards.fairness.tests.quarter import POINTS, Quarter, left_of
from groundswell.ledger.checking import check
from groundswell.ledger.lots import Spend, release, spend
from groundswell.ledger.tests.test_book import PAYOUT
from groundswell.log import clock
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.moderation.models import Decision, Item
from groundswell.moderation.models import Deed as Said


def test_a_rings_points_are_held_and_everybody_elses_are_not(
    quarter: Quarter, ring: list[Member], honest: list[Member]
) -> None:
    quarter.vote(honest[0], 1_071, ring[0])  # a stranger finds one of eve's answers useful
    quarter.settle()
    before = [left_of(one) for one in honest]

    checked = run_checks()

    finding = Finding.objects.get()
    assert (finding.check_name, finding.people) == ("cluster", sorted(one.pk for one in ring))
    assert (checked.findings, checked.lots, checked.points[ring[0].pk]) == (1, 4 * 18, 18 * POINTS)
    assert left_of(ring[0]) == {"held": 180, "available": 10}  # what the stranger gave stays hers
    assert [left_of(one) for one in honest] == before
    assert check().finding == ""
    assert finding.numbers["inside"] == 72
    assert sentence(finding.check_name, finding.numbers).startswith("72 of the 72 votes and solutions of these people")
    assert len(finding.ties) == 12


def test_whoever_is_held_is_told_with_the_reason_and_it_waits_in_the_queue(
    quarter: Quarter, ring: list[Member]
) -> None:
    run_checks()

    finding = Finding.objects.get()
    told = Decision.objects.get(person=ring[0])
    assert (told.deed, told.automatic, told.detected, told.reason) == (Said.WITHHELD, True, "check", to_whom("cluster"))
    assert Concern.objects.get(person=ring[0]).withheld == told.pk
    item = Item.objects.get()
    assert (item.what, item.kind, item.subject, item.done_at) == ("people", "finding", finding.pk, None)
    opened = LogEntry.objects.get(name=FindingOpened.name)
    assert opened.data == {"finding": finding.pk, "check": "cluster", "people": finding.people}
    held = LogEntry.objects.filter(name=PointsHeld.name)
    assert [entry.data["points"] for entry in held] == [180] * 4


def test_looking_again_changes_nothing_and_new_votes_come_to_the_same_finding(
    quarter: Quarter, ring: list[Member], honest: list[Member]
) -> None:
    run_checks()
    again = run_checks()
    assert (again.findings, again.lots, Decision.objects.count()) == (0, 0, 4)

    quarter.ring(ring, honest, answers=1)
    quarter.settle()
    more = run_checks()

    assert (more.findings, more.lots) == (0, 12)
    assert Finding.objects.count() == 1
    assert HeldLot.objects.count() == 84


def test_what_is_not_available_yet_is_not_released_and_what_was_spent_is_gone(
    honest: list[Member], ring: list[Member]
) -> None:
    quarter = Quarter()
    quarter.honest(honest)
    quarter.ring(ring, honest)
    quarter.settle(hold=timedelta(days=90))
    with clock.standing_at(clock.now() + timedelta(days=1)):
        checked = run_checks()
    assert checked.lots == 72
    assert release(at=clock.now() + timedelta(days=400)) == 210  # those of the honest
    assert left_of(ring[0]) == {"held": 180, "available": 0}


def test_points_that_were_spent_before_are_not_held(quarter: Quarter, ring: list[Member]) -> None:
    spend(Spend(key="a mug", owner=ring[0].pk, amount=175, to=PAYOUT))

    assert run_checks().points[ring[0].pk] == 5
    assert left_of(ring[0]) == {"held": 5, "available": 0}


def test_where_no_points_are_at_stake_nothing_is_raised(honest: list[Member], ring: list[Member]) -> None:
    quarter = Quarter()
    quarter.honest(honest)
    quarter.ring(ring, honest)
    quarter.settle()
    for one in ring:
        spend(Spend(key=f"all of {one.pk}", owner=one.pk, amount=180, to=PAYOUT))

    assert run_checks().findings == Finding.objects.count() == 0


def test_two_who_trade_votes_and_share_a_device_are_found_by_both_signs(
    honest: list[Member], ring: list[Member]
) -> None:
    quarter = Quarter()
    quarter.honest(honest)
    quarter.ring(ring[:2], honest, answers=9)
    quarter.settle()
    for one in (*ring[:2], honest[0], honest[1]):
        UserSession.objects.create(
            user=one, ip="192.0.2.7", user_agent="Phone", session_key=f"key {one.pk}", last_seen_at=clock.now()
        )

    found = {one.check: one for one in look(Window(clock.now() - timedelta(days=90)))}

    pair = tuple(sorted(one.pk for one in ring[:2]))
    assert found["pair"].people == pair
    assert set(pair) <= set(found["shared"].people)
    assert found["shared"].numbers["devices"] >= 1
    run_checks()
    assert Finding.objects.count() == 2
    assert left_of(ring[0]) == {"held": 90, "available": 0}


def test_the_team_neither_trades_nor_is_held(
    honest: list[Member], ring: list[Member], dan: Member, cleo: Member
) -> None:
    quarter = Quarter()
    quarter.honest(honest)
    quarter.ring([dan, cleo, ring[0]], honest)
    quarter.settle()

    assert run_checks().findings == 0


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_each_check_has_a_name_and_says_what_it_found(name: str) -> None:
    assert name in NAMES
    assert "%(" in str(SENTENCES[name])
    assert "%" not in str(TO_WHOM[name])


def test_nothing_at_all_is_fair(db: None) -> None:
    assert run_checks().findings == 0
