"""Reminders to askers, and what one press in them does."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from groundswell.derived.notifications import reading, reminding
from groundswell.derived.notifications.models import OpenQuestion, Unsettled
from groundswell.derived.notifications.wishes import Wishes
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.features.support.queries.lists import Filters, list_questions
from groundswell.log import clock, deliveries, follow
from groundswell.log.models import Delivery
from groundswell.members.actions import erase_member
from groundswell.members.models import Member
from groundswell.members.rules import Refused

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
After = Callable[[float], list[EmailMultiAlternatives]]


@pytest.fixture
def question(ada: Member) -> Question:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    with clock.standing_at(MONDAY - timedelta(hours=2)):
        return actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")


@pytest.fixture
def answer(question: Question, ben: Member) -> Answer:
    with clock.standing_at(MONDAY):
        return actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")


@pytest.fixture
def after(settings: Any) -> After:
    """The reminders that go out so many days after Monday; other mail is out of the way."""
    settings.MAIL_AFTER = 100_000

    def look(days: float) -> list[EmailMultiAlternatives]:
        follow.run_all()
        mail.outbox.clear()
        with clock.standing_at(MONDAY + timedelta(days=days)):
            reminding.remind()
            for _row in Delivery.objects.filter(
                state="waiting"
            ):  # each once: what is put off is due again by the real clock
                deliveries.send_next()
        return [sent for sent in mail.outbox if isinstance(sent, EmailMultiAlternatives) and "solve" in sent.subject]

    return look


def links(letter: EmailMultiAlternatives) -> list[str]:
    """The paths in it that settle the question: each answer, and that none did."""
    return re.findall(r"http://localhost:8000(/letters/solved/\S+)", str(letter.body))


def test_ada_is_asked_three_times_and_never_again(ada: Member, answer: Answer, after: After) -> None:
    told = [day for day in (0, 2.9, 3, 4, 7, 8, 30, 31, 60) if after(day)]

    assert told == [3, 7, 30]
    assert after(3) == []


def test_the_letter_names_the_answers_and_who_gave_them(ada: Member, ben: Member, dan: Member, question: Question, answer: Answer, after: After) -> None:  # fmt: skip
    with clock.standing_at(MONDAY + timedelta(hours=3)):
        actions.answer_question(question, by=dan, body="Or take the stairs.")
    (letter,) = after(3)

    html = str(letter.alternatives[0][0])
    assert letter.subject == "Did this solve it? “No signal in the lift”" and letter.to == ["ada@example.com"]
    assert html.index("Ben Okafor") < html.index("Turn on Wi-Fi calling.") < html.index("Or take the stairs.")
    assert len(links(letter)) == 3 and letter.extra_headers["References"] == f"<question.{question.pk}@localhost>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_press_marks_the_solution_signed_out_but_only_looking_does_not(
    ada: Member, question: Question, answer: Answer, after: After, client: Client
) -> None:
    solved, _unsolved = links(after(3)[0])
    page = client.get(solved)
    assert "Turn on Wi-Fi calling." in page.content.decode() and page["Referrer-Policy"] == "no-referrer"
    assert Question.objects.get().solution is None

    assert "it is marked as the solution" in client.post(solved).content.decode()

    question.refresh_from_db()
    assert (question.solution, question.solved_by, question.solved_as) == (answer, ada, "asker")
    assert client.post(solved).status_code == 200 and after(7) == []
    assert not Unsettled.objects.exists()


def test_not_solved_yet_shows_it_to_helpers_until_somebody_answers(
    ada: Member, ben: Member, dan: Member, question: Question, answer: Answer, after: After, client: Client
) -> None:
    _solved, unsolved = links(after(3)[0])
    assert OpenQuestion.objects.get().answered
    with clock.standing_at(MONDAY + timedelta(days=3)):
        assert "Helpers see your question again" in client.post(unsolved).content.decode()
        client.post(unsolved)

    assert after(7) == [] and not OpenQuestion.objects.get().answered
    assert [row.id for row in list_questions(Filters(shown="wanted"), dan).rows] == [question.pk]
    client.force_login(ben)
    assert "Do you know another way?" in client.get(question.get_absolute_url()).content.decode()

    with clock.standing_at(MONDAY + timedelta(days=8)):
        actions.answer_question(question, by=dan, body="Take the stairs.")
    assert list_questions(Filters(shown="wanted"), dan).rows == []
    assert after(11.1) == [] and len(after(15.1)) == 1, "asked about the new answer too, but three times in all"


def test_what_was_settled_otherwise_is_not_asked_about(ada: Member, cleo: Member, question: Question, answer: Answer, after: After) -> None:  # fmt: skip
    with clock.standing_at(MONDAY + timedelta(days=3)):
        follow.run_all()
        reminding.remind()
    actions.close_question(question, by=cleo, cause="unclear")
    after(3)

    assert "solved, closed or deleted" in Delivery.objects.get(consumer=reminding.LETTERS).problem


@pytest.mark.parametrize("how", ["switched off", "away", "enough", "quiet"])
def test_never_more_than_a_member_wants(ada: Member, answer: Answer, after: After, client: Client, how: str) -> None:
    wishes = Wishes.of(ada.settings)
    with clock.standing_at(MONDAY):
        if how == "away":
            reading.choose_how(replace(wishes, away=(MONDAY + timedelta(days=5)).date()), by=ada)
        if how == "quiet":
            reading.choose_how(replace(wishes, quiet=(8, 11)), by=ada)
        if how == "switched off":
            reading.choose({"mail_reminders": False}, by=ada)
        if how == "enough":
            reading.choose_how(replace(wishes, most=1), by=ada)
            ada.refresh_from_db()
    if how == "enough":
        from groundswell.derived.notifications.models import Mailed

        Mailed.objects.create(member=ada, entry=1, at=MONDAY + timedelta(days=2.5))

    assert after(3) == []
    row = Delivery.objects.get(consumer=reminding.LETTERS)
    assert row.state == ("waiting" if how == "quiet" else "dropped")


def test_links_of_others_old_ones_and_made_up_ones_lead_nowhere(
    ada: Member, ben: Member, question: Question, answer: Answer, client: Client
) -> None:
    made_up = reminding.link(reminding.Settle(ben.pk, question.pk, answer.pk)).removeprefix("http://localhost:8000")
    assert client.post(made_up).status_code == 403
    assert client.get(made_up.replace("solved/", "solved/x")).status_code == 404
    assert client.get(reminding.link(reminding.Settle(ada.pk, question.pk, 10**9))).status_code == 404
    with pytest.raises(Refused):
        actions.say_not_solved(question, by=ben)
    question.refresh_from_db()
    assert question.solution is None


def test_a_link_that_is_too_old_decides_nothing_and_says_so(ada: Member, question: Question, answer: Answer, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    link = reminding.link(reminding.Settle(ada.pk, question.pk, answer.pk))
    monkeypatch.setattr(reminding, "GOOD_FOR", -1)

    late = client.post(link)

    question.refresh_from_db()
    assert late.status_code == 410 and "has had its time" in late.content.decode() and question.solution is None


def test_nothing_is_told_of_a_topic_that_the_asker_may_not_read_any_more(ada: Member, mia: Member, question: Question, answer: Answer, after: After, client: Client) -> None:  # fmt: skip
    follow.run_all()
    actions.set_audience(question.topic, actions.Readers(roles=["agent"]), by=mia)
    link = reminding.link(reminding.Settle(ada.pk, question.pk, answer.pk))

    assert client.get(link).status_code == client.post(link).status_code == 404
    assert after(3) == []
    question.refresh_from_db()
    assert question.solution is None


@pytest.mark.parametrize("how", ["erased", "suspended", "muted"])
def test_nobody_is_asked_who_left_was_sent_out_or_muted_it(ada: Member, cleo: Member, question: Question, answer: Answer, after: After, client: Client, how: str) -> None:  # fmt: skip
    link = reminding.link(reminding.Settle(ada.pk, question.pk, answer.pk))
    if how == "muted":
        actions.mute("question", question.pk, by=ada)
    elif how == "erased":
        erase_member(ada, by=ada, keep_texts=True)
    else:
        Member.objects.filter(pk=ada.pk).update(suspended_until=MONDAY + timedelta(days=9999))

    assert after(3) == []
    assert client.post(link).status_code == {"erased": 404, "suspended": 403, "muted": 200}[how]


def test_a_rebuild_derives_the_same(ada: Member, answer: Answer) -> None:
    follow.run_all()
    before = list(Unsettled.objects.values())
    follow.rebuild(reminding.NAME)
    assert list(Unsettled.objects.values()) == before != []
