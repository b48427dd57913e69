"""Merging two questions into one, and taking that back exactly."""

import pytest
from django.test import Client

from groundswell.derived.standing.models import Standing
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Follow, Merge, Question
from groundswell.features.support.tests.test_api import send, signed
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused


@pytest.fixture
def again(eve: Member) -> Question:
    """What eve asked, which is the same as ada's question."""
    return actions.ask_question(by=eve, title="No bars in the lift", body="Every evening on the way up.", tags=["lift"])


def reputation_of(member: Member) -> int:
    return Standing.objects.get(member=member).reputation


def now(*questions: Question) -> list[Question]:
    return [Question.objects.get(pk=question.pk) for question in questions]


def test_answers_comments_votes_and_followers_go_along(
    question: Question, again: Question, ben: Member, dan: Member, cleo: Member
) -> None:
    theirs = actions.answer_question(again, by=ben, body="Take the stairs.")
    actions.comment_on(theirs, by=dan, body="Healthy, too.")
    actions.comment_on(again, by=dan, body="Which lift is it?")
    actions.vote(theirs, by=dan, value=1)
    actions.vote(again, by=dan, value=1)
    actions.follow("question", again.pk, by=dan)
    Question.objects.filter(pk=again.pk).update(views=40)

    actions.merge_question(again, into=question, by=cleo, reason="The same lift")

    away, there = now(again, question)
    assert (away.merged_into, away.answer_count) == (there, 0)
    assert (there.answer_count, there.ups, there.views, there.merged) == (1, 1, 40, 1)
    assert there.comments.count() == 2
    assert Answer.objects.get(pk=theirs.pk).ups == 1
    followers = Follow.objects.filter(kind="question", subject=there.pk)
    assert set(followers.values_list("member", flat=True)) == {question.asker_id, again.asker_id, dan.pk}


def test_who_voted_on_both_counts_once_and_the_other_asker_not(
    question: Question, again: Question, ada: Member, dan: Member, cleo: Member
) -> None:
    actions.vote(question, by=dan, value=1)
    actions.vote(again, by=dan, value=1)
    actions.vote(again, by=ada, value=1)

    actions.merge_question(again, into=question, by=cleo)

    assert now(question)[0].ups == 1


def test_a_mark_stays_with_its_answer(
    question: Question, again: Question, ben: Member, eve: Member, cleo: Member
) -> None:
    theirs = actions.answer_question(again, by=ben, body="Take the stairs.")
    actions.accept_answer(theirs, by=eve)
    follow.run("standing.reputation")
    reputation = reputation_of(ben)

    actions.merge_question(again, into=question, by=cleo)
    follow.run("standing.reputation")
    assert now(question)[0].solution == theirs
    assert reputation_of(ben) == reputation

    actions.undo_merge(again, by=cleo)
    follow.run("standing.reputation")
    away, there = now(again, question)
    assert (away.solution, away.solved_by, there.solution) == (theirs, eve, None)
    assert reputation_of(ben) == reputation


def test_both_solutions_stay_solutions(answer: Answer, again: Question, ada: Member, eve: Member, cleo: Member) -> None:
    actions.accept_answer(answer, by=ada)
    theirs = actions.answer_question(again, by=cleo, body="Take the stairs.")
    actions.accept_answer(theirs, by=eve)

    actions.merge_question(again, into=answer.question, by=cleo)

    (there,) = now(answer.question)
    assert there.solution == answer
    assert Answer.objects.exclude(marked_at=None).get() == theirs


def test_what_was_said_after_the_merge_stays_where_it_was_said(
    question: Question, again: Question, ben: Member, cleo: Member
) -> None:
    before = actions.answer_question(again, by=ben, body="Take the stairs.")
    actions.merge_question(again, into=question, by=cleo)
    after = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    remark = actions.comment_on(before, by=cleo, body="How many floors?")

    actions.undo_merge(again, by=cleo, reason="Another lift after all")

    away, there = now(again, question)
    assert [list(page.answers.all()) for page in (away, there)] == [[before], [after]]
    assert [page.answer_count for page in (away, there)] == [1, 1]
    assert list(away.comments.all()) == [remark]
    assert Merge.objects.get().undone_at is not None


def test_the_old_address_leads_to_the_other_question(
    question: Question, again: Question, eve: Member, cleo: Member, client: Client
) -> None:
    old = again.get_absolute_url()
    actions.merge_question(again, into=question, by=cleo, reason="The same lift")

    assert client.get(old).headers["Location"] == question.get_absolute_url()
    page = client.get(question.get_absolute_url()).content.decode()
    assert "No bars in the lift" in page
    assert "The same lift" in page
    client.force_login(cleo)
    assert client.get(old).headers["Location"] == question.get_absolute_url()
    assert client.get(f"{old}?merged=see").status_code == 200


def test_through_a_chain_it_leads_to_the_last(
    question: Question, again: Question, ada: Member, cleo: Member, client: Client
) -> None:
    third = actions.ask_question(by=ada, title="Lift without signal", body="At noon, every day.")
    actions.merge_question(again, into=question, by=cleo)
    actions.merge_question(question, into=third, by=cleo)

    assert client.get(again.get_absolute_url()).headers["Location"] == third.get_absolute_url()
    with pytest.raises(Refused, match="undo that first"):
        actions.undo_merge(again, by=cleo)


@pytest.mark.parametrize("who", ["ben", "eve"])
def test_only_those_who_close_questions_merge_them(
    question: Question, again: Question, who: str, request: pytest.FixtureRequest
) -> None:
    member = request.getfixturevalue(who)
    with pytest.raises(Refused, match="trusted members and staff"):
        actions.merge_question(again, into=question, by=member)


def test_nothing_is_merged_into_itself_twice_or_out_of_sight(question: Question, again: Question, cleo: Member) -> None:
    with pytest.raises(Invalid, match="into itself"):
        actions.merge_question(question, into=question, by=cleo)
    with pytest.raises(Refused, match="not merged"):
        actions.undo_merge(again, by=cleo)
    actions.merge_question(again, into=question, by=cleo)
    with pytest.raises(Refused, match="can be seen"):
        actions.merge_question(again, into=question, by=cleo)
    with pytest.raises(Refused, match="does not take"):
        actions.answer_question(again, by=cleo, body="Hello? Anybody?")


def test_a_merge_and_its_undoing_are_pages_that_ask_why(
    question: Question, again: Question, cleo: Member, client: Client
) -> None:
    client.force_login(cleo)
    address = f"/do/merge/question/{again.pk}/"
    assert 'name="other"' in client.get(address).content.decode()
    assert client.post(address, {"other": "nonsense"}).status_code == 422

    done = client.post(address, {"other": question.get_absolute_url(), "reason": "The same lift"})
    assert done.headers["Location"] == again.get_absolute_url()
    assert now(again)[0].merged_into == question

    client.post(f"/do/unmerge/question/{again.pk}/", {"reason": "No"})
    assert now(again)[0].merged_into is None


def test_the_picked_question_counts_before_the_typed_one(
    question: Question, again: Question, cleo: Member, client: Client
) -> None:
    client.force_login(cleo)
    client.post(f"/do/merge/question/{again.pk}/", {"other": "words I searched for", "picked": question.pk})
    assert now(again)[0].merged_into == question


def test_over_json_a_merge_can_be_made_read_and_taken_back(question: Question, again: Question, cleo: Member) -> None:
    moderator = signed(cleo, ["read", "write", "moderate"])
    done = send(moderator, "POST", f"/questions/{again.pk}/merge", {"into": question.pk})
    assert (done.status_code, done.json()["id"]) == (200, question.pk)
    assert send(Client(), "GET", f"/questions/{again.pk}").json()["id"] == question.pk
    assert send(moderator, "GET", f"/questions/{again.pk}").json()["merged_into_id"] == question.pk

    back = send(moderator, "DELETE", f"/questions/{again.pk}/merge")
    assert (back.status_code, back.json()["id"]) == (200, again.pk)
    assert send(moderator, "DELETE", f"/questions/{again.pk}/merge").status_code == 404
