"""Asking well: what a topic asks for, similar questions that spare one, more details, the same trouble, a claim."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.derived.notifications.models import Notification
from groundswell.features.support import actions
from groundswell.features.support.fields import AskField
from groundswell.features.support.models import Asking, Attempt, Comment, Question, Topic
from groundswell.features.support.queries.asking import fields_in
from groundswell.features.support.queries.lists import Filters, list_questions
from groundswell.features.support.queries.question import question_page
from groundswell.features.support.tests.test_api import send, signed
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused

FIELDS = [
    AskField(
        key="device",
        label={"en": "Device", "de": "Gerät"},
        kind="choice",
        choices=["Pixel 8", "iPhone 15"],
        required=True,
    ),
    AskField(key="order", label={"en": "Order number"}, private=True, help={"en": "In your mail."}),
]
ASKED = {"title": "No signal in the lift", "body": "Restarted it twice, every morning.", "topic": "calling"}


@pytest.fixture
def form(calling: Topic, cleo: Member) -> Topic:
    actions.set_topic_form(calling, FIELDS, by=cleo)
    return calling


def events(name: str) -> list[dict[str, Any]]:
    return [entry.data for entry in LogEntry.objects.filter(name=f"support.{name}").order_by("position")]


class TestTheFormOfATopic:
    def test_what_is_filled_in_stands_with_the_question(self, form: Topic, ada: Member, client: Client) -> None:
        client.force_login(ada)

        client.post("/questions/ask/", {**ASKED, "field_device": "Pixel 8", "field_order": "A-77001"})

        question = Question.objects.get()
        page = client.get(question.get_absolute_url()).content.decode()
        assert [one["value"] for one in question.asking.details] == ["Pixel 8", "A-77001"]
        assert "Pixel 8" in page and "A-77001" in page

    @pytest.mark.parametrize(("who", "sees"), [("ben", False), ("dan", True), ("cleo", True), (None, False)])
    def test_private_details_are_for_the_team_and_the_asker(
        self, form: Topic, ada: Member, client: Client, who: str | None, sees: bool, request: pytest.FixtureRequest
    ) -> None:
        given = {"device": "Pixel 8", "order": "A-77001"}
        question = actions.ask_question(by=ada, title="No signal", body="In the lift.", topic=form, details=given)
        if who:
            client.force_login(request.getfixturevalue(who))

        page = client.get(question.get_absolute_url()).content.decode()
        json = client.get(f"/api/v1/questions/{question.pk}").json()

        assert "Pixel 8" in page
        assert ("A-77001" in page) is sees
        assert ("order" in [one["key"] for one in json["details"]]) is sees

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "“Device” is needed here."),
            ({"field_device": "Nokia 3310"}, "not one of the available choices"),
            ({"field_device": "Pixel 8", "field_order": "x" * 300}, "at most 200 characters"),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_lost(
        self, form: Topic, ada: Member, client: Client, given: dict[str, str], said: str
    ) -> None:
        client.force_login(ada)

        response = client.post("/questions/ask/", {**ASKED, **given})

        assert response.status_code == 422
        assert said in response.content.decode()
        assert ASKED["body"] in response.content.decode()
        assert not Question.objects.exists()

    def test_the_action_refuses_what_the_form_does_not_know(self, form: Topic, ada: Member) -> None:
        for given in ({"device": "Toaster"}, {"device": "Pixel 8", "shoe": "42"}):
            with pytest.raises(Invalid):
                actions.ask_question(by=ada, title="No signal at all", body="Help me", topic=form, details=given)
        assert not Question.objects.exists()

    def test_a_question_keeps_what_it_was_asked_when_the_form_changes(
        self, form: Topic, ada: Member, cleo: Member, ben: Member
    ) -> None:
        given = {"device": "Pixel 8", "order": "A-77001"}
        question = actions.ask_question(by=ada, title="No signal", body="In the lift.", topic=form, details=given)

        actions.set_topic_form(form, [], by=cleo)

        page = question_page(question.pk, ben)
        assert page and [(one["value"], one["private"]) for one in page.question.asking.details] == [
            ("Pixel 8", False),
            ("A-77001", True),
        ]

    def test_moderators_set_it_and_others_may_not(
        self, calling: Topic, cleo: Member, ben: Member, client: Client
    ) -> None:
        with pytest.raises(Refused, match="Only moderators"):
            actions.set_topic_form(calling, FIELDS, by=ben)
        client.force_login(ben)
        assert client.get("/topics/calling/form/").status_code == 403
        client.force_login(cleo)
        typed = {
            "label_en_0": "Device model",
            "kind_0": "choice",
            "choices_0": "A\nB\nB\n",
            "required_0": "on",
            "kind_1": "text",
        }

        client.post("/topics/calling/form/", typed)

        (field,) = fields_in("calling", AnonymousUser())
        assert (field.key, field.kind, field.choices, field.required) == ("device_model", "choice", ["A", "B"], True)
        assert events("topic_form_set") == [{"topic": calling.pk, "fields": ["device_model"]}]

    def test_a_renamed_field_keeps_its_key_and_an_emptied_one_goes(
        self, form: Topic, cleo: Member, client: Client
    ) -> None:
        client.force_login(cleo)
        typed = {"label_en_0": "Phone", "kind_0": "text", "kind_1": "text", "kind_2": "text", "kind_3": "text"}

        client.post("/topics/calling/form/", typed)

        assert [(one.key, one.spoken) for one in fields_in("calling", AnonymousUser())] == [("device", "Phone")]

    @pytest.mark.parametrize(
        "bad",
        [
            [AskField(key="a", label={"en": "A"}, kind="choice", choices=["one"])],
            [AskField(key="a", label={"en": " "})],
            [AskField(key="A b", label={"en": "A"})],
            [AskField(key="a", label={"en": "A"}), AskField(key="a", label={"en": "B"})],
            [AskField(key=f"a{number}", label={"en": "A"}) for number in range(9)],
        ],
    )
    def test_a_form_that_could_not_be_filled_in_is_refused(
        self, calling: Topic, cleo: Member, bad: list[AskField]
    ) -> None:
        with pytest.raises(Invalid):
            actions.set_topic_form(calling, bad, by=cleo)

    def test_who_leaves_takes_private_details_along(self, form: Topic, ada: Member) -> None:
        from groundswell.features.support.personal import asking, forget_asking

        given = {"device": "Pixel 8", "order": "A-77001"}
        question = actions.ask_question(by=ada, title="No signal", body="In the lift.", topic=form, details=given)
        assert "A-77001" in str(asking(ada))

        forget_asking(ada, True)
        assert [one["value"] for one in Asking.objects.get(question=question).details] == ["Pixel 8"]
        forget_asking(ada, False)
        assert Asking.objects.get(question=question).details == []


class TestSimilarQuestions:
    def test_one_that_solved_it_ends_the_writing(self, question: Question, ben: Member, client: Client) -> None:
        client.force_login(ben)
        once = {"once": str(uuid4())}
        client.post("/questions/ask/similar/", {**once, "shown": [question.pk, 999_999]})
        client.post("/questions/ask/similar/opened/", {**once, "similar": question.pk})

        sent = client.post("/questions/ask/solved/", {**once, "similar": question.pk, "title": "half a"})
        again = client.post("/questions/ask/solved/", {**once, "similar": question.pk})

        attempt = Attempt.objects.get()
        assert (attempt.shown, attempt.opened, attempt.outcome(clock.now())) == (
            [question.pk],
            [question.pk],
            "confirmed",
        )
        assert (sent["Location"], again["Location"]) == (f"/questions/ask/solved/{question.pk}/",) * 2
        assert "Good that it was there already" in client.get(sent["Location"]).content.decode()
        assert [len(events(name)) for name in ("similar_shown", "similar_opened", "similar_solved")] == [1, 1, 1]

    def test_asking_all_the_same_is_no_deflection(self, question: Question, ben: Member) -> None:
        once = uuid4()
        actions.show_similar(once, [question.pk], by=ben)

        new = actions.ask_question(by=ben, title="No signal in the tunnel", body="Every evening.", once=once)

        attempt = Attempt.objects.get()
        assert (attempt.asked, attempt.outcome(clock.now())) == (new, "none")
        assert events("similar_passed_by") == [{"attempt": attempt.pk, "question": new.pk}]

    def test_opened_and_not_asked_is_perhaps_one_after_a_day(self, question: Question, ben: Member) -> None:
        actions.open_similar(uuid4(), question.pk, by=ben)

        attempt = Attempt.objects.get()
        assert attempt.outcome(clock.now()) == "open"
        assert attempt.outcome(clock.now() + timedelta(days=1)) == "potential"

    def test_the_same_list_again_is_one_event_and_another_s_form_is_refused(
        self, question: Question, ben: Member, eve: Member
    ) -> None:
        once = uuid4()
        for _again in range(3):
            actions.show_similar(once, [question.pk], by=ben)
        assert len(events("similar_shown")) == 1
        with pytest.raises(Refused, match="somebody else"):
            actions.show_similar(once, [question.pk], by=eve)

    @pytest.mark.parametrize("typed", [{}, {"once": "x"}, {"once": str(uuid4()), "similar": "9" * 30}])
    def test_what_is_no_form_is_refused(self, ben: Member, client: Client, typed: dict[str, str]) -> None:
        client.force_login(ben)
        assert client.post("/questions/ask/similar/opened/", typed).status_code in {404, 422}


class TestWaitingForDetails:
    def test_the_asker_is_told_and_ends_it_by_a_comment(self, question: Question, ada: Member, dan: Member) -> None:
        comment = actions.request_details(question, by=dan, body="Which phone is it?")
        follow.run_all()

        assert Notification.objects.filter(member=ada, kind="comment", comment=comment.pk).exists()
        assert [row.id for row in list_questions(Filters(shown="needs"), dan).rows] == [question.pk]

        actions.comment_on(question, by=dan, body="Take your time.")
        assert list_questions(Filters(shown="needs"), dan).rows
        actions.comment_on(question, by=ada, body="A Pixel 8.")

        assert not list_questions(Filters(shown="needs"), dan).rows
        assert len(events("details_requested")) == len(events("details_given")) == 1

    def test_an_edit_of_the_asker_ends_it_and_of_another_does_not(
        self, question: Question, ada: Member, dan: Member
    ) -> None:
        actions.request_details(question, by=dan, body="Which phone is it?")

        actions.edit_question(question, by=dan, title="No signal in the lift today", body="Every morning.")
        assert Asking.objects.get(question=question).needs_at
        actions.edit_question(question, by=ada, title="No signal in the lift", body="Every morning, Pixel 8.")

        assert Asking.objects.get(question=question).needs_at is None

    def test_newcomers_and_the_asker_do_not_ask_for_more(
        self, question: Question, ada: Member, eve: Member, client: Client
    ) -> None:
        for who in (ada, eve):
            with pytest.raises(Refused, match="Helpers and the team"):
                actions.request_details(question, by=who, body="More, please.")
            client.force_login(who)
            assert client.get(f"/question/{question.pk}/request/").status_code == 403
        assert not Comment.objects.exists()

    def test_the_page_says_so_to_the_asker_and_to_others(
        self, question: Question, ada: Member, ben: Member, dan: Member, client: Client
    ) -> None:
        client.force_login(dan)
        client.post(f"/question/{question.pk}/request/", {"body": "Which phone is it?"})
        client.force_login(ada)
        assert "needs to know more" in client.get(question.get_absolute_url()).content.decode()
        client.force_login(ben)
        assert "Waiting for details from the asker" in client.get(question.get_absolute_url()).content.decode()


def test_all_of_it_takes_no_statement_more(
    form: Topic, ada: Member, ben: Member, eve: Member, dan: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    question = actions.ask_question(
        by=ada, title="No signal", body="In the lift.", topic=form, details={"device": "Pixel 8"}
    )
    actions.request_details(question, by=dan, body="Since when?")
    actions.say_me_too(question, by=eve)
    actions.claim_question(question, by=ben)

    with django_assert_num_queries(3):
        page = question_page(question.pk, eve)

    assert page and page.question.asking[1:3] == (1, True)


def test_it_works_over_json(form: Topic, ada: Member, ben: Member, dan: Member, cleo: Member) -> None:
    asked = {"title": "No signal in the lift", "body": "Every morning.", "topic": "calling"}
    assert send(signed(ada), "POST", "/questions", asked).status_code == 422
    new = send(signed(ada), "POST", "/questions", {**asked, "details": {"device": "Pixel 8"}}).json()
    assert [one["value"] for one in new["details"]] == ["Pixel 8"]
    at = f"/questions/{new['id']}"

    assert send(signed(ben), "PUT", f"{at}/me-too", {"device": "Pixel 8"}).json()["my_me_too"] is True
    assert send(signed(ben), "DELETE", f"{at}/me-too").json()["me_too"] == 0
    assert send(signed(ben), "PUT", f"{at}/claim").json()["claimed_by_id"] == ben.pk
    assert send(signed(ben), "DELETE", f"{at}/claim").json()["claimed_by_id"] is None
    assert send(signed(dan), "POST", f"{at}/request", {"body": "Since when?"}).status_code == 201
    assert send(Client(), "GET", "/questions?shown=needs").json()["items"][0]["id"] == new["id"]
    changed = send(signed(ada), "PUT", f"{at}/details", {"details": {"device": "iPhone 15"}}).json()
    assert (changed["needs_details"], changed["details"][0]["value"]) == (False, "iPhone 15")


def test_a_form_is_read_and_set_over_json(form: Topic, ada: Member, cleo: Member) -> None:
    fields = [{"key": "plan", "label": {"en": "Plan"}}]
    assert send(signed(cleo), "PUT", "/topics/calling/form", {"fields": fields}).status_code == 403
    staff = signed(cleo, ["read", "write", "moderate"])
    assert send(staff, "PUT", "/topics/calling/form", {"fields": fields}).status_code == 200
    assert [one["key"] for one in send(Client(), "GET", "/topics/calling/form").json()] == ["plan"]
    found = send(
        signed(ada), "POST", "/questions/check", {"title": "Help please now", "body": "Tel. 0151 23456789"}
    ).json()
    assert found["personal"] == ["a phone number (01•••••••••89)"]
    assert "general" in [hint["key"] for hint in found["hints"]]


def test_hints_and_fields_come_while_writing(form: Topic, ada: Member, client: Client) -> None:
    client.force_login(ada)

    hints = client.post("/questions/ask/hints/", {"title": "Help please now"}).content.decode()
    fields = client.get("/questions/ask/fields/?topic=calling").content.decode()

    assert "could be about anything" in hints
    assert 'name="field_device"' in fields and "Only you and the team see this." in fields
    assert client.get("/questions/ask/fields/?topic=nowhere").content.decode().strip() == ""


def test_what_was_asked_is_filled_in_anew_on_its_page(form: Topic, ada: Member, ben: Member, client: Client) -> None:
    given = {"device": "Pixel 8"}
    question = actions.ask_question(by=ada, title="No signal", body="In the lift.", topic=form, details=given)
    client.force_login(ben)
    assert client.get(f"/question/{question.pk}/details/").status_code == 403
    client.force_login(ada)
    assert "Pixel 8" in client.get(f"/question/{question.pk}/details/").content.decode()

    client.post(f"/question/{question.pk}/details/", {"field_device": "iPhone 15"})

    assert question_page(question.pk, ben).question.asking.details[0]["value"] == "iPhone 15"  # type: ignore[union-attr]
