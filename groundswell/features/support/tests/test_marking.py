"""Official, wiki and canonical answers, several solutions, and the archive."""

from datetime import timedelta

import pytest
from django.test import Client

from groundswell.derived.search import finding
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.standing.models import Standing
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Tag
from groundswell.features.support.tests.test_api import send, signed
from groundswell.log import clock, follow
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused


def reputation_of(member: Member) -> int:
    follow.run("standing.reputation")
    return Standing.objects.get(member=member).reputation


def test_only_the_team_makes_an_answer_official_and_everybody_sees_it(
    answer: Answer, ben: Member, dan: Member, client: Client
) -> None:
    with pytest.raises(Refused, match="Only the team"):
        actions.make_official(answer, by=ben)
    assert "Official answer" not in client.get(answer.question.get_absolute_url()).content.decode()

    actions.make_official(answer, by=dan)
    assert "Official answer" in client.get(answer.question.get_absolute_url()).content.decode()
    actions.take_back_official(answer, by=dan)
    assert "Official answer" not in client.get(answer.question.get_absolute_url()).content.decode()


def test_a_wiki_answer_is_improved_by_many_and_brings_its_author_nothing(
    answer: Answer, ada: Member, ben: Member, eve: Member, dan: Member, cleo: Member
) -> None:
    actions.vote(answer, by=ada, value=1)
    assert reputation_of(ben) == 10
    with pytest.raises(Refused, match="Only its author"):
        actions.edit_answer(answer, by=eve, body="Turn on Wi-Fi calling, then restart.")

    actions.make_wiki(answer, by=ben, level=0)
    actions.edit_answer(answer, by=eve, body="Turn on Wi-Fi calling, then restart.")
    actions.vote(answer, by=dan, value=1)
    actions.accept_answer(answer, by=ada)
    assert reputation_of(ben) == 10

    with pytest.raises(Refused, match="end a wiki"):
        actions.end_wiki(answer, by=ben)
    actions.end_wiki(answer, by=cleo)
    with pytest.raises(Refused, match="Only its author"):
        actions.edit_answer(answer, by=eve, body="Mine again?")
    actions.withdraw_vote(answer, by=dan)
    actions.revoke_solution(answer.question, by=ada, reason="Not quite")
    actions.withdraw_vote(answer, by=ada)
    assert reputation_of(ben) == 0


def test_the_answer_to_a_tag_stands_on_its_page_and_comes_first_among_similar_questions(
    answer: Answer, ada: Member, ben: Member, cleo: Member, client: Client
) -> None:
    for place in ("garage", "subway", "elevator"):
        actions.ask_question(by=ada, title=f"No signal in the lift of the {place}", body="Every day.", tags=["lift"])
    with pytest.raises(Refused, match="Only the team"):
        actions.make_canonical(answer, by=ben, tags=["lift"])
    with pytest.raises(Invalid, match="no tag called"):
        actions.make_canonical(answer, by=cleo, tags=["stairs"])

    actions.make_canonical(answer, by=cleo, tags=["lift"], topics=["calling"])
    follow.run("search.documents")

    first = finding.similar("No signal in the lift of the garage")[0]
    assert (first.question, first.canonical) == (answer.question_id, True)
    for page in ("/tags/lift/", "/topics/calling/"):
        assert f'href="{answer.get_absolute_url()}"' in client.get(page).content.decode()

    actions.make_canonical(answer, by=cleo)
    follow.run("search.documents")
    assert not any(hit.canonical for hit in finding.similar("No signal in the lift of the garage"))
    assert f'href="{answer.get_absolute_url()}"' not in client.get("/tags/lift/").content.decode()


def test_a_topic_may_have_several_solutions_each_with_its_reputation(
    answer: Answer, ada: Member, ben: Member, dan: Member, cleo: Member
) -> None:
    other = actions.answer_question(answer.question, by=dan, body="Ask the house for an antenna.")
    with pytest.raises(Refused, match="Only moderators"):
        actions.set_several_solutions(answer.question.topic, True, by=dan)
    actions.set_several_solutions(answer.question.topic, True, by=cleo)

    actions.accept_answer(answer, by=ada)
    actions.accept_answer(other, by=ada)
    assert (reputation_of(ben), reputation_of(dan)) == (15, 15)

    actions.revoke_mark(answer, by=ada, reason="Not quite")
    question = Question.objects.get(pk=answer.question_id)
    assert question.solution == other
    assert (reputation_of(ben), reputation_of(dan)) == (0, 15)
    follow.run_all()
    assert finding.search("antenna", SearchFilters()).hits[0].solved


def test_after_half_a_year_votes_and_comments_are_closed_and_an_answer_brings_it_back(
    answer: Answer, ada: Member, ben: Member, dan: Member, eve: Member, client: Client
) -> None:
    other = actions.ask_question(by=ada, title="No signal in the cellar", body="Since the move.")
    Question.objects.filter(pk=answer.question_id).update(active_at=clock.now() - timedelta(days=181))

    assert (actions.archive_old(), actions.archive_old()) == (1, 0)

    question = Question.objects.get(pk=answer.question_id)
    assert "In the archive" in client.get(question.get_absolute_url()).content.decode()
    assert "In the archive" not in client.get(other.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="cannot vote"):
        actions.vote(answer, by=dan, value=1)
    with pytest.raises(Refused, match="does not take comments"):
        actions.comment_on(answer, by=dan, body="Still true?")
    actions.say_me_too(question, by=eve)
    actions.accept_answer(answer, by=ada)
    question.refresh_from_db()
    assert (question.solution, question.archived_at is None) == (answer, False)

    actions.answer_question(question, by=dan, body="There is an antenna in it now.")
    question.refresh_from_db()
    assert question.archived_at is None
    actions.vote(answer, by=dan, value=1)

    Question.objects.filter(pk=question.pk).update(archived_at=clock.now())
    with pytest.raises(Refused, match="bring this back"):
        actions.bring_back(question, by=eve)
    actions.bring_back(question, by=ada, reason="It is there again")
    actions.comment_on(answer, by=dan, body="Still true.")


def test_nothing_is_archived_where_that_is_switched_off(answer: Answer, settings: object) -> None:
    settings.ARCHIVE_DAYS = 0  # type: ignore[attr-defined]
    Question.objects.update(active_at=clock.now() - timedelta(days=1_000))
    assert actions.archive_old() == 0


def test_one_page_makes_all_of_it(answer: Answer, ben: Member, eve: Member, cleo: Member, client: Client) -> None:
    address = f"/answer/{answer.pk}/sort/"
    client.force_login(eve)
    assert client.get(address).status_code == 404
    client.force_login(ben)
    assert "Make it a wiki answer" in client.get(address).content.decode()
    assert "Mark as official" not in client.get(address).content.decode()

    client.force_login(cleo)
    client.post(f"/do/official/{answer.pk}/", {"value": "1"})
    client.post(f"/do/wiki/{answer.pk}/", {"level": "2"})
    assert client.post(f"/do/canonical/{answer.pk}/", {"tags": "nothing"}).status_code == 422
    client.post(f"/do/canonical/{answer.pk}/", {"tags": "lift", "topics": ["calling"]})
    answer.refresh_from_db()
    assert (answer.official_by, answer.wiki_level, answer.the_answer) == (cleo, 2, ["tag:lift", "topic:calling"])
    page = client.get(answer.question.get_absolute_url()).content.decode()
    for said in ("Official answer", "Wiki, open to level 2 and up", "The answer to lift"):
        assert said in page


def test_over_json_too(answer: Answer, ada: Member, cleo: Member) -> None:
    moderator = signed(cleo, ["read", "write", "moderate"])
    assert send(moderator, "PUT", f"/answers/{answer.pk}/official").json()["official"]
    assert not send(moderator, "DELETE", f"/answers/{answer.pk}/official").json()["official"]
    assert send(moderator, "PUT", f"/answers/{answer.pk}/wiki", {"level": 1}).json()["wiki"] == 1
    assert send(moderator, "DELETE", f"/answers/{answer.pk}/wiki").json()["wiki"] is None
    given = {"tags": ["lift"], "topics": []}
    assert send(moderator, "PUT", f"/answers/{answer.pk}/canonical", given).json()["the_answer"] == ["tag:lift"]
    assert send(moderator, "PUT", "/topics/calling/several-solutions", {"several": True}).status_code == 204
    asker = signed(ada, ["read", "write"])
    assert send(asker, "PUT", f"/answers/{answer.pk}/solution").json()["is_solution"]
    assert not send(asker, "DELETE", f"/answers/{answer.pk}/solution?reason=No").json()["is_solution"]
    Question.objects.filter(pk=answer.question_id).update(archived_at=clock.now())
    assert not send(asker, "DELETE", f"/questions/{answer.question_id}/archived").json()["archived"]
    assert Tag.objects.filter(name="lift").exists()
