"""Groups: how one comes in and goes out, who decides, who sees them."""

from typing import Any

import pytest
from django.test import Client

from groundswell.derived.notifications.listing import notifications_of
from groundswell.derived.notifications.models import Notification
from groundswell.log import follow
from groundswell.log.models import LogEntry
from groundswell.members.groups import actions
from groundswell.members.groups.models import Audience, Belonging, Group
from groundswell.members.groups.queries import list_groups, people_in
from groundswell.members.models import Member
from groundswell.members.personal import forget
from groundswell.members.rules import Invalid, Refused


@pytest.fixture
def testers(cleo: Member) -> Group:
    """Everybody may join."""
    return actions.make_group(by=cleo, name="Testers", about="We try what is new.")


@pytest.fixture
def partners(cleo: Member) -> Group:
    """Known to who is in it; one asks."""
    return actions.make_group(by=cleo, name="Partners", joining="request", listed=False)


@pytest.fixture
def council(cleo: Member) -> Group:
    """Whom the team invites."""
    return actions.make_group(by=cleo, name="Council", joining="invitation")


def groups_of(member: Member) -> list[int]:
    member.refresh_from_db(fields=["groups"])
    return member.groups


def test_ada_joins_the_testers_and_leaves_again(ada: Member, testers: Group) -> None:
    actions.join_group(testers, by=ada)
    actions.join_group(testers, by=ada)
    assert groups_of(ada) == [testers.pk]

    actions.leave_group(testers, by=ada)
    actions.leave_group(testers, by=ada)
    assert groups_of(ada) == []
    names = list(LogEntry.objects.filter(by=ada.pk, name__startswith="groups.").values_list("name", flat=True))
    assert sorted(names) == ["groups.group_joined", "groups.group_left"]


def test_who_asks_waits_until_the_team_agreed(ada: Member, ben: Member, cleo: Member, partners: Group) -> None:
    with pytest.raises(Refused, match="team decides"):
        actions.join_group(partners, by=ada)
    for person in (ada, ben):
        actions.ask_to_join(partners, by=person)
    assert groups_of(ada) == []

    actions.accept_request(partners, ada, by=cleo)
    actions.remove_member(partners, ben, by=cleo)

    assert (groups_of(ada), groups_of(ben)) == ([partners.pk], [])
    follow.run_all()
    (told,) = notifications_of(ada).days[0].lines
    assert told.text == (
        f'<a class="to whole" href="/notifications/{Notification.objects.get(member=ada).entry}/"><b>Cleo Marchetti</b> took you into a group</a>'
    )
    assert not notifications_of(ben).days


def test_the_council_takes_neither_who_comes_nor_who_asks(
    ada: Member, ben: Member, cleo: Member, council: Group
) -> None:
    for deed in (actions.join_group, actions.ask_to_join):
        with pytest.raises(Refused):
            deed(council, by=ada)
    assert actions.invite(council, [ada, ben], by=cleo) == [ada, ben]
    assert actions.invite(council, [ada], by=cleo) == []
    assert groups_of(ada) == []

    actions.join_group(council, by=ada)
    actions.leave_group(council, by=ben)

    assert [row.member for row in people_in(council).rows] == [ada]
    follow.run_all()
    assert "invites you into a group" in str(notifications_of(ben).days[0].lines[0].text)


def test_an_invitation_takes_in_who_asked_before(ada: Member, cleo: Member, partners: Group) -> None:
    actions.ask_to_join(partners, by=ada)
    actions.invite(partners, [ada], by=cleo)
    assert groups_of(ada) == [partners.pk]


@pytest.mark.parametrize("who", ["ada", "dan"])
def test_only_those_who_moderate_look_after_groups(request: Any, who: str, ben: Member, testers: Group) -> None:
    somebody = request.getfixturevalue(who)
    for deed in (
        lambda: actions.make_group(by=somebody, name="Mine"),
        lambda: actions.change_group(testers, by=somebody, name="Mine", about="", joining="open", listed=True),
        lambda: actions.invite(testers, [ben], by=somebody),
        lambda: actions.accept_request(testers, ben, by=somebody),
        lambda: actions.remove_member(testers, ben, by=somebody),
        lambda: actions.remove_group(testers, by=somebody),
    ):
        with pytest.raises(Refused, match="moderate look after"):
            deed()


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "TESTERS"])
def test_a_group_needs_a_name_of_its_own(cleo: Member, testers: Group, name: str) -> None:
    with pytest.raises(Invalid):
        actions.make_group(by=cleo, name=name)


def test_groups_of_one_sound_have_different_addresses(cleo: Member, testers: Group) -> None:
    assert actions.make_group(by=cleo, name="Testers!").slug == "testers-2"
    assert actions.make_group(by=cleo, name="New").slug == "new-2"  # /groups/new/ makes one
    assert actions.make_group(by=cleo, name="試験").slug == "group"


def test_a_group_that_is_not_listed_is_unknown_to_others(
    ada: Member, ben: Member, cleo: Member, partners: Group, client: Client
) -> None:
    actions.invite(partners, [ben], by=cleo)
    for reader, sees in ((ada, False), (ben, True), (cleo, True), (None, False)):
        if reader:
            client.force_login(reader)
        else:
            client.logout()
        assert ("Partners" in client.get("/groups/").content.decode()) == sees
        for path in ("/groups/partners/", "/api/v1/groups/partners", "/api/v1/groups/partners/members"):
            assert client.get(path).status_code == (200 if sees else 404), (reader, path)


def test_a_group_that_is_gone_is_nobodys_unless_a_topic_needs_it(ada: Member, cleo: Member, testers: Group) -> None:
    actions.join_group(testers, by=ada)
    audience = Audience.objects.create(place=1, groups=[testers.pk])
    with pytest.raises(Refused, match="another audience"):
        actions.remove_group(testers, by=cleo)
    audience.delete()
    actions.remove_group(testers, by=cleo)
    assert groups_of(ada) == []


def test_who_leaves_the_community_leaves_the_groups(ada: Member, testers: Group) -> None:
    actions.join_group(testers, by=ada)
    forget(ada, True)
    assert not Belonging.objects.exists()
    assert groups_of(ada) == []


def test_the_list_costs_the_same_for_few_groups_and_many(
    cleo: Member, ada: Member, testers: Group, django_assert_num_queries: Any
) -> None:
    actions.join_group(testers, by=ada)
    for number in range(20):
        actions.make_group(by=cleo, name=f"Group {number}")
    with django_assert_num_queries(2):
        rows = list_groups(ada)
    assert [(row.group.name, row.people, row.state) for row in rows[:2]] == [("Testers", 1, "in"), ("Group 0", 0, "")]


def test_the_pages_do_what_the_actions_do(ada: Member, ben: Member, cleo: Member, client: Client) -> None:
    client.force_login(cleo)
    made = client.post("/groups/new/", {"name": "Testers", "joining": "request", "about": "New things", "listed": "on"})
    assert made.headers["Location"] == "/groups/testers/"
    assert client.post("/groups/new/", {"name": "testers", "joining": "open"}).status_code == 422
    wrong = client.post("/groups/testers/invite/", {"people": "@ben, @nobody-here"})
    assert wrong.status_code == 422
    assert "Nobody here is called nobody-here." in wrong.content.decode()
    client.post("/groups/testers/invite/", {"people": "@ben"})
    client.force_login(ada)
    client.post("/groups/testers/ask/")
    client.force_login(cleo)
    assert "Want to join" in client.get("/groups/testers/").content.decode()
    client.post(f"/groups/testers/members/{ada.pk}/accept/")
    changed = {"name": "Testers of all", "joining": "open", "about": ""}
    assert client.post("/groups/testers/change/", changed).headers["Location"] == "/groups/testers/"
    assert (groups_of(ada), Group.objects.get().listed) == ([Group.objects.get().pk], False)
    client.force_login(ben)
    assert client.post("/groups/testers/dance/").status_code == 404
    assert client.post("/groups/testers/leave/").headers["Location"] == "/groups/"  # he knows of it no more
    client.force_login(cleo)
    assert client.post("/groups/testers/change/", {"remove": "1"}).headers["Location"] == "/groups/"
    assert groups_of(ada) == []


def test_programs_join_and_keep_groups(ada: Member, cleo: Member, client: Client) -> None:
    from groundswell.members.keys import make_key

    def call(member: Member, method: str, path: str, body: Any = None) -> Any:
        key = keys[member.pk]
        send = getattr(client, method)
        return send(f"/api/v1{path}", body, "application/json", headers={"Authorization": f"Bearer {key}"})

    keys = {one.pk: make_key(by=one, name="k", scopes=["read", "write", "moderate"])[1] for one in (ada, cleo)}
    assert call(cleo, "post", "/groups", {"name": "Testers", "joining": "request"}).json()["slug"] == "testers"
    assert call(ada, "post", "/groups", {"name": "Mine"}).status_code == 403
    assert call(ada, "put", "/groups/testers/membership").json()["state"] == "asked"
    assert call(cleo, "put", "/groups/testers/members/ada").status_code == 204
    assert [one["handle"] for one in client.get("/api/v1/groups/testers/members").json()["items"]] == ["ada"]
    assert call(cleo, "patch", "/groups/testers", {"about": "New things"}).json()["people"] == 1
    assert call(ada, "delete", "/groups/testers/membership").status_code == 204
    assert call(cleo, "delete", "/groups/testers/members/ada").status_code == 204
    assert call(cleo, "delete", "/groups/testers").status_code == 204
    assert client.get("/api/v1/groups").json() == []
