"""Follow, read and share."""

import pytest
from django.test import Client

from groundswell.features.support import actions
from groundswell.features.support.models import Follow, Question, ShareLink, Tag, Topic
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused


def followed(member: Member) -> set[tuple[str, int]]:
    return set(Follow.objects.filter(member=member).values_list("kind", "subject"))


def test_askers_follow_their_question_from_the_start(question: Question, ada: Member) -> None:
    assert followed(ada) == {("question", question.pk)}


def test_everything_that_can_be_followed_can_be_left_again(
    question: Question, calling: Topic, ada: Member, ben: Member
) -> None:
    lift = Tag.objects.get(name="lift")
    things = {("question", question.pk), ("topic", calling.pk), ("tag", lift.pk), ("member", ada.pk)}
    for kind, subject in things:
        actions.follow(kind, subject, by=ben)
        actions.follow(kind, subject, by=ben)
    assert followed(ben) == things
    assert LogEntry.objects.filter(name="support.followed", by=ben.pk).count() == 4

    for kind, subject in things:
        actions.unfollow(kind, subject, by=ben)
        actions.unfollow(kind, subject, by=ben)
    assert followed(ben) == set()
    assert LogEntry.objects.filter(name="support.unfollowed").count() == 4


@pytest.mark.parametrize(("kind", "subject"), [("planet", 1), ("tag", 99_999), ("question", 0), ("member", 99_999)])
def test_what_is_not_there_cannot_be_followed(question: Question, ben: Member, kind: str, subject: int) -> None:
    with pytest.raises(Invalid):
        actions.follow(kind, subject, by=ben)


def test_nobody_follows_themselves(ben: Member) -> None:
    with pytest.raises(Refused, match="yourself"):
        actions.follow("member", ben.pk, by=ben)


def test_the_button_turns_round_in_place(question: Question, ben: Member, client: Client) -> None:
    client.force_login(ben)
    address = f"/do/follow/question/{question.pk}/"

    on = client.post(address, {"value": "1"}, headers={"HX-Request": "true"}).content.decode()
    off = client.post(address, {"value": "0"}, headers={"HX-Request": "true"}).content.decode()

    assert 'aria-pressed="true"' in on
    assert "Following" in on
    assert 'aria-pressed="false"' in off
    assert followed(ben) == set()


def test_a_view_is_counted_once_for_a_reader_and_remembered_for_members(
    question: Question, ben: Member, client: Client
) -> None:
    for _time in range(3):
        assert client.post(f"/do/read/{question.pk}/").status_code == 204
    client.force_login(ben)
    client.post(f"/do/read/{question.pk}/")

    question.refresh_from_db()
    assert question.views == 2
    assert question.readings.get().member == ben


def test_a_shared_link_leads_to_the_question_and_says_later_who_brought_whom(
    question: Question, ben: Member, client: Client
) -> None:
    link = actions.make_share_link(question, by=ben)
    assert actions.make_share_link(question, by=ben) == link

    for _time in range(2):
        answer = client.get(f"/s/{link.code}/")

    assert answer["Location"] == question.get_absolute_url()
    assert client.cookies["shared"].value == link.code
    assert client.cookies["shared"]["httponly"]
    assert ShareLink.objects.get().visits == 1


def test_a_shared_link_to_what_was_deleted_is_404(
    question: Question, ben: Member, cleo: Member, client: Client
) -> None:
    link = actions.make_share_link(question, by=ben)
    actions.delete_question(question, by=cleo, reason="Spam")

    assert client.get(f"/s/{link.code}/").status_code == 404
    assert client.get("/s/nothing/").status_code == 404
