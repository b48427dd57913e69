"""Gatherings that come again: each on its own, at the same hour of the clock; changed and cancelled alone or with the later ones."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from groundswell.derived.notifications.models import Notification
from groundswell.features.gatherings import actions, queries
from groundswell.features.gatherings.actions import Repeats
from groundswell.features.gatherings.models import Gathering, Says, Series
from groundswell.features.gatherings.tests.conftest import NOW, plan
from groundswell.features.gatherings.tests.test_hosting import TYPED, regular
from groundswell.features.gatherings.times import come_again
from groundswell.log import clock, follow
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.members.rules import Invalid
from groundswell.moderation.actions import decide_held
from groundswell.moderation.guard import Waits
from groundswell.moderation.models import Item

__all__ = ["regular"]
STRANGER = AnonymousUser()
WEEKLY = Repeats(every="week", times=4)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def weekly(dan: Member) -> list[Gathering]:
    """Four Fridays from the 10th of May on."""
    actions.host_gathering(plan(capacity=2), by=dan, repeats=WEEKLY)
    return all_of()


def all_of() -> list[Gathering]:
    return list(Gathering.objects.select_related("voice").order_by("starts_at"))


def days(found: list[Gathering]) -> list[str]:
    return [f"{one.starts_there:%d.%m. %H:%M}" for one in found]


class TestWhen:
    @pytest.mark.parametrize(
        ("first", "every", "said"),
        [
            (datetime(2030, 5, 10), "week", ["10.05.", "17.05.", "24.05."]),
            (datetime(2030, 5, 10), "fortnight", ["10.05.", "24.05.", "07.06."]),
            (datetime(2030, 11, 10), "date", ["10.11.", "10.12.", "10.01."]),
            (datetime(2031, 1, 31), "date", ["31.01.", "28.02.", "31.03."]),
            (datetime(2030, 5, 10), "weekday", ["10.05.", "14.06.", "12.07."]),
            (datetime(2030, 5, 31), "weekday", ["31.05.", "28.06.", "26.07."]),
            (datetime(2030, 12, 2), "weekday", ["02.12.", "06.01.", "03.02."]),
        ],
    )
    def test_the_next_ones_of_each_kind(self, first: datetime, every: str, said: list[str]) -> None:
        assert [f"{come_again(first, every, number):%d.%m.}" for number in range(3)] == said

    def test_it_is_at_the_same_hour_of_the_clock_after_the_clocks_change(self, dan: Member) -> None:
        starts = datetime(2030, 10, 20, 18)
        actions.host_gathering(plan(starts=starts, ends=starts.replace(hour=20)), by=dan, repeats=WEEKLY)

        assert days(all_of()) == ["20.10. 18:00", "27.10. 18:00", "03.11. 18:00", "10.11. 18:00"]
        assert [one.starts_at.hour for one in all_of()] == [16, 17, 17, 17]

    def test_until_a_day_that_day_included(self, dan: Member) -> None:
        actions.host_gathering(plan(), by=dan, repeats=Repeats(every="fortnight", until=date(2030, 6, 7)))
        assert days(all_of()) == ["10.05. 18:00", "24.05. 18:00", "07.06. 18:00"]

    @pytest.mark.parametrize(
        ("repeats", "field", "more"),
        [
            (Repeats(every="day", times=3), "every", {}), (Repeats(every="week"), "until", {}),
            (Repeats(every="week", times=3, until=date(2030, 6, 7)), "until", {}), (Repeats(every="week", times=1), "times", {}),
            (Repeats(every="week", times=53), "times", {}), (Repeats(every="week", until=date(2030, 5, 12)), "until", {}),
            (Repeats(every="week", until=date(2032, 5, 1)), "until", {}), (Repeats(every="date", times=40), "until", {}),
            (WEEKLY, "starts", {"starts": datetime(2031, 3, 16, 2, 30), "ends": datetime(2031, 3, 16, 4)}),
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused_and_none_is_made(
        self, dan: Member, repeats: Repeats, field: str, more: dict[str, Any]
    ) -> None:
        with pytest.raises(Invalid) as refused:
            actions.host_gathering(plan(**more), by=dan, repeats=repeats)
        assert refused.value.field == field
        assert not Gathering.objects.exists() and not Series.objects.exists()


class TestEachIsItsOwn:
    def test_each_has_its_own_people_and_page_and_leads_to_the_next(
        self, weekly: list[Gathering], ada: Member, client: Client
    ) -> None:
        actions.answer_gathering(weekly[1], by=ada, says="going")

        assert [one.going for one in all_of()] == [0, 1, 0, 0]
        page = client.get(weekly[1].get_absolute_url()).content.decode()
        assert "Every week" in page
        assert f'href="{weekly[2].get_absolute_url()}" rel="next"' in page
        assert f'href="{weekly[0].get_absolute_url()}" rel="prev"' in page
        file = client.get("/gatherings/calendar.ics").content.decode()
        assert len({line for line in file.splitlines() if line.startswith("UID:")}) == 4

    def test_of_what_is_coming_a_series_is_one_and_a_month_shows_all(
        self, weekly: list[Gathering], dan: Member
    ) -> None:
        def listed() -> list[Gathering]:
            return [row.gathering for row in queries.list_gatherings(STRANGER).rows]

        assert listed() == weekly[:1]
        month = queries.month_of(STRANGER, "2030-05")
        assert sum(len(cell.rows) for week in month.weeks for cell in week) == 4
        actions.cancel_gathering(weekly[0], by=dan)
        assert listed() == weekly[:2]
        assert len(queries.list_gatherings(STRANGER, series=weekly[0].series_id).rows) == 4

    def test_what_a_member_hosts_waits_for_one_look(self, regular: Member, cleo: Member) -> None:
        with pytest.raises(Waits):
            actions.host_gathering(plan(), by=regular, repeats=Repeats(every="date", until=date(2030, 8, 1)))
        decide_held(Item.objects.get(), by=cleo, publish=True)
        assert days(all_of()) == ["10.05. 18:00", "10.06. 18:00", "10.07. 18:00"]


class TestThisAndAllLater:
    def test_later_ones_move_along_and_keep_what_differs(self, weekly: list[Gathering], dan: Member) -> None:
        actions.change_gathering(weekly[2], plan(capacity=2, location="Kulturhaus", **at(24)), by=dan)
        changed = plan(capacity=3, title="Fernweh table", **at(17, hour=19))
        actions.change_gathering(weekly[1], changed, by=dan, later=True)

        found = all_of()
        assert days(found) == ["10.05. 18:00", "17.05. 19:00", "24.05. 19:00", "31.05. 19:00"]
        assert [one.location for one in found] == ["Café am Hafen, Kiel"] * 2 + ["Kulturhaus", "Café am Hafen, Kiel"]
        assert [one.capacity for one in found] == [2, 3, 3, 3]
        assert [str(one) for one in found] == ["Fernweh meetup in Kiel"] + ["Fernweh table"] * 3

    def test_all_or_none_are_changed(self, weekly: list[Gathering], dan: Member, ada: Member, ben: Member) -> None:
        for member in (ada, ben):
            actions.answer_gathering(weekly[3], by=member, says="going")
        with pytest.raises(Invalid, match="2 people have a seat already"):
            actions.change_gathering(weekly[1], plan(capacity=1, **at(17)), by=dan, later=True)
        assert [one.capacity for one in all_of()] == [2, 2, 2, 2]

    def test_who_comes_to_several_is_told_once(self, weekly: list[Gathering], dan: Member, ada: Member) -> None:
        for one in weekly[1:]:
            actions.answer_gathering(one, by=ada, says=Says.GOING)
        actions.change_gathering(weekly[1], plan(capacity=2, location="Kulturhaus", **at(17)), by=dan, later=True)
        actions.cancel_gathering(weekly[2], by=dan, because="Holidays", later=True)
        actions.cancel_gathering(weekly[2], by=dan, because="Holidays", later=True)
        follow.run_all()

        told = Notification.objects.filter(member=ada, kind="gathering_told").order_by("entry")
        assert [note.because.split(" ")[-1] for note in told] == ["moved", "cancelled"]
        assert [one.cancelled_at is None for one in all_of()] == [True, True, False, False]

    def test_only_this_one(self, weekly: list[Gathering], dan: Member) -> None:
        actions.cancel_gathering(weekly[1], by=dan)
        assert [one.cancelled_at is None for one in all_of()] == [True, False, True, True]


def at(day: int, hour: int = 18) -> dict[str, datetime]:
    return {"starts": datetime(2030, 5, day, hour), "ends": datetime(2030, 5, day, hour + 2)}


class TestPages:
    def test_by_the_forms(self, cleo: Member, client: Client) -> None:
        client.force_login(cleo)
        typed = {**TYPED, "whom": "all", "every": "week"}
        wrong = client.post("/gatherings/new/", typed)
        assert wrong.status_code == 422
        assert "Say until when, or how many times." in wrong.content.decode()
        client.post("/gatherings/new/", {**typed, "times": "3"})
        first, second, third = all_of()
        assert "This one and all later ones" in client.get(f"{second.get_absolute_url()}change/").content.decode()
        assert "all later ones" not in client.get(f"{third.get_absolute_url()}cancel/").content.decode()

        said = {**TYPED, "starts": "2030-05-17T18:00", "ends": "2030-05-17T21:00", "scope": "later"}
        client.post(f"{second.get_absolute_url()}change/", said)
        assert [one.lasts.seconds // 3600 for one in all_of()] == [2, 3, 3]
        client.post(f"{second.get_absolute_url()}cancel/", {"because": "Storm", "scope": "later"})
        assert [one.cancelled_because for one in all_of()] == ["", "Storm", "Storm"]
        assert client.get(first.get_absolute_url()).status_code == 200

    def test_over_json(self, dan: Member, client: Client) -> None:
        head = {"Authorization": f"Bearer {make_key(by=dan, name='bot', scopes=['read', 'write'])[1]}"}

        def send(method: str, path: str, body: Any) -> Any:
            return client.generic(method, f"/api/v1{path}", json.dumps(body), "application/json", headers=head).json()

        said = {**TYPED, "capacity": None}
        made = send("POST", "/gatherings", {**said, "repeats": {"every": "fortnight", "times": 3}})
        assert [row["id"] for row in client.get("/api/v1/gatherings").json()["items"]] == [made["id"]]
        series = client.get(f"/api/v1/gatherings?series={made['series_id']}").json()["items"]
        assert [row["starts_at"][:10] for row in series] == ["2030-05-10", "2030-05-24", "2030-06-07"]
        send("PUT", f"/gatherings/{series[1]['id']}", {**said, **TIMES, "location": "Kulturhaus", "later": True})
        send("POST", f"/gatherings/{series[2]['id']}/cancel", {"because": "Storm", "later": True})
        assert [one.location for one in all_of()] == ["Café am Hafen, Kiel", "Kulturhaus", "Kulturhaus"]


TIMES = {"starts": "2030-05-24T18:00", "ends": "2030-05-24T20:00"}
