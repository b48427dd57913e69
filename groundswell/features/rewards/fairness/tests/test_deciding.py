"""Release, warn, reverse, suspend; each with a reason its person reads, and an appeal that a second person decides."""

import pytest
from django.core import mail

from groundswell.events.fairness import FindingDecided, PointsGivenBack
from groundswell.features.rewards.fairness import queries, run_checks
from groundswell.features.rewards.fairness.actions.deciding import decide
from groundswell.features.rewards.fairness.models import Concern, Finding, HeldLot
from groundswell.features.rewards.fairness.tests.quarter import Quarter, left_of
from groundswell.ledger.checking import check
from groundswell.ledger.lots import release
from groundswell.log import clock, follow
from groundswell.log.deliveries import send_next
from groundswell.log.models import LogEntry
from groundswell.members.actions import change_role
from groundswell.members.models import Member, Role
from groundswell.members.rules import Invalid, Refused
from groundswell.moderation import actions as moderation
from groundswell.moderation.models import Decision, Item
from groundswell.moderation.models import Deed as Said

WHY = "I looked at the answers: they help people."


@pytest.fixture
def finding(quarter: Quarter) -> Finding:
    run_checks()
    return Finding.objects.get()


def test_released_points_are_available_again_and_are_not_held_for_the_same_a_second_time(
    finding: Finding, ring: list[Member], cleo: Member
) -> None:
    decide(finding, [one.pk for one in ring], by=cleo, deed="release", reason=WHY)
    assert release() == 72

    assert left_of(ring[0]) == {"held": 0, "available": 180}
    finding.refresh_from_db()
    assert finding.done_at is not None
    assert Item.objects.get().done_by == cleo
    assert run_checks().lots == 0
    said = Decision.objects.filter(person=ring[0]).latest("pk")
    assert (said.deed, said.reason, said.by) == (Said.RELEASED, WHY, cleo)
    assert LogEntry.objects.filter(name=FindingDecided.name).first().data["points"] == 180  # type: ignore[union-attr]


def test_each_person_is_decided_about_by_themselves(finding: Finding, ring: list[Member], cleo: Member) -> None:
    eve, finn, gus, hugo = ring

    decide(finding, [eve.pk], by=cleo, deed="suspend", reason="You made three accounts.")
    decide(finding, [finn.pk], by=cleo, deed="reverse", reason="These votes were traded.")
    decide(finding, [gus.pk], by=cleo, deed="warn", reason="Do not ask friends for votes.")

    finding.refresh_from_db()
    assert finding.done_at is None
    assert [left_of(one)["held"] for one in ring] == [0, 0, 180, 180]
    eve.refresh_from_db()
    assert eve.is_suspended
    assert sorted(Decision.objects.exclude(deed=Said.WITHHELD).values_list("person__handle", "deed")) == [
        ("eve", "suspended"), ("eve", "taken"), ("finn", "taken"), ("gus", "released"), ("gus", "warned"),
    ]  # fmt: skip
    shown = queries.shown(finding)
    assert [one.concern.person for one in shown.open] == [hugo]
    assert shown.held == 180
    assert {one.concern.person.handle: one.taken for one in shown.people if one.taken} == {"eve": 180, "finn": 180}
    assert check().finding == ""


def test_what_was_taken_back_comes_back_when_a_second_person_finds_the_appeal_right(
    finding: Finding, ring: list[Member], cleo: Member, mia: Member
) -> None:
    finn = ring[1]
    decide(finding, [finn.pk], by=cleo, deed="reverse", reason="These votes were traded.")
    taken = Decision.objects.get(person=finn, deed=Said.TAKEN)
    moderation.appeal(taken, by=finn, text="We sit in the same office and read the same questions.")
    item = Item.objects.get(what="appeal")

    with pytest.raises(Refused, match="Somebody else has to look"):
        moderation.decide_appeal(item, by=cleo, reverse=True, answer="Sorry.")
    moderation.decide_appeal(item, by=mia, reverse=True, answer="You are right, sorry.")
    release()

    assert left_of(finn) == {"held": 0, "available": 180}
    given = LogEntry.objects.get(name=PointsGivenBack.name)
    assert (given.data["person"], given.data["points"]) == (finn.pk, 180)
    assert Concern.objects.get(person=finn).deed == "release"
    assert check().finding == ""


def test_the_hold_itself_can_be_appealed_against(finding: Finding, ring: list[Member], cleo: Member) -> None:
    held = Decision.objects.get(person=ring[0], deed=Said.WITHHELD)
    moderation.appeal(held, by=ring[0], text="I know none of them.")

    moderation.decide_appeal(Item.objects.get(what="appeal"), by=cleo, reverse=True, answer="Then they are yours.")

    assert not HeldLot.objects.filter(concern__person=ring[0], state="held").exists()
    assert [one.concern.person for one in queries.shown(finding).open] == ring[1:]
    with pytest.raises(Refused, match="decided this already"):
        decide(finding, [ring[0].pk], by=cleo, deed="reverse", reason=WHY)


def test_a_hold_that_was_decided_since_is_not_undone_by_its_appeal(
    finding: Finding, ring: list[Member], cleo: Member, mia: Member
) -> None:
    held = Decision.objects.get(person=ring[0], deed=Said.WITHHELD)
    moderation.appeal(held, by=ring[0], text="I know none of them.")
    decide(finding, [ring[0].pk], by=cleo, deed="reverse", reason="These votes were traded.")

    moderation.decide_appeal(Item.objects.get(what="appeal"), by=mia, reverse=True, answer="The hold was too long.")

    assert left_of(ring[0]) == {"held": 0, "available": 0}


def test_a_lot_that_two_findings_hold_goes_when_neither_does_any_more(
    finding: Finding, ring: list[Member], cleo: Member
) -> None:
    other = Finding.objects.create(check_name="shared", people=finding.people)
    concern = Concern.objects.create(finding=other, person=ring[0])
    lot = HeldLot.objects.filter(concern__finding=finding, concern__person=ring[0]).first()
    assert lot is not None
    HeldLot.objects.create(concern=concern, lot=lot.lot, points=10)

    decide(finding, [one.pk for one in ring], by=cleo, deed="release", reason=WHY)
    release()
    assert left_of(ring[0]) == {"held": 10, "available": 170}

    decide(other, [ring[0].pk], by=cleo, deed="release", reason=WHY)
    release()
    assert left_of(ring[0]) == {"held": 0, "available": 180}


def test_what_one_finding_takes_another_holds_no_more_and_holds_again_when_it_comes_back(
    finding: Finding, ring: list[Member], cleo: Member, mia: Member
) -> None:
    other = Finding.objects.create(check_name="shared", people=finding.people)
    concern = Concern.objects.create(finding=other, person=ring[0])
    lot = HeldLot.objects.filter(concern__finding=finding, concern__person=ring[0]).first()
    assert lot is not None
    HeldLot.objects.create(concern=concern, lot=lot.lot, points=10)

    decide(finding, [ring[0].pk], by=cleo, deed="reverse", reason="These votes were traded.")
    assert concern.lots.get().state == "taken"
    moderation.appeal(Decision.objects.get(person=ring[0], deed=Said.TAKEN), by=ring[0], text="They were not.")
    moderation.decide_appeal(Item.objects.get(what="appeal"), by=mia, reverse=True, answer="You are right.")
    release()

    assert concern.lots.get().state == "held"
    assert left_of(ring[0]) == {"held": 10, "available": 170}
    decide(other, [ring[0].pk], by=cleo, deed="reverse", reason="One device.")
    assert left_of(ring[0]) == {"held": 0, "available": 170}
    assert check().finding == ""


def test_nothing_is_decided_without_a_reason_by_the_wrong_people_or_twice(
    finding: Finding, ring: list[Member], ben: Member, cleo: Member
) -> None:
    eve = ring[0]
    with pytest.raises(Refused, match="Those who moderate"):
        decide(finding, [eve.pk], by=ben, deed="release", reason=WHY)
    with pytest.raises(Invalid, match="Say why"):
        decide(finding, [eve.pk], by=cleo, deed="release", reason=" ")
    with pytest.raises(Invalid, match="Choose what"):
        decide(finding, [eve.pk], by=cleo, deed="forgive", reason=WHY)
    with pytest.raises(Invalid, match="Choose whom"):
        decide(finding, [], by=cleo, deed="release", reason=WHY)
    with pytest.raises(Refused, match="decided this already"):
        decide(finding, [eve.pk, ben.pk], by=cleo, deed="release", reason=WHY)
    decide(finding, [eve.pk], by=cleo, deed="release", reason=WHY)
    with pytest.raises(Refused, match="decided this already"):
        decide(finding, [eve.pk], by=cleo, deed="reverse", reason=WHY)
    with pytest.raises(Refused, match="page of the finding"):
        moderation.decide_people(Item.objects.get(), by=cleo)


def test_nobody_decides_about_a_finding_that_they_are_in(finding: Finding, ring: list[Member]) -> None:
    change_role(ring[0], Role.MODERATOR, by=None)
    ring[0].refresh_from_db()

    with pytest.raises(Refused, match="nobody about a finding that they are in"):
        decide(finding, [ring[1].pk], by=ring[0], deed="release", reason=WHY)


def test_the_letter_says_why_and_leads_to_the_appeal(quarter: Quarter, ring: list[Member], cleo: Member) -> None:
    Member.objects.filter(pk=ring[0].pk).update(language="de")
    follow.run("notifications.decisions")
    run_checks()
    decide(Finding.objects.get(), [ring[1].pk], by=cleo, deed="reverse", reason="These votes were traded.")
    follow.run("notifications.decisions")
    while send_next():
        pass

    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert len(mail.outbox) == 5
    assert "Einige deiner Punkte werden zurückgehalten" in letters["eve@example.com"].subject
    assert "/decisions/by-link/" in str(letters["f@example.com"].body)


def test_who_has_points_held_reads_it_in_their_own_language(quarter: Quarter, ring: list[Member]) -> None:
    Member.objects.filter(pk=ring[0].pk).update(language="de")

    run_checks()

    assert Decision.objects.get(person=ring[0]).reason.startswith("Die meisten Stimmen und Lösungen")
    (own,) = queries.own(ring[0])
    assert (own.points, own.held, own.state) == (180, 180, "held")
    assert queries.held_of(ring[0]) == 180
    assert clock.now() >= own.concern.finding.opened_at
