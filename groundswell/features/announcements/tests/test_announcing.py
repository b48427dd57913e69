"""What the team tells everybody, or some: who sees it where, from when until when, and who hears of it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

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
from groundswell.members.keys import make_key
from groundswell.members.models import Group, Member
from groundswell.members.personal import archive, forget
from groundswell.members.rules import Invalid, Refused

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


class TestWriting:
    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"texts": {}}, "texts"),
            ({"texts": {"en": ("Hm", "Text")}}, "title_en"),
            ({"texts": {"de": ("Ein Titel", " ")}}, "body_de"),
            ({"texts": {"xx": ("A title", "Text")}}, "texts"),
            ({"shape": Shape(until=NOW - timedelta(days=1))}, "until"),
            ({"shape": Shape(since=NOW + timedelta(days=3), until=NOW + timedelta(days=2))}, "until"),
            ({"shape": Shape(since=NOW + timedelta(days=900))}, "since"),
            ({"shape": Shape(how="popup")}, "how"),
            ({"aim": Aim(groups=[12345])}, "groups"),
            ({"aim": Aim(place=12345)}, "place"),
            ({"aim": Aim(level=7)}, "level"),
            ({"aim": Aim(roles=["king"])}, "roles"),
        ],
    )
    def test_what_makes_no_sense_is_refused_in_words(self, cleo: Member, more: dict[str, Any], field: str) -> None:
        with clock.standing_at(NOW), pytest.raises(Invalid) as refused:
            announce(cleo, **more)
        assert refused.value.field == field
        assert not Announcement.objects.exists()

    def test_only_those_who_moderate_announce(self, ada: Member, dan: Member) -> None:
        for member in (ada, dan):
            with pytest.raises(Refused, match="Only those who moderate"):
                announce(member)

    def test_the_same_form_sent_twice_announces_once(self, cleo: Member) -> None:
        once = uuid4()

        assert announce(cleo, once=once) == announce(cleo, once=once)
        assert Announcement.objects.count() == 1

    def test_a_change_keeps_what_it_said_and_tells_nobody_again(
        self, cleo: Member, ada: Member, client: Client
    ) -> None:
        made = announce(cleo, told=True)
        begun = {"en": ("Network work on Monday night", "It was put off."), "de": ("", "")}

        actions.change_announcement(made, by=cleo, texts=begun, shape=Shape(how="list"))
        follow.run_all()

        assert shown_to(ada, "list") == ["Network work on Monday night"] and shown_to(ada) == []
        assert Notification.objects.count() == 1
        client.force_login(cleo)
        page = client.get(f"{made.get_absolute_url()}history/").content.decode()
        assert "<del>" in page and "Version 2" in page
        client.force_login(ada)
        assert client.get(f"{made.get_absolute_url()}history/").status_code == 403

    def test_what_was_taken_down_is_not_changed_any_more(self, cleo: Member) -> None:
        made = announce(cleo)
        for _twice in range(2):
            actions.end_announcement(made, by=cleo)

        with pytest.raises(Refused, match="stays as it was"):
            actions.change_announcement(made, by=cleo, texts=TEXTS, shape=Shape())
        assert LogEntry.objects.filter(name="announcements.announcement_ended").count() == 1

    def test_the_audit_names_it(self, cleo: Member, client: Client) -> None:
        actions.end_announcement(announce(cleo), by=cleo)
        client.force_login(cleo)

        page = client.get("/moderation/log/").content.decode()

        assert "announced something" in page and "took an announcement down" in page


class TestPages:
    def test_lists_cost_no_statement_more_with_one_than_without(
        self, cleo: Member, ada: Member, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        topic = Topic.objects.create(slug="calling", name={"en": "Calls"})
        support.ask_question(by=ada, title="No signal in the lift", body="Every morning.", topic=topic)
        client.force_login(ada)
        paths = ("/", "/questions/", "/topics/calling/")
        client.get("/")  # the first one looks for the session too
        before = {path: _statements(client, path) for path in paths}
        announce(cleo)
        announce(cleo, shape=Shape(how="list"), texts={"en": ("In the list", "Pinned.")})
        running._kept = (float("inf"), running._read())

        assert {path: _statements(client, path) for path in paths} == before
        for path in paths:
            page = client.get(path).content.decode()
            assert "Network work on Sunday night" in page and page.index("In the list") > page.index("Network work")

    def test_the_form_announces_changes_and_takes_down(self, cleo: Member, client: Client) -> None:
        client.force_login(cleo)
        typed = {"title_en": "A new plan", "body_en": "From **May** on.", "whom": "members", "how": "bar", "told": "on"}
        assert client.post("/announcements/new/", {**typed, "title_en": "A"}).status_code == 422
        client.post("/announcements/new/", {**typed, "dismissible": "on"})
        made = Announcement.objects.get()
        assert (made.level, made.told, made.dismissible, made.begun_at is not None) == (0, True, True, True)

        form = client.get(f"{made.get_absolute_url()}change/").content.decode()
        assert "A new plan" in form and 'name="whom"' not in form
        client.post(f"{made.get_absolute_url()}change/", {**typed, "title_en": "A newer plan"})
        assert "A newer plan" in client.get("/").content.decode()
        client.post(f"{made.get_absolute_url()}end/")
        assert "A newer plan" not in client.get("/").content.decode()
        assert "A newer plan" in client.get("/announcements/").content.decode()

    def test_a_select_that_belongs_to_another_answer_does_not_count(self, cleo: Member, client: Client) -> None:
        client.force_login(cleo)
        typed = {"title_en": "A new plan", "body_en": "From May on.", "how": "bar", "level": "3"}

        client.post("/announcements/new/", {**typed, "whom": "all"})
        refused = client.post("/announcements/new/", {**typed, "whom": "group"})

        assert Announcement.objects.get().aim.for_all
        assert refused.status_code == 422

    def test_over_the_api(self, cleo: Member, ada: Member, client: Client) -> None:
        head = {"Authorization": f"Bearer {make_key(by=cleo, name='bot', scopes=['read', 'write', 'moderate'])[1]}"}
        said = {"texts": {"en": {"title": "A new plan", "body": "From **May** on."}}, "how": "list", "level": 0}

        made = client.post("/api/v1/announcements", said, content_type="application/json", headers=head)
        pk = made.json()["id"]
        changed = client.put(
            f"/api/v1/announcements/{pk}", {**said, "how": "bar"}, content_type="application/json", headers=head
        )
        hidden = client.get(f"/api/v1/announcements/{pk}")
        gone = client.delete(f"/api/v1/announcements/{pk}", headers=head)

        assert (made.status_code, changed.json()["how"], hidden.status_code, gone.status_code) == (201, "bar", 404, 204)
        listed = client.get("/api/v1/announcements", headers=head).json()["items"]
        assert [(one["state"], one["texts"][0]["html"]) for one in listed] == [
            ("over", "<p>From <strong>May</strong> on.</p>\n")
        ]

    def test_who_takes_their_texts_along_takes_their_announcements_down(self, cleo: Member, ada: Member) -> None:
        announce(cleo)
        assert b"announcements.json" in b"".join(archive(cleo))

        forget(cleo, keep_texts=False)

        assert shown_to(ada) == [] and Announcement.objects.get().by is None


def _statements(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as said:
        client.get(path)
    return len(said)
