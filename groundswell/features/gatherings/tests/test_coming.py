"""Who comes: seats, the waiting list, reminders, and what those who come are told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from conftest import person
from groundswell.derived.notifications.models import Notification
from groundswell.features.gatherings import actions
from groundswell.features.gatherings.models import Attendance, Gathering
from groundswell.features.gatherings.tests.conftest import NOW, Host, plan
from groundswell.features.support import actions as support
from groundswell.features.support.models import Topic
from groundswell.log import clock, deliveries, follow
from groundswell.log.models import LogEntry
from groundswell.members.groups.aims import Aim
from groundswell.members.models import Member
from groundswell.members.personal import archive, forget
from groundswell.members.rules import Invalid, Refused


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


def say(gathering: Gathering, member: Member, says: str = "going") -> str:
    return actions.answer_gathering(gathering, by=member, says=says)


def counts(gathering: Gathering) -> tuple[int, int]:
    gathering.refresh_from_db()
    return gathering.going, gathering.waiting


def told(member: Member) -> list[tuple[str, str]]:
    follow.run("notifications.page")
    rows = Notification.objects.filter(member=member).order_by("entry").values_list("kind", "because")
    return [(kind, because.split(" ")[-1]) for kind, because in rows]


class TestSeats:
    def test_who_comes_when_it_is_full_waits_and_moves_up(
        self, host: Host, ada: Member, ben: Member, dan: Member, eve: Member
    ) -> None:
        meetup = host(capacity=1)

        assert [say(meetup, member) for member in (ada, ben, eve)] == ["going", "waiting", "waiting"]
        assert say(meetup, dan, "maybe") == "maybe"
        assert counts(meetup) == (1, 2)
        assert say(meetup, ada, "no") == "no"
        assert dict(meetup.answers.values_list("member__handle", "says")) == {
            "ada": "no", "ben": "going", "eve": "waiting", "dan": "maybe"
        }  # fmt: skip
        assert told(ben)[0][0] == "seat" and told(eve) == []

    def test_more_room_is_given_to_who_has_waited_longest(
        self, host: Host, cleo: Member, ada: Member, ben: Member, eve: Member
    ) -> None:
        meetup = host(capacity=1)
        for member in (ada, ben, eve):
            say(meetup, member)

        actions.change_gathering(meetup, plan(capacity=2), by=cleo)
        assert counts(meetup) == (2, 1)
        with pytest.raises(Invalid, match="2 people have a seat"):
            actions.change_gathering(meetup, plan(capacity=1), by=cleo)
        actions.change_gathering(meetup, plan(), by=cleo)
        assert counts(meetup) == (3, 0)

    def test_saying_the_same_again_changes_nothing_and_keeps_the_place(
        self, host: Host, ada: Member, ben: Member, eve: Member
    ) -> None:
        meetup = host(capacity=1)
        for member in (ada, ben, eve, ben, ada):
            say(meetup, member)

        say(meetup, ada, "maybe")

        assert Attendance.objects.get(member=ben).says == "going"
        assert LogEntry.objects.filter(name="gatherings.gathering_answered").count() == 4

    def test_nobody_answers_what_is_over_cancelled_or_not_theirs_to_see(
        self, host: Host, mia: Member, cleo: Member, ada: Member
    ) -> None:
        over, off = host(), host()
        inside = host(aim=Aim(roles=["agent"]))
        actions.cancel_gathering(off, by=cleo, because="The café burnt down.")

        with pytest.raises(Refused, match="no more answers"):
            say(off, ada)
        with pytest.raises(Invalid):
            say(over, ada, "waiting")
        with pytest.raises(Gathering.DoesNotExist):
            say(inside, ada)
        with clock.standing_at(NOW + timedelta(days=5)), pytest.raises(Refused, match="no more answers"):
            say(over, ada)

    def test_the_seat_of_who_leaves_the_community_is_given_on(self, host: Host, ada: Member, ben: Member) -> None:
        meetup = host(capacity=1)
        say(meetup, ada)
        say(meetup, ben)
        assert b"gatherings.json" in b"".join(archive(ada))

        forget(ada, keep_texts=True)

        assert list(meetup.answers.values_list("member__handle", "says")) == [("ben", "going")]

    def test_what_a_member_who_leaves_would_have_hosted_does_not_take_place(
        self, host: Host, dan: Member, ada: Member
    ) -> None:
        meetup = host(by=dan, link="https://meet.example.org/kiel")

        forget(dan, keep_texts=False)

        meetup.refresh_from_db()
        assert (meetup.host, meetup.link, meetup.location, meetup.cancelled_at is None) == (None, "", "", False)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_the_last_seats_at_once_as_many_get_one_as_there_are(cleo: Member) -> None:
    meetup = actions.make_gathering(plan(capacity=3), by=cleo)
    people = [person(f"guest{number}", f"Guest {number}") for number in range(8)]

    def come(member: Member) -> str:
        try:
            with clock.standing_at(NOW):
                first = say(meetup, member)
                if member.handle in ("guest0", "guest1"):  # and two change their mind meanwhile
                    say(meetup, member, "no")
                return first
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come, people))

    rows = dict(meetup.answers.values_list("member__handle", "says"))
    assert counts(meetup) == (3, 3)
    assert sorted(rows.values()) == ["going"] * 3 + ["no"] * 2 + ["waiting"] * 3


class TestTelling:
    def test_who_comes_is_reminded_a_day_and_an_hour_before_each_once(
        self, host: Host, cleo: Member, ada: Member, ben: Member
    ) -> None:
        meetup = host()
        say(meetup, ada)
        say(meetup, ben, "maybe")
        for before in (
            timedelta(hours=25),
            timedelta(hours=24),
            timedelta(hours=23),
            timedelta(minutes=50),
            timedelta(minutes=5),
        ):
            with clock.standing_at(meetup.starts_at - before):
                actions.remind_due()

        assert told(ada) == [("gathering_near", "day"), ("gathering_near", "hour")]
        assert told(cleo) == told(ada)
        assert told(ben) == []

    def test_a_worker_that_was_away_does_not_say_tomorrow_of_today(self, host: Host, ada: Member) -> None:
        meetup = host()
        say(meetup, ada)
        with clock.standing_at(meetup.starts_at - timedelta(hours=9)):
            assert actions.remind_due() == 0
        with clock.standing_at(meetup.starts_at - timedelta(minutes=40)):
            assert actions.remind_due() == 2
            assert actions.remind_due() == 0

    def test_a_move_and_a_cancellation_are_told_and_reminders_begin_anew(
        self, host: Host, cleo: Member, ada: Member, ben: Member, eve: Member
    ) -> None:
        meetup = host(capacity=1)
        say(meetup, ada)
        say(meetup, ben)
        say(meetup, eve, "no")
        with clock.standing_at(meetup.starts_at - timedelta(hours=23)):
            actions.remind_due()

        actions.change_gathering(meetup, plan(capacity=1, body="Other words, same place."), by=cleo)
        actions.change_gathering(
            meetup, plan(capacity=1, starts=datetime(2030, 5, 12, 18), ends=datetime(2030, 5, 12, 20)), by=cleo
        )
        meetup.refresh_from_db()
        assert (meetup.version, meetup.reminded_day) == (2, False)
        for _twice in range(2):
            actions.cancel_gathering(meetup, by=cleo)

        assert told(ada) == [("gathering_near", "day"), ("gathering_told", "moved"), ("gathering_told", "cancelled")]
        assert told(ben) == [("gathering_told", "moved"), ("gathering_told", "cancelled")]
        assert told(eve) == []

    def test_the_letter_has_the_title_and_none_goes_to_who_may_not_see_it_any_more(
        self, host: Host, mia: Member, cleo: Member, ada: Member, ben: Member, settings: Any
    ) -> None:
        settings.MAIL_AFTER = 0
        topic = Topic.objects.create(slug="kiel", name={"en": "Kiel"})
        meetup, other = host(), host(aim=Aim(place=topic.pk), title="In the topic of Kiel")
        follow.run("notifications.page")
        say(meetup, ada)
        say(other, ada)
        actions.cancel_gathering(meetup, by=cleo)
        actions.cancel_gathering(other, by=cleo)
        follow.run_all()
        support.set_audience(topic, support.Readers(roles=["agent"]), by=mia)
        while deliveries.send_next():
            pass

        letters = [(letter.to[0], letter.subject) for letter in mail.outbox]
        assert letters == [("ada@example.com", "“Fernweh meetup in Kiel”: it does not take place")]
        assert "In the topic of Kiel" not in "".join(str(letter.body) for letter in mail.outbox)
