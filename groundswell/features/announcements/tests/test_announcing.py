"""What the team tells everybody, or some: who sees it where, from when until when, and who hears of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client
from django.utils import translation

from groundswell.derived.notifications.models import Notification
from groundswell.features.announcements import actions, running
from groundswell.features.announcements.actions import Shape
from groundswell.features.announcements.models import Announcement
from groundswell.features.support import actions as support
from groundswell.features.support.models import Topic
from groundswell.log import clock, deliveries, follow
from groundswell.log.models import Delivery, LogEntry
from groundswell.members.groups import actions as groups
from groundswell.members.groups.aims import Aim
from groundswell.members.models import Group, Member
from groundswell.members.rules import Refused

TEXTS = {
    "en": ("Network work on Sunday night", "Between 2 and 4 **nothing** works in the north."),
    "de": ("Arbeiten am Netz in der Nacht zum Sonntag", "Zwischen 2 und 4 Uhr geht im Norden nichts."),
}
NOW = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)
STRANGER = AnonymousUser()


def announce(by: Member, **more: Any) -> Announcement:
    return actions.announce(by=by, **{"texts": TEXTS, **more})


def shown_to(viewer: Any, how: str = "bar", places: Any = ()) -> list[str]:
    return [one.title for one in running.running_for(viewer, how, places)]


class TestWhoSeesIt:
    def test_everybody_sees_it_in_their_language(self, cleo: Member, ada: Member) -> None:
        announce(cleo)

        assert shown_to(STRANGER) == shown_to(ada) == ["Network work on Sunday night"]
        with translation.override("de"):
            assert shown_to(ada) == ["Arbeiten am Netz in der Nacht zum Sonntag"]

    def test_who_reads_a_language_without_a_text_gets_another(self, cleo: Member, ada: Member) -> None:
        announce(cleo, texts={"de": TEXTS["de"]})

        assert shown_to(ada) == ["Arbeiten am Netz in der Nacht zum Sonntag"]

    def test_one_for_a_group_is_nowhere_for_others(
        self, cleo: Member, ada: Member, eve: Member, client: Client
    ) -> None:
        testers = groups.make_group(by=cleo, name="Testers", joining="invitation", listed=False)
        groups.invite(testers, [ada], by=cleo)
        groups.join_group(testers, by=ada)
        ada.refresh_from_db()

        made = announce(cleo, aim=Aim(groups=[testers.pk]))

        assert shown_to(ada) and shown_to(cleo)
        assert shown_to(eve) == shown_to(STRANGER) == []
        client.force_login(eve)
        assert client.get(made.get_absolute_url()).status_code == 404
        assert "Network work" not in client.get("/announcements/").content.decode()
        assert client.get(f"/api/v1/announcements/{made.pk}").status_code == 404
        client.force_login(ada)
        page = client.get(made.get_absolute_url()).content.decode()
        assert "Group: Testers" in page and 'content="noindex"' in page

    def test_levels_team_and_who_is_signed_in(self, cleo: Member, ada: Member, ben: Member, dan: Member) -> None:
        Member.objects.filter(pk=ben.pk).update(level=2)
        ben.refresh_from_db()
        announce(cleo, aim=Aim(level=2), texts={"en": ("For level two", "You have earned it.")})
        announce(cleo, aim=Aim(roles=["agent"]), texts={"en": ("For agents", "The new tariff sheet.")})

        assert shown_to(ben) == ["For level two"]
        assert shown_to(dan) == ["For agents"]
        assert shown_to(ada) == shown_to(STRANGER) == []

    def test_one_for_a_topic_stands_there_and_below_and_nowhere_else(self, cleo: Member, client: Client) -> None:
        roaming = Topic.objects.create(slug="roaming", name={"en": "Roaming"})
        Topic.objects.create(slug="usa", name={"en": "USA"}, parent=roaming)
        Topic.objects.create(slug="home", name={"en": "Home"})
        announce(cleo, aim=Aim(place=roaming.pk))

        there = {path: "Network work" in client.get(path).content.decode() for path in (
            "/", "/questions/", "/topics/roaming/", "/topics/usa/", "/topics/home/"
        )}  # fmt: skip

        assert there == {
            "/": False,
            "/questions/": False,
            "/topics/roaming/": True,
            "/topics/usa/": True,
            "/topics/home/": False,
        }

    def test_one_for_a_private_topic_is_for_who_may_read_it(self, cleo: Member, mia: Member, ada: Member) -> None:
        inside = Topic.objects.create(slug="inside", name={"en": "Inside"})
        support.set_audience(inside, support.Readers(roles=["agent"]), by=mia)

        made = announce(cleo, aim=Aim(place=inside.pk))

        assert not Announcement.objects.visible_to(ada).exists()
        assert not made.is_for(ada) and made.is_for(cleo)

    def test_what_was_put_away_stays_away_and_what_cannot_be_stays(self, cleo: Member, ada: Member) -> None:
        first, fixed = (
            announce(cleo),
            announce(cleo, shape=Shape(dismissible=False), texts={"en": ("An outage", "Now.")}),
        )

        actions.dismiss(first, by=ada)

        assert shown_to(ada) == ["An outage"]
        assert set(shown_to(cleo)) == {"An outage", "Network work on Sunday night"}
        with pytest.raises(Refused, match="stays until it is over"):
            actions.dismiss(fixed, by=ada)

    def test_putting_many_away_keeps_the_latest_fifty_each_once(self, cleo: Member, ada: Member) -> None:
        ada.settings["notifications"] = {"votes": False}
        ada.settings["dismissed"] = list(range(900_000, 900_060))
        ada.save(update_fields=["settings"])
        made = announce(cleo)

        for _twice in range(2):
            actions.dismiss(made, by=ada)

        assert len(ada.settings["dismissed"]) == 50 and ada.settings["dismissed"].count(made.pk) == 1
        assert 900_059 in ada.settings["dismissed"] and 900_000 not in ada.settings["dismissed"]
        assert ada.settings["notifications"] == {"votes": False}


class TestByTheClock:
    def test_it_is_shown_from_its_time_to_its_end_without_anybody(self, cleo: Member) -> None:
        shape = Shape(since=NOW + timedelta(hours=1), until=NOW + timedelta(hours=3))
        with clock.standing_at(NOW):
            made = announce(cleo, shape=shape)
        seen = {}
        for hours in (0.0, 0.99, 1.0, 2.99, 3.0):
            with clock.standing_at(NOW + timedelta(hours=hours)):
                seen[hours] = (bool(shown_to(STRANGER)), running.next_change())

        assert seen == {
            0.0: (False, 3600.0), 0.99: (False, pytest.approx(36)), 1.0: (True, 7200.0), 2.99: (True, pytest.approx(36)),
            3.0: (False, None),
        }  # fmt: skip
        assert made.begun_at is None

    def test_before_its_time_nobody_but_the_team_knows_of_it(self, cleo: Member, ada: Member, client: Client) -> None:
        made = announce(cleo, shape=Shape(since=clock.now() + timedelta(hours=1)))

        assert not Announcement.objects.visible_to(ada).exists()
        assert client.get(made.get_absolute_url()).status_code == 404
        client.force_login(cleo)
        assert "To come" in client.get("/announcements/").content.decode()

    def test_it_begins_once_and_then_whom_it_is_for_hears_of_it(self, cleo: Member, ada: Member, ben: Member) -> None:
        with clock.standing_at(NOW):
            Member.objects.update(joined=NOW - timedelta(days=1))
            announce(cleo, shape=Shape(since=NOW + timedelta(hours=1)), told=True)
            assert actions.begin_due() == 0
        follow.run_all()
        assert not Notification.objects.exists()

        with clock.standing_at(NOW + timedelta(hours=1)):
            assert [actions.begin_due(), actions.begin_due()] == [1, 0]
        follow.run_all()

        assert set(Notification.objects.values_list("member__handle", "kind")) == {
            ("ada", "announced"),
            ("ben", "announced"),
        }
        assert LogEntry.objects.filter(name="announcements.announcement_began").count() == 1

    def test_what_a_worker_begins_too_late_is_no_news(self, cleo: Member, ada: Member) -> None:
        with clock.standing_at(NOW):
            announce(cleo, shape=Shape(since=NOW + timedelta(hours=1), until=NOW + timedelta(hours=2)), told=True)
        with clock.standing_at(NOW + timedelta(hours=9)):
            actions.begin_due()
        follow.run_all()

        assert Announcement.objects.get().begun_at and not Notification.objects.exists()


class TestTelling:
    def test_a_letter_has_the_headline_as_its_subject_and_the_text_in_the_language_of_its_reader(
        self, cleo: Member, ada: Member, ben: Member, settings: Any
    ) -> None:
        settings.MAIL_AFTER = 0
        Member.objects.filter(pk=ben.pk).update(language="de")
        follow.run("notifications.page")  # it has begun before
        announce(cleo, told=True)
        follow.run_all()
        while deliveries.send_next():
            pass

        letters = {letter.to[0]: letter for letter in mail.outbox}
        assert letters["ada@example.com"].subject == "Network work on Sunday night"
        assert "**nothing** works in the north" in str(letters["ada@example.com"].body)
        assert letters["ben@example.com"].subject == "Arbeiten am Netz in der Nacht zum Sonntag"
        assert "cleo@example.com" not in letters

    def test_only_those_whom_it_is_for_are_told(self, cleo: Member, ada: Member, ben: Member, eve: Member) -> None:
        roaming = Topic.objects.create(slug="roaming", name={"en": "Roaming"})
        support.follow("topic", roaming.pk, by=ada)
        Member.objects.filter(pk=ben.pk).update(level=3)
        announce(cleo, aim=Aim(place=roaming.pk), told=True, texts={"en": ("For who follows roaming", "Text.")})
        announce(cleo, aim=Aim(level=3), told=True, texts={"en": ("For level three", "Text.")})
        announce(cleo, texts={"en": ("Told to nobody", "Text.")})
        follow.run_all()

        assert set(Notification.objects.values_list("member__handle", flat=True)) == {"ada", "ben"}
        assert Notification.objects.count() == 2

    def test_news_show_the_title_and_are_gone_for_who_left_the_group(
        self, cleo: Member, ada: Member, client: Client
    ) -> None:
        testers: Group = groups.make_group(by=cleo, name="Testers", joining="open", listed=True)
        groups.join_group(testers, by=ada)
        announce(cleo, aim=Aim(groups=[testers.pk]), told=True)
        follow.run_all()
        client.force_login(ada)
        assert "Network work on Sunday night" in client.get("/notifications/").content.decode()
        client.get("/notifications/", headers={"accept-language": "de"})

        groups.leave_group(testers, by=ada)

        assert "Network work" not in client.get("/notifications/").content.decode()

    def test_what_is_taken_down_sends_no_more_letters(self, cleo: Member, ada: Member, settings: Any) -> None:
        settings.MAIL_AFTER = 0
        follow.run("notifications.page")  # it has begun before
        made = announce(cleo, told=True)
        follow.run_all()
        assert Delivery.objects.filter(state="waiting").count() == 1
        actions.end_announcement(made, by=cleo)
        follow.run_all()
        while deliveries.send_next():
            pass

        assert mail.outbox == []
        assert shown_to(ada) == []

    def test_a_rebuild_tells_the_same_once(self, cleo: Member, ada: Member, ben: Member) -> None:
        announce(cleo, told=True)
        follow.run_all()
        before = set(Notification.objects.values_list("entry", "member", "because"))

        follow.rebuild("notifications.page")

        assert len(before) == 2
        assert set(Notification.objects.values_list("entry", "member", "because")) == before
