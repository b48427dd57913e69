"""What was searched for in vain is remembered, and nobody by it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from groundswell.derived.search import missing
from groundswell.derived.search.models import Missed
from groundswell.log import clock
from groundswell.members.models import Member

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)


def search(client: Client, words: str, *, days: int = 0, address: str = "10.0.0.1", **more: str) -> None:
    with clock.standing_at(NOON + timedelta(days=days)):
        assert client.get("/search/", {"q": words, **more}, REMOTE_ADDR=address).status_code == 200


def known(days: int = 0) -> list[tuple[str, int]]:
    with clock.standing_at(NOON + timedelta(days=days)):
        return [(one.words, one.times) for one in missing.missed()]


def test_what_two_people_sought_in_vain_is_known(client: Client, db: None) -> None:
    search(client, "  Tethering   on Mars ")
    assert known() == []  # what one person sought once stays with them

    search(client, "tethering on mars", address="10.0.0.2")
    search(client, "tethering on mars", address="10.0.0.2")

    assert known() == [("tethering on mars", 2)]


def test_members_count_as_themselves_wherever_they_are(client: Client, ada: Member) -> None:
    client.force_login(ada)
    search(client, "tethering on mars")
    search(client, "tethering on mars", address="10.0.0.2")

    assert Missed.objects.count() == 1


def test_two_days_of_one_person_cannot_be_joined(client: Client, db: None) -> None:
    search(client, "tethering on mars")
    search(client, "tethering on mars", days=1)

    first, second = Missed.objects.order_by("day")
    assert first.who != second.who
    assert "10.0.0.1" not in (first.who, second.who)


@pytest.mark.parametrize(
    "words", ["ada@example.com", "my number 0171 2345678", "https://example.com/x", "", "-", "tag:esim"]
)
def test_addresses_numbers_and_nothing_are_not_kept(client: Client, db: None, words: str) -> None:
    search(client, words)

    assert not Missed.objects.exists()


def test_nothing_among_what_a_filter_leaves_is_no_miss(client: Client, db: None) -> None:
    search(client, "tethering on mars", solved="yes")

    assert not Missed.objects.exists()


def test_one_person_cannot_fill_the_list(client: Client, db: None) -> None:
    for number in range(missing.MOST_A_DAY + 3):
        search(client, f"tethering on planet {'abcdefghijklmnopqrstuvwxyz'[number % 26] * (2 + number // 26)}")

    assert Missed.objects.count() == missing.MOST_A_DAY


def test_it_is_forgotten_after_three_months(client: Client, db: None) -> None:
    search(client, "tethering on mars")
    search(client, "tethering on venus", days=80)
    with clock.standing_at(NOON + timedelta(days=missing.KEPT_DAYS + 1)):
        missing.forget()

    assert [one.words for one in Missed.objects.all()] == ["tethering on venus"]


def test_the_team_sees_it_and_nobody_else(client: Client, ada: Member, dan: Member) -> None:
    for address in ("10.0.0.1", "10.0.0.2"):
        search(client, "tethering on mars", address=address)
    assert client.get("/search/missed/").status_code == 404
    client.force_login(ada)
    assert client.get("/search/missed/").status_code == 403
    client.force_login(dan)
    with clock.standing_at(NOON):
        page = client.get("/search/missed/").content.decode()
        part = client.get("/search/missed/", headers={"HX-Request": "true"}).content.decode()

    assert "tethering on mars" in page and "<html" in page
    assert 'href="/search/?q=tethering%20on%20mars"' in part and "<html" not in part
