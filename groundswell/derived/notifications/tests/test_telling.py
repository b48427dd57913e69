"""Who hears of what: whoever it concerns, once, and never the one who did it."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from groundswell.derived.notifications.models import Interest, Notification
from groundswell.events.support import AnswerPosted
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Kind, Question, Tag, Topic
from groundswell.log import clock, follow
from groundswell.log.journal import record
from groundswell.members.actions import erase_member
from groundswell.members.models import Member

Told = Callable[[Member], list[tuple[str, int | None]]]


def test_ada_hears_of_the_answer_to_her_question_and_ben_who_wrote_it_hears_nothing(
    ada: Member, ben: Member, answer: Answer, told: Told
) -> None:
    assert told(ada) == [("answer", ben.pk)]
    assert told(ben) == []
    ada.refresh_from_db()
    assert ada.unread == 1


def test_who_follows_a_question_hears_of_answers_and_of_its_solution_until_they_unfollow(
    ada: Member, ben: Member, mia: Member, question: Question, told: Told
) -> None:
    actions.follow(Kind.QUESTION, question.pk, by=mia)
    answer = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    actions.accept_answer(answer, by=ada)
    actions.unfollow(Kind.QUESTION, question.pk, by=mia)
    actions.answer_question(question, by=ben, body="Or take the stairs.")

    assert told(mia) == [("answer", ben.pk), ("solved", ada.pk)]


def test_following_later_tells_nothing_of_what_was_before(ben: Member, mia: Member, answer: Answer, told: Told) -> None:
    actions.follow(Kind.QUESTION, answer.question_id, by=mia)

    assert told(mia) == []


@pytest.mark.parametrize("what", ["topic", "tag", "member"])
def test_new_questions_reach_who_follows_their_topic_tag_or_asker(
    what: str, ada: Member, mia: Member, calling: Topic, told: Told
) -> None:
    tag = Tag.objects.create(name="lift")
    actions.follow(what, {"topic": calling.pk, "tag": tag.pk, "member": ada.pk}[what], by=mia)

    actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.", tags=["lift"])

    assert told(mia) == [("asked", ada.pk)]
    assert Notification.objects.get(member=mia).because.startswith(what)


def test_a_comment_reaches_the_author_and_earlier_commenters_of_the_same_post_only(
    ada: Member, ben: Member, dan: Member, mia: Member, answer: Answer, told: Told
) -> None:
    actions.comment_on(answer, by=dan, body="Works on mine too.")
    actions.comment_on(answer.question, by=mia, body="Which lift?")
    actions.comment_on(answer, by=ada, body="On mine as well.")

    assert told(ben) == [("comment", dan.pk), ("comment", ada.pk)]
    assert told(dan) == [("comment", ada.pk)]
    assert told(mia) == []
    assert told(ada) == [("answer", ben.pk), ("comment", mia.pk)]


def test_who_unfollows_the_question_is_spared_the_comments_of_others(
    ada: Member, dan: Member, answer: Answer, told: Told
) -> None:
    actions.follow(Kind.QUESTION, answer.question_id, by=dan)
    actions.comment_on(answer, by=dan, body="Works on mine too.")
    follow.run("notifications.page")
    actions.unfollow(Kind.QUESTION, answer.question_id, by=dan)
    actions.comment_on(answer, by=ada, body="On mine as well.")

    assert told(dan) == []


def test_one_deed_is_told_once_as_the_strongest_of_its_kinds(
    ada: Member, ben: Member, question: Question, told: Told
) -> None:
    actions.answer_question(question, by=ben, body="@ada, turn on Wi-Fi calling. Do you hear, @ada?")

    assert told(ada) == [("mention", ben.pk)]


def test_ben_hears_that_his_answer_was_chosen_that_it_no_longer_is_and_that_he_is_thanked(
    ada: Member, ben: Member, answer: Answer, told: Told
) -> None:
    actions.accept_answer(answer, by=ada)
    actions.give_thanks(answer, by=ada)
    actions.revoke_solution(answer.question, by=ada, reason="It came back")

    assert told(ben) == [("accepted", ada.pk), ("thanks", ada.pk), ("revoked", ada.pk)]


def test_thanks_that_were_taken_back_are_not_told(ada: Member, ben: Member, answer: Answer, told: Told) -> None:
    actions.give_thanks(answer, by=ada)
    assert told(ben) == [("thanks", ada.pk)]
    actions.take_back_thanks(answer, by=ada)

    assert told(ben) == []
    ben.refresh_from_db()
    assert ben.unread == 0


def test_ada_hears_what_moderators_do_with_her_question(
    ada: Member, cleo: Member, question: Question, told: Told
) -> None:
    older = actions.ask_question(by=cleo, title="Calls drop in the lift", body="Since May.")
    travel = Topic.objects.create(slug="travel", name={"en": "Travel"})
    actions.move_question(question, by=cleo, topic=travel)
    actions.edit_question(question, by=cleo, title="No signal in our lift", body="Every morning.")
    actions.close_question(question, by=cleo, cause="duplicate", duplicate_of=older)
    actions.reopen_question(question, by=cleo)

    assert told(ada) == [(kind, cleo.pk) for kind in ("moved", "edited", "closed", "reopened")]
    assert Notification.objects.get(kind="closed").because == f"question:{older.pk}"


def test_what_is_about_a_deleted_post_vanishes_and_comes_back_with_it(
    ada: Member, ben: Member, cleo: Member, answer: Answer, told: Told
) -> None:
    comment = actions.comment_on(answer, by=cleo, body="Thank you for this.")
    assert told(ben) == [("comment", cleo.pk)]

    actions.delete_answer(answer, by=cleo, reason="Copied from elsewhere")
    assert told(ada) == []
    assert told(ben) == [("deleted", cleo.pk)]

    actions.restore_answer(answer, by=cleo)
    assert told(ada) == [("answer", ben.pk)]
    assert told(ben) == [("comment", cleo.pk), ("restored", cleo.pk)]

    actions.delete_comment(comment, by=cleo)
    actions.delete_question(answer.question, by=cleo, reason="Spam")
    assert told(ben) == []
    assert told(ada) == [("deleted", cleo.pk)]


def test_what_was_imported_is_told_to_nobody(ada: Member, ben: Member, question: Question, told: Told) -> None:
    record(
        AnswerPosted(question=question.pk, answer=9, voice=9, author=ben.pk, asker=ada.pk, origin="stackexchange:beer"),
        by=ben,
        at=clock.now(),
    )

    assert told(ada) == []


def test_an_erased_member_is_told_nothing_and_stays_a_former_member_to_others(
    ada: Member, ben: Member, answer: Answer, told: Told
) -> None:
    assert told(ada)
    erase_member(ada, by=ada, keep_texts=True)
    erase_member(ben, by=ben, keep_texts=True)

    assert told(ada) == []
    follow.rebuild("notifications.page")
    assert told(ada) == []


def test_a_question_with_a_thousand_followers_takes_as_many_statements_as_one_with_two(
    ada: Member, ben: Member, question: Question, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    followers = Member.objects.bulk_create(Member(handle=f"f{n}", handle_key=f"f{n}") for n in range(1_000))
    follow.run("notifications.page")
    Interest.objects.bulk_create(Interest(member=member, thing=f"question:{question.pk}") for member in followers)
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

    with django_assert_max_num_queries(18):
        assert follow.run("notifications.page") == 1

    assert Notification.objects.filter(kind="answer").count() == 1_001
    assert Member.objects.filter(unread=1).count() == 1_001
