"""Groups with keepers of their own, who take people in and out."""

from typing import Any

import pytest
from django.test import Client

from groundswell.derived.notifications.models import Notification
from groundswell.log import follow
from groundswell.members.groups import actions
from groundswell.members.groups.models import Belonging, Group, State
from groundswell.members.groups.queries import keepers_of
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused


@pytest.fixture
def partners(cleo: Member, ben: Member, ada: Member) -> Group:
    """Ben keeps it, ada belongs to it, who else wants to asks."""
    group = actions.make_group(by=cleo, name="Partners", joining="request")
    actions.invite(group, [ben, ada], by=cleo)
    for member in (ben, ada):
        actions.join_group(group, by=member)
    actions.name_keeper(group, ben, by=cleo)
    return group


def state_of(member: Member, group: Group) -> str:
    return actions.state_in(group, member)


def test_a_keeper_takes_people_in_and_out(partners: Group, ben: Member, ada: Member, eve: Member, dan: Member) -> None:
    actions.ask_to_join(partners, by=eve)
    actions.accept_request(partners, eve, by=ben)
    actions.invite(partners, [dan], by=ben)
    actions.remove_member(partners, ada, by=ben)

    assert [state_of(who, partners) for who in (eve, dan, ada)] == [State.IN, State.INVITED, ""]
    with pytest.raises(Invalid, match="20 people at most"):
        actions.invite(partners, [dan] * 21, by=ben)


def test_what_only_the_team_does(partners: Group, ben: Member, ada: Member, eve: Member, cleo: Member) -> None:
    for act in (actions.name_keeper, actions.end_keeper):
        with pytest.raises(Refused, match="Only those who moderate"):
            act(partners, ada, by=ben)
    with pytest.raises(Refused, match="Only its keepers"):
        actions.remove_member(partners, ben, by=ada)
    with pytest.raises(Invalid, match="Only who belongs"):
        actions.name_keeper(partners, eve, by=cleo)
    actions.name_keeper(partners, ada, by=cleo)
    with pytest.raises(Refused, match="take a keeper out"):
        actions.remove_member(partners, ada, by=ben)
    other = actions.make_group(by=cleo, name="Others")
    with pytest.raises(Refused, match="Only its keepers"):
        actions.invite(other, [eve], by=ben)


def test_one_is_keeper_no_more_by_the_team_or_by_leaving(partners: Group, ben: Member, cleo: Member) -> None:
    actions.end_keeper(partners, ben, by=cleo)
    actions.end_keeper(partners, ben, by=cleo)
    assert keepers_of(partners) == []
    actions.name_keeper(partners, ben, by=cleo)
    actions.leave_group(partners, by=ben)
    actions.invite(partners, [ben], by=cleo)
    actions.join_group(partners, by=ben)
    assert not Belonging.objects.get(member=ben).keeper


def test_keepers_hear_that_they_are_and_who_wants_to_join(partners: Group, ben: Member, eve: Member) -> None:
    actions.ask_to_join(partners, by=eve)
    follow.run_all()
    told = Notification.objects.filter(member=ben).order_by("entry").values_list("kind", flat=True)
    assert list(told) == ["invited", "keeper", "group_asked"]


def test_on_the_page(partners: Group, ben: Member, ada: Member, eve: Member, cleo: Member, client: Client) -> None:
    actions.ask_to_join(partners, by=eve)
    address = partners.get_absolute_url()
    client.force_login(ada)
    seen = client.get(address).content.decode()
    assert "Keeper" in seen and "Want to join" not in seen
    client.force_login(ben)
    seen = client.get(address).content.decode()
    assert "Want to join" in seen and "Invite people" in seen
    assert "Make a keeper" not in seen and "Change" not in seen
    client.post(f"{address}members/{eve.pk}/accept/")
    assert state_of(eve, partners) == State.IN
    assert client.post(f"{address}members/{eve.pk}/keeper/").status_code == 403
    client.force_login(cleo)
    client.post(f"{address}members/{eve.pk}/keeper/")
    client.post(f"{address}members/{ben.pk}/no-keeper/")
    assert [row.member for row in keepers_of(partners)] == [eve]


def test_over_json(partners: Group, ben: Member, ada: Member, eve: Member, cleo: Member, client: Client) -> None:
    def send(who: Member, method: str, path: str, *scopes: str) -> Any:
        key = make_key(by=who, name="bot", scopes=["read", "write", *scopes])[1]
        return client.generic(method, f"/api/v1/groups/partners{path}", headers={"Authorization": f"Bearer {key}"})

    assert send(ben, "PUT", "/members/eve").status_code == 204
    assert send(ada, "DELETE", "/members/eve").status_code == 403
    assert send(ben, "PUT", "/keepers/ada").status_code == 403
    assert send(cleo, "PUT", "/keepers/ada", "moderate").status_code == 204
    assert [one["handle"] for one in send(ada, "GET", "/keepers").json()] == ["ben", "ada"]
    assert send(cleo, "DELETE", "/keepers/ben", "moderate").status_code == 204
    assert state_of(eve, partners) == State.INVITED
