"""Topics made, changed, ordered and archived by managers; and one that is for some is never seen by others, not for a moment."""

import json
import threading
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client

from groundswell.features.support import actions
from groundswell.features.support.actions.topics import Draft
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.features.support.queries.places import the_answers, topics_for
from groundswell.log.models import LogEntry
from groundswell.members.groups import actions as groups
from groundswell.members.groups.models import Audience
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused
from groundswell.moderation.models import Pace

STRANGER = AnonymousUser()


def draft(slug: str = "network-5g", **more: Any) -> Draft:
    return Draft(**{"name": {"en": "Network"}, "slug": slug, "icon": "radio-tower", **more})


def seen_by(viewer: Any) -> list[str]:
    return [topic.slug for topic in topics_for(viewer)]


@pytest.fixture(autouse=True)
def calling(db: None) -> None:
    """These tests make their topics themselves, where others find one (conftest.py)."""


class TestMaking:
    def test_a_manager_makes_one_with_all_that_holds_in_it(self, mia: Member, ada: Member) -> None:
        top = actions.make_topic(draft("network"), by=mia)
        made = actions.make_topic(
            draft(name={"en": "5G", "de": "5G"}, about={"de": "Was schneller wird."}, parent=top, language="de",
                  several_solutions=True, pace=60),
            by=mia,
        )  # fmt: skip

        assert seen_by(STRANGER) == ["network", "network-5g"] and made.parent == top
        assert (made.several_solutions, Pace.objects.get().place, Pace.objects.get().seconds) == (
            True,
            f"topic:{made.pk}",
            60,
        )
        asked = actions.ask_question(
            by=mia, title="What does 5G cost?", body="In English, in a German place.", topic=made
        )
        assert asked.language == "de"

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"name": {}}, "name"), ({"name": {"en": "N"}}, "name"), ({"name": {"xx": "Name"}}, "language"), ({"slug": "Ä b"}, "slug"),
            ({"slug": "new"}, "slug"), ({"slug": "taken"}, "slug"), ({"slug": "a--b"}, "slug"), ({"about": {"en": "x" * 301}}, "about"),
            ({"language": "xx"}, "language"), ({"icon": "../x"}, "icon"),
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused_in_words(self, mia: Member, more: dict[str, Any], field: str) -> None:
        actions.make_topic(draft("taken"), by=mia)
        with pytest.raises(Invalid) as refused:
            actions.make_topic(draft(**more), by=mia)
        assert refused.value.field == field and Topic.objects.count() == 1

    def test_only_managers_and_admins_do(self, cleo: Member, dan: Member, ada: Member, mia: Member) -> None:
        made = actions.make_topic(draft(), by=mia)
        for member in (cleo, dan, ada):
            for act in (
                lambda by: actions.make_topic(draft("other"), by=by), lambda by: actions.change_topic(made, draft(), by=by),
                lambda by: actions.move_topic(made, by=by, up=True), lambda by: actions.archive_topic(made, by=by),
            ):  # fmt: skip
                with pytest.raises(Refused, match="Only managers and admins"):
                    act(member)

    def test_topics_are_nested_once(self, mia: Member) -> None:
        top, other = actions.make_topic(draft("top"), by=mia), actions.make_topic(draft("other"), by=mia)
        under = actions.make_topic(draft("under", parent=top), by=mia)
        for topic, parent in ((other, under), (top, other), (top, top)):
            with pytest.raises(Invalid) as refused:
                actions.change_topic(topic, draft(topic.slug, parent=parent), by=mia)
            assert refused.value.field == "parent"


class TestPrivateFromTheStart:
    def test_one_for_a_group_is_that_groups_alone(self, mia: Member, cleo: Member, ada: Member, eve: Member) -> None:
        group = groups.make_group(by=cleo, name="Testers", joining="open", listed=True)
        groups.join_group(group, by=ada)
        ada.refresh_from_db()

        made = actions.make_topic(draft(), by=mia, readers=actions.Readers(groups=[group.pk]))
        under = actions.make_topic(draft("under", parent=made), by=mia)

        assert seen_by(ada) == ["network-5g", "under"] and seen_by(eve) == seen_by(STRANGER) == []
        assert Audience.objects.get(pk=under.pk).within == made.pk
        with pytest.raises(Refused, match="not for you"):
            actions.ask_question(by=eve, title="What is this about?", body="Hm, I wonder.", topic=made)
        with pytest.raises(Invalid, match="above it"):
            actions.make_topic(draft("third", parent=made), by=mia, readers=actions.Readers(level=0))

    def test_moving_opens_nothing(self, mia: Member, eve: Member) -> None:
        inside = actions.make_topic(draft("inside"), by=mia, readers=actions.Readers(roles=["agent"]))
        open_one = actions.make_topic(draft("open"), by=mia)

        actions.change_topic(open_one, draft("open", parent=inside), by=mia)
        assert seen_by(eve) == []
        actions.change_topic(open_one, draft("open", parent=None), by=mia)

        assert seen_by(eve) == [] and Audience.objects.get(pk=open_one.pk).within is None
        actions.set_audience(open_one, actions.Readers(), by=mia)
        assert seen_by(eve) == ["open"]

    @pytest.mark.django_db(transaction=True)
    def test_no_other_connection_ever_sees_it_open(self, mia: Member) -> None:
        """Somebody reads all the time while it is made, and has never seen it without its audience."""
        seen: list[tuple[bool, bool]] = []
        begun, done = threading.Event(), threading.Event()

        def read() -> None:
            try:
                while not done.is_set():
                    with transaction.atomic(), connection.cursor() as cursor:
                        cursor.execute(
                            "SELECT t.private, a.place IS NOT NULL FROM support_topic t LEFT JOIN member_audience a ON a.place = t.id"
                        )
                        seen.extend(cursor.fetchall())
                    begun.set()
            finally:
                connection.close()

        reader = threading.Thread(target=read)
        reader.start()
        begun.wait(10)
        for number in range(10):
            actions.make_topic(draft(f"inside-{number}"), by=mia, readers=actions.Readers(roles=["agent"]))
        begun.clear()
        begun.wait(10)
        done.set()
        reader.join(10)

        assert seen and set(seen) == {(True, True)}


class TestChanging:
    def test_a_former_address_leads_to_the_topic_for_who_may_know_of_it(
        self, mia: Member, eve: Member, client: Client
    ) -> None:
        made = actions.make_topic(draft("old"), by=mia)
        actions.change_topic(made, draft("newer"), by=mia)
        actions.change_topic(made, draft("newest"), by=mia)
        for slug in ("old", "newer"):
            response = client.get(f"/topics/{slug}/")
            assert (response.status_code, response["Location"]) == (301, "/topics/newest/")
        with pytest.raises(Invalid, match="is, or was"):
            actions.make_topic(draft("old"), by=mia)

        actions.change_topic(made, draft("old"), by=mia)
        assert client.get("/topics/old/").status_code == 200 and client.get("/topics/newest/").status_code == 301
        actions.set_audience(made, actions.Readers(roles=["agent"]), by=mia)
        assert {client.get(f"/topics/{slug}/").status_code for slug in ("old", "newer", "newest")} == {404}

    def test_the_answer_to_a_topic_stays_its_answer(self, mia: Member, cleo: Member, ada: Member, ben: Member) -> None:
        made = actions.make_topic(draft("old"), by=mia)
        asked = actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.", topic=made)
        answer = actions.answer_question(asked, by=ben, body="Turn on Wi-Fi calling.")
        actions.make_canonical(answer, by=cleo, tags=[], topics=["old"])

        actions.change_topic(made, draft("fresh"), by=mia)

        assert Answer.objects.get().the_answer == ["topic:fresh"]
        assert [found.pk for found in the_answers("topic:fresh", STRANGER)] == [answer.pk]

    def test_who_says_that_an_answer_is_the_one_learns_of_no_topic_for_others(
        self, mia: Member, ada: Member, ben: Member, client: Client
    ) -> None:
        Member.objects.filter(pk=ben.pk).update(level=3)
        ben.refresh_from_db()
        actions.make_topic(draft("open"), by=mia)
        actions.make_topic(draft("inside", name={"en": "Zibelmoor"}), by=mia, readers=actions.Readers(roles=["agent"]))
        asked = actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")
        answer = actions.answer_question(asked, by=ben, body="Turn on Wi-Fi calling.")
        with pytest.raises(Invalid, match="no topic called"):
            actions.make_canonical(answer, by=ben, tags=[], topics=["inside"])
        client.force_login(ben)
        page = client.get(f"/answer/{answer.pk}/sort/").content.decode()
        assert "Zibelmoor" not in page

    def test_they_stand_as_they_are_ordered(self, mia: Member) -> None:
        first, second, third = (actions.make_topic(draft(slug), by=mia) for slug in ("first", "second", "third"))
        actions.make_topic(draft("under", parent=first), by=mia)

        actions.move_topic(third, by=mia, up=True)
        actions.move_topic(first, by=mia, up=False)
        actions.move_topic(second, by=mia, up=False)

        assert [slug for slug in seen_by(STRANGER) if slug != "under"] == ["third", "first", "second"]
        assert LogEntry.objects.filter(name="places.topics_ordered").count() == 2

    def test_an_archived_one_takes_no_more_questions_and_keeps_what_is_there(
        self, mia: Member, ada: Member, ben: Member, client: Client
    ) -> None:
        made, other = actions.make_topic(draft("old"), by=mia), actions.make_topic(draft("other"), by=mia)
        under = actions.make_topic(draft("under", parent=made), by=mia)
        asked = actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.", topic=under)

        for _twice in range(2):
            actions.archive_topic(made, by=mia)
        for topic in (made, under):
            topic.refresh_from_db()
            with pytest.raises(Refused, match="archived"):
                actions.ask_question(by=ada, title="Another one of them", body="Every evening.", topic=topic)
        assert actions.ask_question(by=ada, title="Where does it go now?", body="Hm, somewhere.").topic == other
        actions.answer_question(asked, by=ben, body="It still can be answered.")
        client.force_login(ada)
        page = client.get("/topics/old/").content.decode()
        assert "No signal in the lift" in page and "Ask here" not in page and "nothing new is asked here" in page
        assert 'href="/topics/old/"' not in client.get("/").content.decode()
        assert 'value="old"' not in client.get("/questions/ask/").content.decode()
        with pytest.raises(Invalid, match="no topic left"):
            actions.archive_topic(other, by=mia)
        with pytest.raises(Invalid, match="above it is archived"):
            actions.reopen_topic(under, by=mia)
        actions.reopen_topic(made, by=mia)
        assert Question.objects.within(made).count() == 1 and 'href="/topics/old/"' in client.get("/").content.decode()


class TestPages:
    TYPED = {
        "name_en": "Firmware",
        "name_de": "Firmware",
        "slug": "firmware",
        "icon": "wrench",
        "pace": "0",
        "who": "some",
        "level": "2",
    }

    def test_a_manager_makes_changes_orders_and_archives(self, mia: Member, eve: Member, client: Client) -> None:
        client.force_login(mia)
        assert client.post("/topics/new/", {**self.TYPED, "level": ""}).status_code == 422
        client.post("/topics/new/", {**self.TYPED, "who": "everybody", "slug": "other"})
        response = client.post("/topics/new/", self.TYPED)
        assert response["Location"] == "/topics/firmware/" and seen_by(eve) == ["other"]
        form = client.get("/topics/firmware/change/").content.decode()
        assert 'value="firmware"' in form and 'name="who"' not in form
        client.post("/topics/firmware/change/", {**self.TYPED, "slug": "early", "parent": "other"})
        client.post("/topics/other/archive/", {"do": "archive"})
        assert "no topic left" in client.post("/topics/other/archive/", {"do": "archive"}).content.decode()
        client.post("/topics/new/", {**self.TYPED, "slug": "third", "who": "everybody"})
        client.post("/topics/third/move/", {"to": "up"})
        page = client.get("/topics/").content.decode()
        assert page.index("/topics/third/") < page.index("/topics/other/") and "/topics/early/" in page

    def test_others_see_the_topics_and_no_tools(self, mia: Member, ada: Member, client: Client) -> None:
        actions.make_topic(draft("open", about={"en": "All about calls."}), by=mia)
        actions.make_topic(draft("inside", name={"en": "Zibelmoor"}), by=mia, readers=actions.Readers(roles=["agent"]))
        client.force_login(ada)

        page = client.get("/topics/").content.decode()

        assert "All about calls." in page and "Zibelmoor" not in page and "Make a topic" not in page
        assert {client.get(path).status_code for path in ("/topics/new/", "/topics/open/change/")} == {403}
        assert client.get("/topics/inside/change/").status_code == 404

    def test_over_the_api(self, mia: Member, eve: Member, client: Client) -> None:
        heads = {"Authorization": f"Bearer {make_key(by=mia, name='bot', scopes=['read', 'write', 'moderate'])[1]}"}

        def send(method: str, path: str, body: Any = None) -> Any:
            return client.generic(method, f"/api/v1{path}", json.dumps(body), "application/json", headers=heads)

        said = {"name": {"en": "Firmware"}, "slug": "firmware", "icon": "wrench"}
        send("POST", "/topics", {**said, "slug": "other"})
        made = send("POST", "/topics", {**said, "audience": {"level": 2}})
        assert (made.status_code, made.json()["private"]) == (201, True)
        assert [one["slug"] for one in client.get("/api/v1/topics").json()] == ["other"]
        changed = send("PUT", "/topics/firmware", {**said, "slug": "early", "parent": "other"})
        assert changed.status_code == 200 and changed.json()["parent_id"]
        assert send("PUT", "/topics/firmware/archive").status_code == 204
        assert send("DELETE", "/topics/early/archive").status_code == 204
        assert send("POST", "/topics/early/move?up=true").status_code == 204
        assert client.put("/api/v1/topics/early/archive", headers={}).status_code == 401
