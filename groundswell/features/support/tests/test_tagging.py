"""Other words for a tag, and what its page says."""

import pytest
from django.test import Client

from groundswell.derived.health.models import Question as Health
from groundswell.derived.notifications.models import Notification, OpenQuestion
from groundswell.derived.search import finding
from groundswell.derived.search.filters import SearchFilters
from groundswell.features.support import actions
from groundswell.features.support.models import Question, Synonym, Tag
from groundswell.features.support.tests.test_api import send, signed
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused


@pytest.fixture
def lift(question: Question) -> Tag:
    """The tag of ada's question."""
    return Tag.objects.get(name="lift")


@pytest.fixture
def older(ada: Member, question: Question) -> list[Question]:
    """Two questions with the word elevator, one of them with lift as well."""
    return [
        actions.ask_question(by=ada, title="No bars going up", body="Every evening.", tags=["elevator", "signal"]),
        actions.ask_question(by=ada, title="No bars going down", body="At noon.", tags=["lift", "elevator"]),
    ]


def tags_of(*questions: Question) -> list[list[str]]:
    return [Question.objects.get(pk=question.pk).tags for question in questions]


def derived(question: Question) -> list[list[str]]:
    """What search, health and digests believe that it carries."""
    follow.run_all()
    found = finding.search("bars", SearchFilters(tags=["lift"])).hits
    known = [sorted(hit.tags) for hit in found if hit.question == question.pk]
    known.append(sorted(Health.objects.get(question=question.pk).tags))
    return [*known, sorted(OpenQuestion.objects.get(question=question.pk).tags)]


def test_a_word_that_means_a_tag_is_that_tag_everywhere_and_back(
    lift: Tag, older: list[Question], ada: Member, ben: Member, dan: Member, cleo: Member, client: Client
) -> None:
    actions.follow("tag", Tag.objects.get(name="elevator").pk, by=ben)
    follow.run_all()
    word = actions.propose_synonym("Elevator", lift, by=cleo)

    assert tags_of(*older) == [["lift", "signal"], ["lift"]]
    assert derived(older[0]) == [["lift", "signal"]] * 3
    asked = actions.ask_question(by=ada, title="Still no bars in it", body="Today.", tags=["elevator", "lift"])
    assert tags_of(asked) == [["lift"]]
    follow.run_all()
    assert Notification.objects.get(member=ben, question=asked.pk).kind == "asked"
    assert client.get("/tags/elevator/").headers["Location"] == "/tags/lift/"
    assert "elevator" in client.get("/tags/lift/").content.decode()
    assert len(finding.search("bars", SearchFilters(tags=["elevator"])).hits) == 3
    actions.follow("tag", Tag.objects.get(name="elevator").pk, by=dan)
    assert dan.follows.get(kind="tag").subject == lift.pk

    actions.undo_synonym(word, by=cleo)

    assert tags_of(*older, asked) == [["elevator", "signal"], ["lift", "elevator"], ["lift"]]
    assert derived(older[1]) == [["elevator", "lift"]] * 3
    assert client.get("/tags/elevator/").status_code == 200
    assert ben.follows.filter(kind="tag").count() == 1


def test_trusted_members_propose_and_moderators_decide(
    lift: Tag, older: list[Question], ben: Member, cleo: Member, client: Client
) -> None:
    with pytest.raises(Refused, match="Trusted members"):
        actions.propose_synonym("elevator", lift, by=ben)
    Member.objects.filter(pk=ben.pk).update(level=3)
    ben.refresh_from_db()
    word = actions.propose_synonym("elevator", lift, by=ben)
    assert tags_of(*older) == [["elevator", "signal"], ["lift", "elevator"]]
    with pytest.raises(Refused, match="Moderators decide"):
        actions.approve_synonym(word, by=ben)

    client.force_login(cleo)
    assert "“elevator” means “lift”" in client.get("/tags/").content.decode()
    client.post(f"/do/synonym/{word.pk}/", {"what": "decline"})
    assert Synonym.objects.get().state == "declined"
    with pytest.raises(Refused, match="decided already"):
        actions.approve_synonym(word, by=cleo)

    client.post("/tags/lift/words/", {"word": "elevator"})
    assert tags_of(older[0]) == [["lift", "signal"]]
    for wrong, why in (("lift", "tag itself"), ("elevator", "already"), ("???", "cannot be a tag")):
        with pytest.raises(Invalid, match=why):
            actions.propose_synonym(wrong, lift, by=cleo)
    with pytest.raises(Invalid, match="take those back"):
        actions.propose_synonym("lift", Tag.objects.get(name="signal"), by=cleo)
    with pytest.raises(Invalid, match="another tag itself"):
        actions.propose_synonym("hoist", Tag.objects.get(name="elevator"), by=cleo)


def test_a_tag_says_what_it_is_about_and_keeps_what_it_said(
    lift: Tag, ben: Member, eve: Member, cleo: Member, client: Client
) -> None:
    with pytest.raises(Refused, match="certain level"):
        actions.describe_tag(lift, by=eve, about="Lifts", body="")
    client.force_login(cleo)
    said = {"about": "Calls in lifts and shafts", "body": "Metal keeps **radio** out.", "level": "1", "reason": ""}
    assert client.post("/tags/lift/edit/", said).headers["Location"] == "/tags/lift/"
    page = Client().get("/tags/lift/").content.decode()
    assert "Calls in lifts and shafts" in page
    assert "<strong>radio</strong>" in page

    Member.objects.filter(pk=ben.pk).update(level=1)
    ben.refresh_from_db()
    actions.describe_tag(lift, by=ben, about="Calls in lifts", body="Metal keeps radio out.", reason="Shorter")
    assert "Shorter" in client.get("/tags/lift/history/").content.decode()
    with pytest.raises(Refused, match="Only moderators"):
        actions.set_tag_editors(lift, 0, by=ben)
    with pytest.raises(Invalid, match="in a sentence"):
        actions.describe_tag(lift, by=cleo, about=" ", body="")


def test_over_json_too(lift: Tag, older: list[Question], cleo: Member) -> None:
    moderator = signed(cleo, ["read", "write", "moderate"])
    made = send(moderator, "POST", "/tags/lift/synonyms", {"word": "elevator"}).json()
    assert (made["state"], made["tag"]) == ("approved", "lift")
    said = {"about": "Calls in lifts", "body": "Metal keeps radio out."}
    assert send(moderator, "PUT", "/tags/elevator/page", said).json()["words"] == ["elevator"]
    assert send(moderator, "PUT", "/tags/lift/editors", {"level": 4}).status_code == 204
    assert send(Client(), "GET", "/tags/elevator").json()["level"] == 4
    assert len(send(Client(), "GET", "/questions?tag=elevator").json()["items"]) == 3
    assert send(moderator, "POST", f"/synonyms/{made['id']}/undo").json()["state"] == "undone"
    assert send(Client(), "GET", "/tags/lift/synonyms").json()[0]["state"] == "undone"
