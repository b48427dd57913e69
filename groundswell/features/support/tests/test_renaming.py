"""A tag is called otherwise, and all that belongs to it goes along."""

import pytest
from django.test import Client

from groundswell.derived.health.models import Question as Health
from groundswell.derived.notifications.models import Helped, Interest, Notification, OpenQuestion
from groundswell.derived.search import finding
from groundswell.derived.search.filters import SearchFilters
from groundswell.features.support import actions
from groundswell.features.support.actions import synonyms
from groundswell.features.support.models import Answer, Question, Synonym, Tag
from groundswell.features.support.tests.test_api import send, signed
from groundswell.log import follow
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused


@pytest.fixture
def lift(question: Question) -> Tag:
    """The tag of ada's question."""
    return Tag.objects.get(name="lift")


def found(tag: str) -> int:
    return len(finding.search("signal", SearchFilters(tags=[tag])).hits)


def test_everything_follows_the_new_name_and_the_old_one_leads_there(
    lift: Tag, question: Question, ada: Member, ben: Member, dan: Member, cleo: Member, client: Client
) -> None:
    actions.describe_tag(lift, by=cleo, about="Calls in lifts", body="")
    actions.follow("tag", lift.pk, by=ben)
    actions.propose_synonym("hoist", lift, by=cleo)
    answer = actions.answer_question(question, by=dan, body="Turn on Wi-Fi calling.")
    actions.make_canonical(answer, by=dan, tags=["lift"])
    follow.run_all()

    actions.rename_tag(lift, "Elevator", by=cleo)
    follow.run_all()

    assert "elevator" in Question.objects.get(pk=question.pk).tags
    assert "lift" not in Question.objects.get(pk=question.pk).tags
    assert Answer.objects.get(pk=answer.pk).the_answer == ["tag:elevator"]
    assert [found(name) for name in ("elevator", "lift", "hoist")] == [1, 1, 1]
    assert "elevator" in Health.objects.get(question=question.pk).tags
    assert "elevator" in OpenQuestion.objects.get(question=question.pk).tags
    assert [row.thing for row in Interest.objects.filter(member=ben.pk, thing__startswith="tag:")] == ["tag:elevator"]
    assert Helped.objects.filter(member=dan.pk, thing="tag:elevator").exists()
    assert not Helped.objects.filter(thing="tag:lift").exists()

    asked = actions.ask_question(by=ada, title="Still no bars in it", body="Today.", tags=["lift"])
    assert asked.tags == ["elevator"]
    follow.run_all()
    assert Notification.objects.get(member=ben, question=asked.pk).kind == "asked"
    assert client.get("/tags/lift/").headers["Location"] == "/tags/elevator/"
    assert client.get("/tags/hoist/").headers["Location"] == "/tags/elevator/"
    page = client.get("/tags/elevator/").content.decode()
    assert "Calls in lifts" in page
    assert "hoist, lift" in page


def test_renaming_back_undoes_it(lift: Tag, question: Question, ben: Member, cleo: Member, client: Client) -> None:
    actions.follow("tag", lift.pk, by=ben)
    before = Question.objects.get(pk=question.pk).tags
    actions.rename_tag(lift, "elevator", by=cleo)
    actions.rename_tag(lift, "elevator", by=cleo)
    actions.rename_tag(lift, "lift", by=cleo)
    follow.run_all()

    assert Question.objects.get(pk=question.pk).tags == before
    assert [found("lift"), found("elevator")] == [1, 1]
    assert client.get("/tags/elevator/").headers["Location"] == "/tags/lift/"
    assert [row.thing for row in Interest.objects.filter(member=ben.pk, thing__startswith="tag:")] == ["tag:lift"]
    assert LogEntry.objects.filter(name="support.tag_renamed").count() == 2


def test_a_name_that_is_taken_is_refused_and_moderators_alone_rename(
    lift: Tag, question: Question, ada: Member, ben: Member, cleo: Member
) -> None:
    actions.ask_question(by=ada, title="No bars going up", body="Every evening.", tags=["elevator"])
    with pytest.raises(Refused, match="Only moderators"):
        actions.rename_tag(lift, "hoist", by=ben)
    with pytest.raises(Invalid, match="Make “lift” another word for it instead"):
        actions.rename_tag(lift, "elevator", by=cleo)
    actions.propose_synonym("paternoster", Tag.objects.get(name="elevator"), by=cleo)
    with pytest.raises(Invalid, match="means another tag already"):
        actions.rename_tag(lift, "paternoster", by=cleo)
    with pytest.raises(Invalid, match="cannot be a tag"):
        actions.rename_tag(lift, "???", by=cleo)
    Tag.objects.create(name="hoist")  # nothing carries it
    assert actions.rename_tag(lift, "hoist", by=cleo).name == "hoist"


def test_a_former_name_may_become_a_tag_of_its_own(lift: Tag, question: Question, ada: Member, cleo: Member) -> None:
    actions.rename_tag(lift, "elevator", by=cleo)
    actions.undo_synonym(Synonym.objects.get(name="lift", former=True), by=cleo)
    follow.run_all()

    assert "elevator" in Question.objects.get(pk=question.pk).tags
    asked = actions.ask_question(by=ada, title="Lift your phone", body="Does that help?", tags=["lift"])
    follow.run_all()
    assert asked.tags == ["lift"]
    assert [found("lift"), found("elevator")] == [0, 1]


def test_many_questions_follow_in_batches(
    lift: Tag, question: Question, ada: Member, cleo: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.ask_question(by=ada, title="No signal going up", body="Every evening.", tags=["lift"])
    monkeypatch.setattr(synonyms, "RETAG", synonyms.RETAG.replace(f"LIMIT {synonyms.AT_ONCE}", "LIMIT 1"))
    actions.rename_tag(lift, "elevator", by=cleo)
    assert Question.objects.tagged("lift").count() == 1

    synonyms.retag_all()

    assert Question.objects.tagged("elevator").count() == 2
    assert not Question.objects.tagged("lift").exists()


def test_on_the_page_and_over_json(lift: Tag, cleo: Member, ben: Member, client: Client) -> None:
    client.force_login(ben)
    assert client.get("/tags/lift/rename/").status_code == 403
    client.force_login(cleo)
    assert "/tags/lift/rename/" in client.get("/tags/lift/").content.decode()
    assert client.post("/tags/lift/rename/", {"name": "!!"}).status_code == 422
    assert client.post("/tags/lift/rename/", {"name": "elevator"}).headers["Location"] == "/tags/elevator/"
    assert "former name" in client.get("/tags/elevator/words/").content.decode()

    moderator = signed(cleo, ["read", "write", "moderate"])
    shown = send(moderator, "PUT", "/tags/elevator/name", {"name": "hoist"}).json()
    assert (shown["name"], shown["words"]) == ("hoist", ["elevator", "lift"])


def test_a_tag_of_a_private_topic_stays_unknown_under_its_former_name(
    lift: Tag, question: Question, cleo: Member, mia: Member, client: Client
) -> None:
    actions.set_audience(question.topic, actions.Readers(roles=["moderator", "manager"]), by=mia)
    actions.rename_tag(lift, "elevator", by=cleo)
    assert client.get("/tags/lift/").status_code == 404
    assert client.get("/tags/elevator/").status_code == 404
    client.force_login(cleo)
    assert client.get("/tags/lift/").headers["Location"] == "/tags/elevator/"
