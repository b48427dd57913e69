"""Reputation has its reasons, and every gain its cancelling entry."""

from datetime import timedelta

import pytest

from groundswell.derived.standing.models import Award, Day, Deed, Gain, Score, Standing
from groundswell.events.support import VoteCast
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.log import clock, follow
from groundswell.log.journal import record, record_many
from groundswell.members.actions import join
from groundswell.members.models import Member
from groundswell.members.rules import Refused


@pytest.fixture(autouse=True)
def topic(db: None) -> Topic:
    return Topic.objects.create(slug="calling", name={"en": "Calls"})


@pytest.fixture
def question(ada: Member) -> Question:
    return actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")


@pytest.fixture
def answer(question: Question, ben: Member) -> Answer:
    return actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")


def reputation(member: Member) -> int:
    follow.run_all()
    member.refresh_from_db()
    return member.reputation


def everything() -> list[list[tuple[object, ...]]]:
    orders = {
        Gain: ("entry", "subject", "day"),
        Deed: ("kind", "member_id", "subject"),
        Day: ("member_id", "day"),
        Award: ("member_id", "badge"),
    }
    tables = [Gain, Deed, Day, Score, Standing, Award]
    names = [[f.attname for f in table._meta.fields if f.name != "id"] for table in tables]
    rows = [
        list(t._default_manager.order_by(*orders.get(t, ("member_id",))).values_list(*n))
        for t, n in zip(tables, names, strict=True)
    ]
    return [*rows, list(Member.objects.order_by("pk").values_list("pk", "reputation", "level"))]


def test_ben_gains_ten_for_a_vote_and_fifteen_for_a_solution(ada: Member, ben: Member, answer: Answer) -> None:
    actions.vote(answer, by=ada, value=1)
    actions.accept_answer(answer, by=ada)

    assert reputation(ben) == 25
    assert list(Gain.objects.order_by("entry").values_list("reason", "points")) == [
        ("answer_vote", 10),
        ("solution", 15),
    ]
    assert Award.objects.filter(member=ben, badge="first-solution").exists()


def test_what_is_taken_back_is_cancelled_by_an_entry_of_its_own(ada: Member, ben: Member, answer: Answer) -> None:
    actions.vote(answer, by=ada, value=1)
    actions.accept_answer(answer, by=ada)
    assert reputation(ben) == 25
    actions.withdraw_vote(answer, by=ada)
    actions.revoke_solution(answer.question, by=ada, reason="It came back")

    assert reputation(ben) == 0
    assert sorted(Gain.objects.values_list("points", flat=True)) == [-15, -10, 10, 15]
    assert not Award.objects.filter(member=ben, badge="first-solution").exists()


def test_nobody_gains_by_accepting_their_own_answer(ada: Member, question: Question) -> None:
    actions.accept_answer(actions.answer_question(question, by=ada, body="Found it myself."), by=ada)

    assert reputation(ada) == 0


def test_votes_count_200_a_day_and_solutions_beyond(ada: Member, ben: Member, answer: Answer) -> None:
    for n in range(22):
        actions.vote(answer, by=join(handle=f"voter{n}x"), value=1)
    actions.accept_answer(answer, by=ada)
    assert reputation(ben) == 200 + 15

    with clock.standing_at(clock.now() + timedelta(days=1)):
        actions.vote(answer, by=join(handle="latecomer"), value=1)
    assert reputation(ben) == 200 + 15 + 10


def test_taking_back_a_vote_over_the_cap_changes_nothing(ben: Member, answer: Answer) -> None:
    voters = [join(handle=f"voter{n}x") for n in range(22)]
    for voter in voters:
        actions.vote(answer, by=voter, value=1)

    actions.withdraw_vote(answer, by=voters[0])

    assert reputation(ben) == 200


def test_a_deleted_answer_takes_its_gains_along_and_a_restored_one_brings_them_back(
    ada: Member, ben: Member, cleo: Member, answer: Answer
) -> None:
    actions.vote(answer, by=ada, value=1)
    actions.delete_answer(answer, by=cleo, reason="Copied from elsewhere")
    assert reputation(ben) == 0

    actions.restore_answer(answer, by=cleo)
    assert reputation(ben) == 10

    actions.delete_question(answer.question, by=cleo, reason="Spam")
    assert reputation(ben) == 0
    actions.restore_question(answer.question, by=cleo)
    assert reputation(ben) == 10
    assert Standing.objects.get(member=ben).answered == 1


def test_a_second_deletion_that_found_nothing_to_take_gives_nothing_back(
    ada: Member, ben: Member, cleo: Member, answer: Answer
) -> None:
    actions.vote(answer, by=ada, value=1)
    actions.delete_answer(answer, by=cleo, reason="Wrong")
    actions.restore_answer(answer, by=cleo)
    actions.withdraw_vote(answer, by=ada)
    actions.delete_answer(answer, by=cleo, reason="Wrong after all")
    actions.restore_answer(answer, by=cleo)

    assert reputation(ben) == 0


def test_votes_on_a_deleted_answer_stay_as_they_are(ada: Member, ben: Member, cleo: Member, answer: Answer) -> None:
    actions.vote(answer, by=ada, value=-1)
    actions.delete_answer(answer, by=cleo, reason="Wrong")
    with pytest.raises(Refused, match="settled"):
        actions.withdraw_vote(answer, by=ada)

    assert reputation(ben) == 0


def test_running_again_changes_nothing_and_rebuilding_gives_the_same(
    ada: Member, ben: Member, cleo: Member, answer: Answer
) -> None:
    other = actions.answer_question(answer.question, by=cleo, body="Or the stairs.")
    actions.vote(answer, by=ada, value=1)
    actions.vote(other, by=ben, value=-1)
    actions.accept_answer(answer, by=ada)
    actions.give_thanks(answer, by=ada)
    actions.delete_answer(other, by=cleo)
    follow.run_all()
    before = everything()
    assert all(before)

    assert follow.run("standing.reputation") == 0
    follow.rebuild("standing.reputation")

    assert everything() == before


def test_event_by_event_gives_the_same_as_all_at_once(
    ada: Member, ben: Member, cleo: Member, dan: Member, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(14):
        with clock.standing_at(clock.now() + timedelta(days=day)):
            voter = join(handle=f"voter{day}x")
            actions.vote(answer, by=voter, value=-1 if day == 12 else 1)
            if day in (3, 11):
                actions.withdraw_vote(answer, by=voter)
            (actions.give_thanks if day % 2 == 0 else actions.take_back_thanks)(answer, by=dan)
            if day in (2, 6):
                actions.accept_answer(answer, by=ada)
            if day == 5:
                actions.revoke_solution(answer.question, by=ada, reason="It came back")
            if day == 7:
                actions.delete_answer(answer, by=cleo, reason="Copied")
                actions.take_back_thanks(answer, by=dan)
                actions.restore_answer(answer, by=cleo)
            follow.run("standing.reputation")
    bit_by_bit = everything()
    assert Award.objects.filter(badge="good-answer").count() == 1

    follow.rebuild("standing.reputation")
    assert everything() == bit_by_bit
    monkeypatch.setattr(follow, "BATCH", 1)
    follow.rebuild("standing.reputation")
    assert everything() == bit_by_bit


def test_thanks_taken_back_on_a_later_day_no_longer_count(dan: Member, ben: Member, answer: Answer) -> None:
    actions.give_thanks(answer, by=dan)
    follow.run("standing.reputation")
    assert Standing.objects.get(member=ben).thanked == 1

    with clock.standing_at(clock.now() + timedelta(days=3)):
        actions.take_back_thanks(answer, by=dan)
    follow.run("standing.reputation")
    assert Standing.objects.get(member=ben).thanked == 0

    with clock.standing_at(clock.now() + timedelta(days=5)):
        actions.give_thanks(answer, by=dan)
        actions.take_back_thanks(answer, by=dan)
        actions.give_thanks(answer, by=dan)
    follow.run("standing.reputation")
    assert Standing.objects.get(member=ben).thanked == 1


def test_a_badge_goes_when_the_votes_that_earned_it_are_taken_back(ben: Member, answer: Answer) -> None:
    voters = [join(handle=f"voter{n}x") for n in range(10)]
    for voter in voters:
        actions.vote(answer, by=voter, value=1)
    follow.run("standing.reputation")
    assert Award.objects.filter(member=ben, badge="good-answer").exists()

    actions.withdraw_vote(answer, by=voters[0])
    follow.run("standing.reputation")

    assert not Award.objects.filter(member=ben, badge="good-answer").exists()


def test_votes_that_were_imported_without_a_voter_count_and_those_for_oneself_do_not(
    ben: Member, answer: Answer
) -> None:
    cast = VoteCast(
        on="answer", subject=answer.pk, question=answer.question_id, author=ben.pk, value=1, origin="stackexchange:beer"
    )
    record(cast, by=None)
    record(cast, by=ben)

    assert reputation(ben) == 10
    assert not Deed.objects.filter(kind="voted").exists()


def test_votes_of_which_nobody_knows_who_cast_them_count_for_reputation_and_badges(ben: Member, answer: Answer) -> None:
    """An import brings votes without their voters."""
    cast = VoteCast(
        on="answer", subject=answer.pk, question=answer.question_id, author=ben.pk, value=1, origin="stackexchange:beer"
    )
    record_many([(cast, None, clock.now())] * 10)

    assert reputation(ben) == 100
    assert Award.objects.filter(member=ben, badge="good-answer").exists()
    assert not Deed.objects.filter(kind="voted").exists()


def test_a_deleted_answer_that_lost_as_much_as_it_won_is_good_no_more(
    ben: Member, cleo: Member, answer: Answer
) -> None:
    ups = VoteCast(on="answer", subject=answer.pk, question=answer.question_id, author=ben.pk, value=1)
    downs = VoteCast(on="answer", subject=answer.pk, question=answer.question_id, author=ben.pk, value=-1)
    record_many([(ups, None, clock.now())] * 15 + [(downs, None, clock.now())] * 5)
    assert reputation(ben) == 140
    assert Standing.objects.get(member=ben).good_answers == 1

    actions.delete_answer(answer, by=cleo, reason="Copied from elsewhere")

    assert reputation(ben) == 0
    assert Standing.objects.get(member=ben).good_answers == 0
    assert not Award.objects.filter(member=ben, badge="good-answer").exists()
