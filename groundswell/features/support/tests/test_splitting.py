"""An answer or a comment becomes a question of its own, and is one no more."""

import pytest
from django.test import Client

from groundswell.derived.health.models import Question as Health
from groundswell.derived.notifications.models import Notification
from groundswell.derived.search import finding
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.standing.models import Standing
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question
from groundswell.features.support.tests.test_api import send, signed
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.members.rules import Refused

TITLE = "No signal in the cellar either"


def reputation_of(member: Member) -> int:
    return Standing.objects.get(member=member).reputation


def test_its_votes_comments_and_reputation_go_along_and_come_back(
    answer: Answer, ada: Member, ben: Member, dan: Member, cleo: Member
) -> None:
    actions.vote(answer, by=ada, value=1)
    remark = actions.comment_on(answer, by=dan, body="Which cellar is it?")
    other = actions.answer_question(answer.question, by=dan, body="Put an antenna into the cellar.")
    follow.run_all()
    assert reputation_of(ben) == 10

    new = actions.split_post(answer, by=cleo, title=TITLE, along=[other.pk], reason="Another trouble")
    follow.run_all()

    old = Question.objects.get(pk=answer.question_id)
    new.refresh_from_db()
    assert (new.asker, new.ups, new.answer_count, new.tags, new.asked_at) == (ben, 1, 1, ["lift"], answer.posted_at)
    assert (old.answer_count, old.parts) == (0, 1)
    assert list(new.comments.all()) == [remark]
    assert reputation_of(ben) == 5
    assert [hit.question for hit in finding.search("cellar", SearchFilters()).hits] == [new.pk]
    assert Notification.objects.get(kind="split").member == ben
    assert Health.objects.get(question=new.pk).replied_by == dan.pk

    actions.withdraw_vote(new, by=ada)
    actions.vote(new, by=dan, value=1)
    actions.undo_split(new, by=cleo)
    follow.run_all()

    answer.refresh_from_db()
    assert (answer.ups, answer.deleted_at, answer.voice.title) == (1, None, "")
    assert Question.objects.get(pk=new.pk).ups == 0
    assert set(Answer.objects.filter(question=old)) == {answer, other}
    assert list(answer.comments.all()) == [remark]
    assert reputation_of(ben) == 10
    assert [hit.question for hit in finding.search("antenna", SearchFilters()).hits] == [old.pk]


def test_both_pages_say_it_and_the_address_of_what_was_undone_leads_back(
    answer: Answer, dan: Member, cleo: Member, client: Client
) -> None:
    new = actions.split_post(answer, by=cleo, title=TITLE)
    old = answer.question.get_absolute_url()

    assert f'id="answer-{answer.pk}"' in client.get(old).content.decode()
    assert "Turn on Wi-Fi calling." not in client.get(old).content.decode()
    assert old in client.get(new.get_absolute_url()).content.decode()

    address = new.get_absolute_url()
    actions.undo_split(new, by=cleo)
    assert client.get(address).headers["Location"] == old
    again = actions.split_post(answer, by=cleo, title="No signal below the house")
    assert again.pk == new.pk


def test_a_comment_becomes_a_question_too(answer: Answer, dan: Member, cleo: Member) -> None:
    remark = actions.comment_on(answer, by=dan, body="Does that work in the cellar as well?")
    new = actions.split_post(remark, by=cleo, title=TITLE)
    further = actions.comment_on(new, by=cleo, body="Which cellar is it?")
    follow.run_all()

    actions.undo_split(new, by=cleo)
    follow.run_all()

    assert [c.deleted_at for c in answer.comments.order_by("pk")] == [None, None]
    assert set(answer.comments.all()) == {remark, further}


def test_what_was_split_off_what_was_split_off_is_out_of_where_that_went_back(
    answer: Answer, dan: Member, cleo: Member
) -> None:
    other = actions.answer_question(answer.question, by=dan, body="Put an antenna into the cellar.")
    new = actions.split_post(answer, by=cleo, title=TITLE, along=[other.pk])
    newer = actions.split_post(other, by=cleo, title="Where does an antenna go?")

    actions.undo_split(new, by=cleo)

    old = Question.objects.get(pk=answer.question_id)
    assert (old.parts, Question.objects.get(pk=new.pk).parts) == (1, 0)
    assert newer.splits.get().out_of == old

    actions.undo_split(newer, by=cleo)

    old.refresh_from_db()
    assert old.parts == 0
    assert set(old.answers.filter(deleted_at=None)) == {answer, other}


def test_only_what_is_seen_and_solves_nothing_is_split_and_only_by_those_who_merge(
    answer: Answer, ada: Member, ben: Member, cleo: Member
) -> None:
    with pytest.raises(Refused, match="trusted members and staff"):
        actions.split_post(answer, by=ben, title=TITLE)
    actions.accept_answer(answer, by=ada)
    with pytest.raises(Refused, match="This is the solution"):
        actions.split_post(answer, by=cleo, title=TITLE)
    actions.revoke_solution(answer.question, by=ada, reason="Not quite")
    new = actions.split_post(answer, by=cleo, title=TITLE)
    assert actions.split_post(answer, by=cleo, title="Said twice, done once").pk == new.pk
    with pytest.raises(Refused, match="take that back instead"):
        actions.restore_answer(answer, by=cleo)
    actions.undo_split(new, by=cleo)
    with pytest.raises(Refused, match="not split off"):
        actions.undo_split(new, by=cleo)
    with pytest.raises(Refused, match="take that back instead"):
        actions.restore_question(new, by=cleo)


def test_a_page_asks_for_its_title_and_json_does_the_same(
    answer: Answer, dan: Member, cleo: Member, client: Client
) -> None:
    other = actions.answer_question(answer.question, by=dan, body="Put an antenna into the cellar.")
    client.force_login(cleo)
    address = f"/do/split/answer/{answer.pk}/"
    assert "Put an antenna" in client.get(address).content.decode()
    assert client.post(address, {"title": "Short", "topic": "calling"}).status_code == 422
    done = client.post(address, {"title": TITLE, "topic": "calling", "tags": "cellar", "along": [other.pk]})
    new = Question.objects.get(voice=answer.voice)
    assert (done.headers["Location"], new.tags, new.answer_count) == (new.get_absolute_url(), ["cellar"], 1)

    moderator = signed(cleo, ["read", "write", "moderate"])
    back = send(moderator, "DELETE", f"/questions/{new.pk}/split")
    assert (back.status_code, back.json()["id"]) == (200, answer.question_id)
    again = send(moderator, "POST", f"/answers/{answer.pk}/split", {"title": TITLE, "along": [other.pk]})
    assert (again.status_code, again.json()["id"], again.json()["answer_count"]) == (201, new.pk, 1)
