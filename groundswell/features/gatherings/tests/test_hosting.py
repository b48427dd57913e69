"""Hosting: who may, what waits for a look, for whom it is, the pages, and the API."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone, translation

from groundswell.derived.notifications.models import Notification
from groundswell.features.gatherings import actions, queries
from groundswell.features.gatherings.models import Gathering
from groundswell.features.gatherings.tests.conftest import NOW, Host, plan
from groundswell.features.support import actions as support
from groundswell.features.support.models import Topic
from groundswell.log import clock, follow
from groundswell.members.groups import actions as groups
from groundswell.members.groups.aims import Aim
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused
from groundswell.moderation.actions import decide_held, flag
from groundswell.moderation.guard import Waits
from groundswell.moderation.kinds import find, kind_named
from groundswell.moderation.models import Item

STRANGER = AnonymousUser()
TYPED = {
    "title": "Fernweh meetup in Kiel", "body": "We talk about **eSIM** abroad.", "starts": "2030-05-10T18:00",
    "ends": "2030-05-10T20:00", "zone": "Europe/Berlin", "location": "Café am Hafen, Kiel", "link": "", "capacity": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def regular(ada: Member) -> Member:
    Member.objects.filter(pk=ada.pk).update(level=2)
    ada.refresh_from_db()
    return ada


class TestWhoHosts:
    def test_what_a_member_hosts_appears_once_somebody_has_looked(self, regular: Member, cleo: Member) -> None:
        once = uuid4()
        for _twice in range(2):
            with pytest.raises(Waits, match="looks at what you wrote"):
                actions.host_gathering(plan(capacity=12), by=regular, once=once)
        assert not Gathering.objects.exists()

        decide_held(Item.objects.get(), by=cleo, publish=True)

        made = Gathering.objects.get()
        assert (made.host, made.capacity, made.starts_there.hour, str(made)) == (
            regular,
            12,
            18,
            "Fernweh meetup in Kiel",
        )
        assert made.is_for(STRANGER)

    def test_who_has_not_come_far_enough_and_who_is_silenced_hosts_nothing(self, ada: Member, eve: Member) -> None:
        Member.objects.filter(pk=eve.pk).update(level=3, silenced_until=NOW + timedelta(days=9))
        eve.refresh_from_db()
        for member in (ada, eve):
            with pytest.raises(Refused):
                actions.host_gathering(plan(), by=member)

    def test_only_the_team_says_for_whom_but_a_member_may_choose_a_topic_that_they_read(
        self, regular: Member, mia: Member
    ) -> None:
        topic = Topic.objects.create(slug="inside", name={"en": "Inside"})
        with pytest.raises(Refused, match="Only the team"):
            actions.host_gathering(plan(), by=regular, aim=Aim(level=3))
        with pytest.raises(Waits):
            actions.host_gathering(plan(), by=regular, aim=Aim(place=topic.pk))
        support.set_audience(topic, support.Readers(roles=["agent"]), by=mia)
        with pytest.raises(Invalid, match="no such topic"):
            actions.host_gathering(plan(), by=regular, aim=Aim(place=topic.pk))

    def test_members_report_one_and_moderation_hides_it(
        self, host: Host, dan: Member, ada: Member, eve: Member, cleo: Member
    ) -> None:
        meetup = host(by=dan)
        subject = find("gathering", meetup.pk, ada)
        assert subject is not None and subject.url == f"/gatherings/{meetup.pk}/"
        flag(subject, by=ada, reason="spam")

        kind = kind_named("gathering")
        assert kind is not None
        kind.hide(meetup.pk, cleo, "")
        kind.hide(meetup.pk, cleo, "")

        assert not Gathering.objects.visible_to(eve).exists()
        assert Gathering.objects.visible_to(dan).exists() and Gathering.objects.visible_to(cleo).exists()
        kind.restore(meetup.pk, cleo, "")
        assert Gathering.objects.visible_to(STRANGER).exists()

    def test_only_host_and_moderators_change_and_cancel(self, host: Host, dan: Member, ada: Member) -> None:
        meetup = host(by=dan)
        with pytest.raises(Refused, match="Only its host"):
            actions.cancel_gathering(meetup, by=ada)
        with pytest.raises(Refused, match="Only its host"):
            actions.change_gathering(meetup, plan(), by=ada)


class TestTimes:
    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"title": "Hm"}, "title"), ({"body": " "}, "body"), ({"location": ""}, "location"), ({"link": "javascript:x"}, "link"),
            ({"capacity": 0}, "capacity"), ({"zone": "Mars/Olympus"}, "zone"), ({"ends": datetime(2030, 5, 10, 17)}, "ends"),
            ({"starts": datetime(2030, 5, 6, 13)}, "starts"), ({"starts": datetime(2033, 5, 6), "ends": datetime(2033, 5, 7)}, "starts"),
            ({"starts": datetime(2031, 3, 30, 2, 30), "ends": datetime(2031, 3, 30, 4)}, "starts"),
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused_in_words(self, cleo: Member, more: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            actions.make_gathering(plan(**more), by=cleo)
        assert refused.value.field == field and not Gathering.objects.exists()

    def test_an_hour_that_comes_twice_is_the_first_and_the_night_of_the_change_is_an_hour_longer(
        self, host: Host
    ) -> None:
        night = host(starts=datetime(2030, 10, 27, 2, 30), ends=datetime(2030, 10, 27, 4, 30))

        assert night.starts_at == datetime(2030, 10, 27, 0, 30, tzinfo=ZoneInfo("UTC"))
        assert night.lasts == timedelta(hours=3)

    def test_times_are_said_there_and_to_who_reads_elsewhere_also_here(self, host: Host, ada: Member) -> None:
        meetup = host()
        with timezone.override(ZoneInfo("America/New_York")):
            row = queries.row_of(meetup, ada)
        with timezone.override(ZoneInfo("Europe/Vienna")), translation.override("de"):
            german = queries.row_of(meetup, ada)

        assert row.when == "Friday, 10 May 2030, 18:00 to 20:00"
        assert row.here == "Friday, 10 May 2030, 12:00 to 14:00"
        assert (german.when, german.here) == ("Freitag, 10. Mai 2030, 18:00 bis 20:00", "")

    def test_another_one_like_it_is_at_the_same_hour_after_the_clocks_change(
        self, host: Host, cleo: Member, client: Client
    ) -> None:
        meetup = host(starts=datetime(2030, 10, 24, 18), ends=datetime(2030, 10, 24, 20))
        client.force_login(cleo)

        page = client.get(f"/gatherings/new/?like={meetup.pk}").content.decode()

        assert 'value="2030-10-31T18:00"' in page and "Café am Hafen" in page


class TestPages:
    def test_one_for_a_group_is_nowhere_for_others(
        self, host: Host, cleo: Member, ada: Member, eve: Member, client: Client
    ) -> None:
        testers = groups.make_group(by=cleo, name="Testers", joining="open", listed=False)
        groups.invite(testers, [ada], by=cleo)
        groups.join_group(testers, by=ada)
        ada.refresh_from_db()
        meetup = host(aim=Aim(groups=[testers.pk]))
        paths = (
            "/gatherings/",
            "/gatherings/?shown=month&month=2030-05",
            "/gatherings/calendar.ics",
            "/api/v1/gatherings",
        )

        client.force_login(eve)
        assert [path for path in paths if "Fernweh meetup" in client.get(path).content.decode()] == []
        assert {
            client.get(f"/gatherings/{meetup.pk}/{end}").status_code for end in ("", "calendar.ics", "change/")
        } == {404}
        assert client.post(f"/gatherings/{meetup.pk}/answer/", {"says": "going"}).status_code == 404
        client.force_login(ada)
        assert "Fernweh meetup" in client.get("/gatherings/").content.decode()
        groups.leave_group(testers, by=ada)
        assert "Fernweh meetup" not in client.get("/gatherings/").content.decode()

    def test_a_member_comes_and_then_sees_the_link(self, host: Host, ada: Member, client: Client) -> None:
        meetup = host(link="https://meet.example.org/kiel")
        address = meetup.get_absolute_url()
        client.force_login(ada)
        assert "meet.example.org" not in client.get(address).content.decode()

        client.post(f"{address}answer/", {"says": "going"})

        page = client.get(address).content.decode()
        assert "https://meet.example.org/kiel" in page and "You come" in page
        assert "meet.example.org" in client.get(f"{address}calendar.ics").content.decode()
        client.logout()
        stranger = client.get(address).content.decode()
        assert "meet.example.org" not in stranger and "Ada Lindqvist" not in stranger

    def test_search_engines_are_told_what_it_is_without_the_link(
        self, host: Host, cleo: Member, client: Client
    ) -> None:
        meetup = host(link="https://meet.example.org/kiel", capacity=10)

        def said() -> dict[str, Any]:
            page = client.get(meetup.get_absolute_url()).content.decode()
            found: dict[str, Any] = json.loads(
                re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0]
            )
            return found

        known = said()
        assert known["@type"] == "Event" and known["startDate"] == "2030-05-10T18:00:00+02:00"
        assert known["eventAttendanceMode"].endswith(
            "MixedEventAttendanceMode"
        ) and "meet.example.org" not in json.dumps(known)
        assert known["remainingAttendeeCapacity"] == 10
        actions.cancel_gathering(meetup, by=cleo)
        assert said()["eventStatus"] == "https://schema.org/EventCancelled"

    def test_the_forms_host_change_cancel_and_say_what_came_of_it(
        self, cleo: Member, ada: Member, client: Client
    ) -> None:
        client.force_login(cleo)
        assert client.post("/gatherings/new/", {**TYPED, "whom": "all", "ends": "2030-05-10T17:00"}).status_code == 422
        client.post("/gatherings/new/", {**TYPED, "whom": "all"})
        meetup = Gathering.objects.get()
        actions.answer_gathering(meetup, by=ada, says="going")
        address = meetup.get_absolute_url()
        assert "2030-05-10T18:00" in client.get(f"{address}change/").content.decode()
        client.post(f"{address}change/", {**TYPED, "location": "Kulturhaus, Kiel"})
        assert "Kulturhaus" in client.get(address).content.decode()
        assert client.post(f"{address}recap/", {"body": "It was good."}).status_code == 403
        with clock.standing_at(NOW + timedelta(days=5)):
            client.post(f"{address}recap/", {"body": "We were **nine**."})
            client.post(f"{address}recap/", {"body": "We were **ten**."})
            page = client.get(address).content.decode()
            assert "We were <strong>ten</strong>." in page and "1 was there" in page
            assert "Fernweh meetup" in client.get("/gatherings/?shown=past").content.decode()
            assert "Fernweh meetup" not in client.get("/gatherings/").content.decode()
        follow.run_all()
        kinds = Notification.objects.filter(member=ada).order_by("entry").values_list("because", flat=True)
        assert [because.split(" ")[-1] for because in kinds] == ["moved", "recap"]

    def test_a_member_without_the_level_sees_no_way_to_host(self, ada: Member, client: Client) -> None:
        client.force_login(ada)
        assert "Host a gathering" not in client.get("/gatherings/").content.decode()
        assert client.get("/gatherings/new/").status_code == 403

    def test_lists_go_by_cursor_and_a_month_shows_its_days(self, host: Host, client: Client) -> None:
        for number in range(23):
            host(
                title=f"Meetup number {number:02}",
                starts=datetime(2030, 5, 10, 18 + number // 12, number % 12),
                ends=datetime(2030, 5, 10, 22),
            )
        first = client.get("/gatherings/").content.decode()
        older = re.findall(r'href="([^"]*after=[^"]*)"', first)[0].replace("&amp;", "&")
        second = client.get(older).content.decode()
        titles = re.findall(r"Meetup number (\d\d)</a>", first) + re.findall(r"Meetup number (\d\d)</a>", second)

        assert titles == [f"{number:02}" for number in range(23)]
        month = client.get("/gatherings/?shown=month&month=2030-05").content.decode()
        assert month.count("Meetup number") == 23 and "May 2030" in month and "month=2030-04" in month
        assert "Nothing in this month" in client.get("/gatherings/?shown=month&month=2031-01").content.decode()
        assert client.get("/gatherings/?shown=month&month=9999-99").status_code == 200

    def test_lists_cost_the_same_with_one_and_with_twenty(self, host: Host, ada: Member, client: Client) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client.force_login(ada)
        host()
        client.get("/gatherings/")
        cost = []
        for _time in range(2):
            with CaptureQueriesContext(connection) as said:
                client.get("/gatherings/")
            cost.append(len(said))
            for number in range(15):
                host(title=f"Meetup {number}")
        assert cost[0] == cost[1]

    def test_over_the_api(self, regular: Member, dan: Member, client: Client) -> None:
        heads = {
            who: {"Authorization": f"Bearer {make_key(by=member, name='bot', scopes=['read', 'write'])[1]}"}
            for who, member in {"ada": regular, "dan": dan}.items()
        }
        said = {**TYPED, "capacity": 1}

        def send(method: str, path: str, body: Any, who: str) -> Any:
            return client.generic(method, f"/api/v1{path}", json.dumps(body), "application/json", headers=heads[who])

        waits = send("POST", "/gatherings", said, "ada")
        made = send("POST", "/gatherings", said, "dan")
        pk = made.json()["id"]
        comes = send("PUT", f"/gatherings/{pk}/answer", {"says": "going"}, "ada").json()
        full = send("PUT", f"/gatherings/{pk}/answer", {"says": "going"}, "dan").json()
        refused = send("PUT", f"/gatherings/{pk}", said, "ada")
        moved = send("PUT", f"/gatherings/{pk}", {**said, "location": "Kulturhaus"}, "dan").json()
        off = send("POST", f"/gatherings/{pk}/cancel", {"because": "Storm"}, "dan").json()

        assert (waits.status_code, made.status_code, refused.status_code) == (202, 201, 403)
        assert (comes["says"], full["says"], full["waiting"]) == ("going", "waiting", 1)
        assert (moved["location"], off["cancelled"]) == ("Kulturhaus", True)
        assert len(client.get("/api/v1/gatherings").json()["items"]) == 1
