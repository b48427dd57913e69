"""The same trouble as others, and who is on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.derived.notifications.models import Notification
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Asking, Follow, MeToo, Question
from groundswell.features.support.queries.question import question_page
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Refused


def events(name: str) -> list[dict[str, Any]]:
    return [entry.data for entry in LogEntry.objects.filter(name=f"support.{name}").order_by("position")]


class TestMeToo:
    def test_it_counts_and_brings_the_solution(
        self, question: Question, answer: Answer, ada: Member, eve: Member
    ) -> None:
        actions.say_me_too(question, by=eve, device="Pixel 8")
        actions.say_me_too(question, by=eve, device="Pixel 8", version="Android 15")
        actions.accept_answer(answer, by=ada)
        follow.run_all()

        assert Asking.objects.get(question=question).me_too == 1
        assert MeToo.objects.get().version == "Android 15"
        assert Follow.objects.filter(member=eve, kind="question", subject=question.pk).exists()
        assert Notification.objects.filter(member=eve, kind="solved").exists()
        assert events("me_too_said") == [{"question": question.pk, "member": eve.pk, "asker": ada.pk}]

    def test_it_is_taken_back(self, question: Question, eve: Member, client: Client) -> None:
        client.force_login(eve)
        client.post(f"/do/me-too/{question.pk}/", {"value": "1"})
        page = client.get(question.get_absolute_url()).content.decode()
        assert "1 person has this too" in page and "You have this too" in page

        client.post(f"/do/me-too/{question.pk}/", {"value": "0"})

        assert Asking.objects.get(question=question).me_too == 0
        assert "I have this too" in client.get(question.get_absolute_url()).content.decode()

    def test_others_read_with_what_and_never_who(
        self, question: Question, ben: Member, eve: Member, client: Client
    ) -> None:
        for who in (ben, eve):
            actions.say_me_too(question, by=who, device="Pixel 8")
        client.force_login(eve)

        page = client.get(f"/question/{question.pk}/me-too/").content.decode()

        assert "Pixel 8" in page and "× 2" in page and ben.handle not in page

    def test_the_asker_has_it_anyway_and_a_locked_question_takes_none(
        self, question: Question, ada: Member, eve: Member, cleo: Member
    ) -> None:
        with pytest.raises(Refused):
            actions.say_me_too(question, by=ada)
        actions.lock_question(question, by=cleo, reason="Spam")
        with pytest.raises(Refused):
            actions.say_me_too(question, by=eve)


class TestClaims:
    def test_others_see_it_until_the_answer(self, question: Question, ben: Member, eve: Member, client: Client) -> None:
        actions.claim_question(question, by=ben)
        client.force_login(eve)
        assert "is writing an answer" in client.get(question.get_absolute_url()).content.decode()
        with pytest.raises(Refused, match="Somebody else is on it"):
            actions.claim_question(question, by=eve)

        actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

        assert "is writing an answer" not in client.get(question.get_absolute_url()).content.decode()
        actions.claim_question(question, by=eve)

    def test_it_runs_out_after_ten_minutes(self, question: Question, ben: Member, eve: Member) -> None:
        now = clock.now()
        actions.claim_question(question, by=ben)

        with clock.standing_at(now + timedelta(minutes=9)):
            page = question_page(question.pk, eve)
            assert page and page.question.asking.claim_by == ben.pk
        with clock.standing_at(now + timedelta(minutes=11)):
            page = question_page(question.pk, eve)
            assert page and page.question.asking.claim_by == 0
            actions.claim_question(question, by=eve)

    def test_a_member_is_on_one_question_at_a_time(self, question: Question, ada: Member, ben: Member) -> None:
        other = actions.ask_question(by=ada, title="No signal in the cellar", body="Every evening.")
        actions.claim_question(question, by=ben)

        actions.claim_question(other, by=ben)

        assert list(Asking.objects.filter(claimed_by=ben).values_list("question", flat=True)) == [other.pk]

    def test_it_is_let_go(self, question: Question, ben: Member, eve: Member, client: Client) -> None:
        client.force_login(ben)
        client.post(f"/do/claim/{question.pk}/", {"value": "1"})
        client.post(f"/do/claim/{question.pk}/", {"value": "0"})

        actions.claim_question(question, by=eve)

        assert len(events("claim_released")) == 1

    def test_strangers_are_not_told_who_writes(self, question: Question, ben: Member, client: Client) -> None:
        actions.claim_question(question, by=ben)

        assert "is writing an answer" not in client.get(question.get_absolute_url()).content.decode()
        assert client.get(f"/api/v1/questions/{question.pk}").json()["claimed_by_id"] is None
