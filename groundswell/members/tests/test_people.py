"""Members as others meet them: profiles, the directory, mentions, roles, accounts that wait for their owner."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from groundswell.log.models import LogEntry
from groundswell.members.actions import change_role, join
from groundswell.members.claims import claim_link, send_claim_link
from groundswell.members.models import Member, Role
from groundswell.members.rules import Invalid, Refused
from groundswell.members.tests.conftest import PASSWORD


def crowd(count: int) -> None:
    for number in range(count):
        member = join(handle=f"walker-{number}", name=f"Walker {number}", email=f"w{number}@example.com")
        Member.objects.filter(pk=member.pk).update(reputation=number % 7)


def test_a_profile_shows_who_ben_is_and_nothing_private(ben: Member, client: Client) -> None:
    page = client.get("/members/ben/").content.decode()

    assert "Ben Okafor" in page
    assert "@ben" in page
    assert "ben@example.com" not in page


def test_a_profile_has_one_address(ben: Member, client: Client) -> None:
    assert client.get("/members/BEN/").headers["Location"] == "/members/ben/"
    assert client.get("/members/nobody/").status_code == 404


def test_the_directory_shows_everybody_once_page_by_page(client: Client, db: None) -> None:
    crowd(100)
    for order in ("", "newest"):
        seen: list[str] = []
        path: str | None = f"/members/?order={order}"
        while path:
            page = client.get(path).content.decode()
            seen += [part.split("/")[0] for part in page.split('href="/members/walker')[1:]]
            more = page.split('id="more" href="')
            path = more[1].split('"')[0].replace("&amp;", "&") if len(more) > 1 else None
        assert len(seen) == len(set(seen)) == 100


def test_a_page_of_the_directory_costs_the_same_for_few_and_many(
    client: Client, db: None, django_assert_max_num_queries: Any
) -> None:
    crowd(10)
    with django_assert_max_num_queries(4) as few:
        client.get("/members/")
    crowd_more = [join(handle=f"runner-{n}x") for n in range(30)]
    with django_assert_max_num_queries(len(few)) as many:
        client.get("/members/")
    assert len(many) == len(few)
    assert crowd_more


@pytest.mark.parametrize(
    ("search", "found"), [("okaf", {"ben"}), ("BEN", {"ben"}), ("lind", {"ada"}), ("%", set()), ("zzz", set())]
)
def test_people_are_found_by_name_or_handle(
    client: Client, ada: Member, ben: Member, search: str, found: set[str]
) -> None:
    page = client.get("/members/", {"q": search}).content.decode()

    assert {handle for handle in ("ada", "ben") if f'href="/members/{handle}/"' in page} == found


@pytest.mark.parametrize("cursor", ["x", "1~x", "~", "2026-99-99~1", "9" * 400 + "~1", "2026-11-22T00:00:00~1"])
def test_a_broken_cursor_is_the_first_page(client: Client, ada: Member, cursor: str) -> None:
    for order in ("reputation", "newest"):
        assert client.get("/members/", {"order": order, "after": cursor}).status_code == 200


def test_mentions_suggest_by_handle_and_name_to_members_only(client: Client, ada: Member, ben: Member) -> None:
    client.force_login(ada)

    assert client.get("/members/mentions", {"q": "be"}).json() == [{"handle": "ben", "name": "Ben Okafor"}]
    assert client.get("/members/mentions", {"q": "Ben O"}).json() == [{"handle": "ben", "name": "Ben Okafor"}]
    assert client.get("/members/mentions", {"q": ""}).json() == []
    assert client.get("/members/mentions", {"q": "%"}).json() == []


def test_only_admins_change_roles(ada: Member, ben: Member, mia: Member, client: Client) -> None:
    client.force_login(mia)
    refused = client.post("/members/ben/role/", {"role": "admin"})
    assert refused.status_code == 403
    assert "Only admins change roles." in refused.content.decode()
    with pytest.raises(Refused, match="admins"):
        change_role(ben, Role.AGENT, by=mia)

    change_role(ada, Role.ADMIN, by=None)
    client.force_login(Member.objects.get(pk=ada.pk))
    assert client.post("/members/ben/role/", {"role": "agent"}).status_code == 302
    assert client.post("/members/ben/role/", {"role": "emperor"}).status_code == 422
    ben.refresh_from_db()
    assert ben.role == "agent"
    assert LogEntry.objects.filter(
        name="members.role_changed", by=ada.pk, data__was="member", data__role="agent"
    ).exists()


def test_the_last_admin_stays(ada: Member) -> None:
    change_role(ada, Role.ADMIN, by=None)

    with pytest.raises(Refused, match="stay admin"):
        change_role(ada, Role.MEMBER, by=ada)


@pytest.fixture
def old(db: None) -> Member:
    """Came with an import, and nobody owns the account yet."""
    member = join(handle="oldhand", name="Old Hand", how="import")
    Member.objects.filter(pk=member.pk).update(claimed=False)
    return Member.objects.get(pk=member.pk)


def test_an_imported_account_waits_until_its_owner_takes_it_over(old: Member, client: Client) -> None:
    send_claim_link(old, "Old@Example.com")
    path = "/members/claim/" + str(mail.outbox[0].body).split("/members/claim/")[1].split()[0]
    assert b"nobody has taken it over yet" in client.get("/members/oldhand/").content
    assert b"old@example.com" in client.get(path).content
    assert client.post(path, {"password": "short"}).status_code == 422

    client.post(path, {"password": PASSWORD})

    assert client.post("/accounts/login/", {"login": "old@example.com", "password": PASSWORD}).status_code == 302
    assert client.session["_auth_user_id"] == str(old.pk)
    assert LogEntry.objects.filter(name="members.member_claimed", data={"member": old.pk}).count() == 1
    assert Client().get(path).status_code == 404


def test_claim_links_cannot_be_forged_or_made_for_owned_accounts(old: Member, ada: Member, client: Client) -> None:
    token = claim_link(old, "old@example.com").split("/")[-2]

    assert client.get(f"/members/claim/{token[:-1]}x/").status_code == 404
    with pytest.raises(Invalid, match="owner"):
        claim_link(ada, "eve@example.com")


def test_an_unclaimed_account_cannot_be_signed_in_to(old: Member, client: Client) -> None:
    Member.objects.filter(pk=old.pk).update(password="")
    for password in ("", "x"):
        client.post("/accounts/login/", {"login": "oldhand", "password": password})
    assert "_auth_user_id" not in client.session
