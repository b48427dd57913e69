"""Writing an announcement, changing and ending it; its pages, its API, and what lists cost."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.derived.notifications.models import Notification
from groundswell.features.announcements import actions, running
from groundswell.features.announcements.actions import Shape
from groundswell.features.announcements.models import Announcement
from groundswell.features.announcements.tests.test_announcing import TEXTS, announce, shown_to
from groundswell.features.support import actions as support
from groundswell.features.support.models import Topic
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.groups.aims import Aim
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.members.personal import archive, forget
from groundswell.members.rules import Invalid, Refused

NOW = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)


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
