"""Mail about one thing: who gets it, when not, what its headers say, and what comes back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from groundswell.derived.notifications import bounces, reading
from groundswell.derived.notifications.models import Bounce, Mailed
from groundswell.derived.notifications.wishes import Wishes
from groundswell.features.support import actions
from groundswell.features.support.models import Question
from groundswell.log import clock, deliveries, follow
from groundswell.log.models import Delivery
from groundswell.members.models import Member

Post = Callable[[], list[EmailMultiAlternatives]]


@pytest.fixture
def post(question: Question, settings: Any) -> Post:
    """All mails so far; the consumer has begun before, and nothing waits to be read in the page first."""
    settings.MAIL_AFTER = 0
    follow.run("notifications.page")

    def look() -> list[EmailMultiAlternatives]:
        follow.run("notifications.page")
        while deliveries.send_next():
            pass
        return [sent for sent in mail.outbox if isinstance(sent, EmailMultiAlternatives)]

    return look


def why() -> list[str]:
    return [row.problem for row in Delivery.objects.filter(state="dropped")]


def test_ada_gets_the_answer_itself_by_mail(ada: Member, ben: Member, question: Question, post: Post) -> None:
    answer = actions.answer_question(question, by=ben, body="Turn on **Wi-Fi calling**.")

    (letter,) = post()
    html = str(letter.alternatives[0][0])

    assert letter.to == ["ada@example.com"] and letter.subject == "Re: No signal in the lift"
    assert "Ben Okafor answered your question" in letter.body and "Turn on **Wi-Fi calling**." in letter.body
    assert "<strong>Wi-Fi calling</strong>" in html and f"#answer-{answer.pk}" in html
    assert post() == [letter]
    assert Mailed.objects.get().member == ada


def test_all_about_a_question_stays_together_in_a_mail_program(ben: Member, question: Question, post: Post) -> None:
    for body in ("Turn on Wi-Fi calling.", "Or take the stairs."):
        actions.answer_question(question, by=ben, body=body)

    first, second = (letter.extra_headers for letter in post())

    assert first["References"] == second["References"] == first["In-Reply-To"] == f"<question.{question.pk}@localhost>"
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


def test_one_press_stops_such_mail_signed_out_but_only_looking_at_the_link_does_not(
    ada: Member, ben: Member, question: Question, post: Post, client: Client
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    (letter,) = post()
    address = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    assert "Answers" in client.get(address).content.decode()
    ada.refresh_from_db()
    assert Wishes.of(ada.settings).wants("mail", "answers")

    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    ada.refresh_from_db()
    assert not Wishes.of(ada.settings).wants("mail", "answers")
    assert Wishes.of(ada.settings).wants("mail", "mentions")
    actions.answer_question(question, by=ben, body="Or take the stairs.")
    assert post() == [letter]
    assert client.post(address.replace("stop/", "stop/x")).status_code == 404


def test_what_was_read_in_the_page_meanwhile_is_not_mailed(
    ada: Member, ben: Member, question: Question, post: Post, settings: Any
) -> None:
    settings.MAIL_AFTER = 5
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    assert post() == []
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == ("waiting", 0) and row.next_try > clock.now()

    reading.mark_all_read(by=ada)
    Delivery.objects.update(next_try=clock.now() - timedelta(hours=1))
    with clock.standing_at(clock.now() + timedelta(minutes=6)):
        assert post() == []
    assert why() == ["It was read in the page before."]


def test_in_quiet_hours_mail_waits_until_the_morning_where_ada_is(
    ada: Member, ben: Member, question: Question, post: Post
) -> None:
    Member.objects.filter(pk=ada.pk).update(time_zone="Asia/Tokyo")
    now = clock.now()
    tokyo = (now.hour + 9) % 24
    reading.choose_how(Wishes(quiet=(tokyo, (tokyo + 2) % 24)), by=ada)
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

    assert post() == []
    row = Delivery.objects.get()
    assert timedelta(hours=1) <= row.next_try - now.replace(minute=0, second=0, microsecond=0) <= timedelta(hours=2)


def test_who_is_away_gets_none_and_the_digest_has_it_later(
    ada: Member, ben: Member, question: Question, post: Post
) -> None:
    reading.choose_how(Wishes(away=(clock.now() + timedelta(days=3)).date()), by=ada)
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

    assert post() == []
    assert why() == ["This member is away; the digest tells it afterwards."]


def test_no_more_mails_a_day_than_wanted(ada: Member, ben: Member, question: Question, post: Post) -> None:
    reading.choose_how(Wishes(most=2), by=ada)
    for number in range(4):
        actions.answer_question(question, by=ben, body=f"Idea number {number}.")

    assert len(post()) == 2
    assert why() == ["This member had enough mails today; the digest tells it."] * 2


def test_an_address_that_sends_letters_back_three_times_gets_no_more(
    ada: Member, ben: Member, question: Question, post: Post
) -> None:
    for _time in range(bounces.ENOUGH):
        bounces.count_bounce(ada)
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    assert post() == []
    assert why() == ["Letters to this address came back three times."]

    Member.objects.filter(pk=ada.pk).update(email="ada@elsewhere.example")
    actions.answer_question(question, by=ben, body="Or take the stairs.")
    assert [letter.to for letter in post()] == [["ada@elsewhere.example"]]
    assert not Bounce.objects.exists()


def test_what_was_deleted_meanwhile_is_not_mailed(
    ben: Member, cleo: Member, question: Question, post: Post, settings: Any
) -> None:
    settings.MAIL_AFTER = 5
    answer = actions.answer_question(question, by=ben, body="Buy a new phone at my shop.")
    post()
    actions.delete_answer(answer, by=cleo, reason="Spam")
    Delivery.objects.update(next_try=clock.now() - timedelta(hours=1))
    settings.MAIL_AFTER = 0

    assert [letter.to for letter in post()] == [["ben@example.com"]]
    assert why() == ["What it is about is not there any more."]


def test_a_rebuild_mails_nothing_again(ben: Member, question: Question, post: Post) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    sent = post()
    follow.rebuild("notifications.page")

    assert post() == sent
