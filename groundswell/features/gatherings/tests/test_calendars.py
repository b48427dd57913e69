"""Calendar files: what is written is what another program reads; secret addresses end when their owner says so."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from groundswell.features.gatherings import actions
from groundswell.features.gatherings.calendars import CONTROLS, OCTETS, escaped, folded
from groundswell.features.gatherings.tests.conftest import NOW, Host, plan
from groundswell.log import clock
from groundswell.members.groups.aims import Aim
from groundswell.members.models import Member

Event = dict[str, str]


def unescaped(value: str) -> str:
    """As RFC 5545 says, letter by letter, written apart from what is tested."""
    said, letters = "", iter(value)
    for letter in letters:
        if letter == "\\":
            letter = next(letters)
            said += "\n" if letter in "nN" else letter
        else:
            said += letter
    return said


def lines_of(text: str) -> list[str]:
    """Content lines, unfolded by octets as a calendar does; each line that is on the wire is short enough."""
    raw = text.encode()
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= OCTETS for line in raw.split(b"\r\n"))
    return raw.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def events_of(text: str) -> list[Event]:
    found: list[Event] = []
    lines = lines_of(text)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT":
            assert name not in found[-1] or name == "END"
            found[-1][name] = unescaped(value)
    return found


def moment(value: str) -> datetime:
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


@given(st.text(max_size=400))
@example("a,b;c\\d\nnew\r\nline\\n")
@example("ä" * 200)
@example("👩‍👩‍👧‍👦" * 30)
@example(" " * 160)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    line = folded(f"SUMMARY:{escaped(text)}")

    (unfolded,) = lines_of(line)

    assert unescaped(unfolded.removeprefix("SUMMARY:")) == CONTROLS.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n")
    )


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


def test_a_file_says_all_in_utc_and_a_change_replaces_it(host: Host, cleo: Member, client: Client) -> None:
    meetup = host(
        title="Meetup; Kiel, am Hafen", starts=datetime(2030, 10, 27, 1, 30), ends=datetime(2030, 10, 27, 3, 30)
    )
    response = client.get(f"{meetup.get_absolute_url()}calendar.ics")
    (before,) = events_of(response.content.decode())

    actions.change_gathering(meetup, plan(title="Meetup; Kiel, am Hafen", location="Kulturhaus"), by=cleo)
    actions.cancel_gathering(meetup, by=cleo)
    (after,) = events_of(client.get("/gatherings/calendar.ics").content.decode())

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (before["SUMMARY"], before["STATUS"], before["SEQUENCE"]) == ("Meetup; Kiel, am Hafen", "CONFIRMED", "0")
    assert moment(before["DTSTART"]) == datetime(2030, 10, 26, 23, 30, tzinfo=UTC)
    assert moment(before["DTEND"]) == datetime(2030, 10, 27, 2, 30, tzinfo=UTC)
    assert before["UID"] == after["UID"] and before["LOCATION"] == "Café am Hafen, Kiel"
    assert (after["STATUS"], after["SEQUENCE"], after["LOCATION"]) == ("CANCELLED", "2", "Kulturhaus")
    assert moment(after["DTSTART"]) == datetime(2030, 5, 10, 16, 0, tzinfo=UTC)


class TestOnesOwn:
    def address(self, client: Client, member: Member) -> str:
        client.force_login(member)
        client.post("/gatherings/calendar/", {"do": "make"})
        page = client.get("/gatherings/calendar/").content.decode()
        client.logout()
        return "/gatherings/calendar/" + page.split("/gatherings/calendar/")[1].split("<")[0]

    def titles(self, client: Client, address: str) -> list[str]:
        response = client.get(address)
        assert response.status_code == 200 and "no-store" in response["Cache-Control"]
        return [event["SUMMARY"] for event in events_of(response.content.decode())]

    def test_it_has_what_one_comes_to_and_follows_who_may_see_it(
        self, host: Host, ada: Member, dan: Member, cleo: Member, client: Client
    ) -> None:
        goes, perhaps, not_mine, for_team = (
            host(title=title, aim=aim, link="https://meet.example.org/1")
            for title, aim in (("I come", None), ("Perhaps", None), ("Not mine", None), ("For level one", Aim(level=1)))
        )
        Member.objects.filter(pk=ada.pk).update(level=1)
        ada.refresh_from_db()
        for gathering, says in ((goes, "going"), (perhaps, "maybe"), (not_mine, "no"), (for_team, "going")):
            actions.answer_gathering(gathering, by=ada, says=says)
        address = self.address(client, ada)

        events = {event["SUMMARY"]: event for event in events_of(client.get(address).content.decode())}
        Member.objects.filter(pk=ada.pk).update(level=0)

        assert set(events) == {"I come", "Perhaps", "For level one"}
        assert (
            "meet.example.org" in events["I come"]["DESCRIPTION"]
            and "meet.example.org" not in events["Perhaps"]["DESCRIPTION"]
        )
        assert events["Perhaps"]["STATUS"] == "TENTATIVE"
        assert set(self.titles(client, address)) == {"I come", "Perhaps"}

    def test_an_address_that_was_ended_changed_or_guessed_leads_nowhere(
        self, host: Host, ada: Member, client: Client
    ) -> None:
        first = self.address(client, ada)
        second = self.address(client, ada)
        assert client.get(first).status_code == 404 and self.titles(client, second) == []
        for wrong in (
            second.replace(f"/{ada.pk}-", f"/{ada.pk + 1}-"),
            second[:-6] + "0.ics",
            "/gatherings/calendar/x.ics",
        ):
            assert client.get(wrong).status_code == 404

        client.force_login(ada)
        client.post("/gatherings/calendar/", {"do": "revoke"})
        client.logout()

        assert client.get(second).status_code == 404
        assert self.titles(client, self.address(client, ada)) == []
        Member.objects.filter(pk=ada.pk).update(is_active=False)
        assert client.get(second).status_code == 404
