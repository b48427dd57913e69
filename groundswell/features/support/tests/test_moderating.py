"""Closing, locking, moving and deleting: with a reason, by those who may, and each can be undone."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Change, Question, Topic
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused

STRANGER = AnonymousUser()


def decided() -> list[tuple[str, str, str]]:
    return [(change.what, str(change.by), change.reason) for change in Change.objects.select_related("by")]


def last_event() -> LogEntry:
    return LogEntry.objects.latest("position")


def test_a_closed_question_takes_no_answers_until_it_is_reopened(question: Question, ben: Member, cleo: Member) -> None:
    actions.close_question(question, by=cleo, cause="unclear", reason="Which phone is it?")
    with pytest.raises(Refused, match="does not take answers any more"):
        actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

    actions.reopen_question(question, by=cleo, reason="Now it says so")

    assert actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.").question == question
    assert decided() == [
        ("closed", "Cleo Marchetti", "Which phone is it?"),
        ("reopened", "Cleo Marchetti", "Now it says so"),
    ]


@pytest.mark.parametrize("cause", ["", "because", "DUPLICATE"])
def test_closing_needs_one_of_the_reasons(question: Question, cleo: Member, cause: str) -> None:
    with pytest.raises(Invalid, match="Choose a reason"):
        actions.close_question(question, by=cleo, cause=cause)

    question.refresh_from_db()
    assert question.closed_at is None


def test_a_duplicate_leads_to_the_first_question_however_long_the_chain(
    question: Question, ada: Member, cleo: Member, client: Client
) -> None:
    second = actions.ask_question(by=ada, title="No bars in the lift", body="Every evening.")
    third = actions.ask_question(by=ada, title="The lift eats my signal", body="At noon.")
    actions.close_question(second, by=cleo, cause="duplicate", duplicate_of=question)

    actions.close_question(third, by=cleo, cause="duplicate", duplicate_of=second)

    third.refresh_from_db()
    assert third.duplicate_of == question
    page = client.get(f"{third.get_absolute_url()}?noredirect=1").content.decode()
    assert f'This was asked before: <a href="{question.get_absolute_url()}">No signal in the lift</a>' in page
    assert last_event().data["duplicate_of"] == question.pk


def test_a_question_is_no_duplicate_of_itself_or_of_a_deleted_one(
    question: Question, ada: Member, cleo: Member
) -> None:
    gone = actions.ask_question(by=ada, title="No bars in the lift", body="Every evening.")
    actions.delete_question(gone, by=cleo, reason="Spam")

    for older in (question, gone):
        with pytest.raises(Invalid, match="not another question"):
            actions.close_question(question, by=cleo, cause="duplicate", duplicate_of=older)
    with pytest.raises(Invalid, match="Say which question"):
        actions.close_question(question, by=cleo, cause="duplicate")


def test_a_locked_question_is_changed_by_moderators_only(
    answer: Answer, ada: Member, eve: Member, cleo: Member
) -> None:
    question = answer.question
    actions.lock_question(question, by=cleo, reason="Tempers")

    for deed in (
        lambda: actions.vote(answer, by=eve, value=1),
        lambda: actions.answer_question(question, by=eve, body="Me too, me too."),
        lambda: actions.comment_on(question, by=eve, body="Says who?"),
        lambda: actions.accept_answer(answer, by=ada),
        lambda: actions.edit_question(question, by=ada, title="Another title", body="Another text."),
    ):
        with pytest.raises(Refused):
            deed()
    actions.comment_on(question, by=cleo, body="Calm down, everybody.")

    actions.unlock_question(question, by=cleo)
    actions.accept_answer(answer, by=ada)
    assert [what for what, _by, _why in decided()] == ["locked", "unlocked"]


def test_a_moved_question_is_found_in_its_new_topic(question: Question, cleo: Member, client: Client) -> None:
    travel = Topic.objects.create(slug="travel", name={"en": "Travel"})

    actions.move_question(question, by=cleo, topic=travel, reason="It is about roaming")

    assert "No signal in the lift" in client.get("/topics/travel/").content.decode()
    assert "No signal in the lift" not in client.get("/topics/calling/").content.decode()
    assert (last_event().name, last_event().data["was"]) == ("support.question_moved", question.topic_id)


def test_a_deleted_question_is_out_of_all_lists_and_comes_back_whole(
    answer: Answer, cleo: Member, client: Client
) -> None:
    question = answer.question
    with pytest.raises(Refused, match="Say why"):
        actions.delete_question(question, by=cleo)

    actions.delete_question(question, by=cleo, reason="Spam")
    for path in ("/", "/questions/", "/topics/calling/", "/tags/lift/", "/questions/feed/", "/sitemap-1.xml"):
        assert "signal-in-the-lift" not in client.get(path).content.decode()
    assert client.get(f"/question/{question.pk}/card.png").status_code == 404

    actions.restore_question(question, by=cleo, reason="It was none")
    page = client.get(question.get_absolute_url()).content.decode()
    assert "Turn on Wi-Fi calling." in page


def test_askers_take_back_a_question_that_nobody_answered(question: Question, ada: Member, ben: Member) -> None:
    actions.delete_question(question, by=ada)
    assert not Question.objects.visible_to(ben).filter(pk=question.pk).exists()
    assert Question.objects.visible_to(ada).filter(pk=question.pk).exists()


def test_nobody_takes_away_what_others_built_on(answer: Answer, ada: Member, ben: Member) -> None:
    with pytest.raises(Refused, match="while nobody has answered it"):
        actions.delete_question(answer.question, by=ada)
    actions.accept_answer(answer, by=ada)
    with pytest.raises(Refused, match="while it is not the solution"):
        actions.delete_answer(answer, by=ben)


def test_deleting_the_solution_leaves_the_question_unsolved(answer: Answer, ada: Member, cleo: Member) -> None:
    actions.accept_answer(answer, by=ada)

    actions.delete_answer(answer, by=cleo, reason="Copied")

    question = Question.objects.get(pk=answer.question_id)
    assert (question.solution, question.answer_count) == (None, 0)
    assert [entry.name for entry in LogEntry.objects.order_by("-position")[:2]] == [
        "support.answer_deleted",
        "support.solution_revoked",
    ]


@pytest.mark.parametrize("what", ["close", "reopen", "lock", "unlock", "move", "delete", "restore", "unsolve"])
def test_members_who_may_not_decide_are_told_so(question: Question, ben: Member, client: Client, what: str) -> None:
    client.force_login(ben)

    response = client.post(
        f"/do/{what}/question/{question.pk}/", {"reason": "I say so", "cause": "unclear", "topic": "calling"}
    )

    assert response.status_code == 403
    assert not decided()


def test_a_decision_is_a_page_that_asks_why(question: Question, cleo: Member, client: Client) -> None:
    client.force_login(cleo)
    address = f"/do/close/question/{question.pk}/"
    assert 'name="reason"' in client.get(address).content.decode()

    unknown: Any = client.post(address, {"cause": "duplicate", "duplicate_of": "99999", "reason": "Asked in May"})
    assert unknown.status_code == 422
    assert "Asked in May" in unknown.content.decode()

    done = client.post(address, {"cause": "off_topic", "reason": "About cars"})
    assert done.status_code == 302
    assert decided() == [("closed", "Cleo Marchetti", "About cars")]


@pytest.mark.parametrize("path", ["/do/burn/question/{pk}/", "/do/close/answer/{pk}/", "/do/close/question/0/"])
def test_a_decision_that_does_not_exist_is_404(question: Question, cleo: Member, client: Client, path: str) -> None:
    client.force_login(cleo)

    assert client.get(path.format(pk=question.pk)).status_code == 404
