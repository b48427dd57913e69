"""Letters: who gets one, what it says, and what mail servers make of it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from conftest import person
from groundswell.derived.notifications import letters, reading
from groundswell.derived.notifications.kinds import choices_of
from groundswell.derived.notifications.tests.peers import Peer
from groundswell.features.support.actions import (
    accept_answer,
    answer_question,
    ask_question,
    delete_question,
    revoke_solution,
)
from groundswell.features.support.models import Answer, Question
from groundswell.log import deliveries, follow
from groundswell.log.models import Delivery
from groundswell.members.actions import change_role, erase_member
from groundswell.members.models import Member, Role

Post = Callable[[], list[EmailMultiAlternatives]]


@pytest.fixture
def nora(db: None) -> Member:
    """Is an admin."""
    return person("nora", "Nora Ekström", Role.ADMIN)


@pytest.fixture
def post(db: None) -> Post:
    """All that has been sent after the consumer has read what happened; it has begun before."""
    follow.run(letters.NAME)

    def look() -> list[EmailMultiAlternatives]:
        follow.run(letters.NAME)
        while deliveries.send_next():
            pass
        return [sent for sent in mail.outbox if isinstance(sent, EmailMultiAlternatives)]

    return look


def solve(question: Question, answer: Answer, by: Member) -> None:
    follow.run("notifications.page")
    accept_answer(answer, by=by)


def html_of(letter: EmailMultiAlternatives) -> str:
    return str(letter.alternatives[0][0])


def outcomes() -> list[tuple[str, str]]:
    return [(row.state, row.problem) for row in Delivery.objects.filter(consumer=letters.NAME).order_by("pk")]


def test_whose_role_an_admin_changed_gets_a_letter(ben: Member, nora: Member, post: Post) -> None:
    change_role(ben, Role.MODERATOR, by=nora)

    (letter,) = post()

    assert letter.to == ["ben@example.com"]
    assert letter.subject == "Your role at Groundswell is now: Moderator"
    assert "Nora Ekström gave you another role. Until now it was: Member." in str(letter.body)
    assert "/members/ben/" in html_of(letter)
    assert post() == [letter]
    assert Delivery.objects.get().about == {"letter": "role", "role": "moderator", "was": "member", "by": nora.pk}


def test_the_command_line_writes_no_letters(ben: Member, post: Post) -> None:
    change_role(ben, Role.AGENT, by=None)

    assert post() == []


def test_a_role_that_changed_twice_is_told_once(ben: Member, nora: Member, post: Post) -> None:
    change_role(ben, Role.AGENT, by=nora)
    change_role(ben, Role.MODERATOR, by=nora)

    assert [letter.subject for letter in post()] == ["Your role at Groundswell is now: Moderator"]
    assert outcomes() == [("dropped", "The role has changed again since."), ("sent", "")]


def test_a_first_solution_is_thanked_for_by_name_and_only_once(
    ada: Member, ben: Member, question: Question, answer: Answer, post: Post
) -> None:
    solve(question, answer, ada)

    (letter,) = post()
    assert letter.subject == "Thank you, Ben Okafor: your first solution"
    assert "Ada Lindqvist marked your answer to “No signal in the lift” as the solution." in str(letter.body)
    assert f"/no-signal-in-the-lift/#answer-{answer.pk}" in html_of(letter)
    assert "No signal" not in str(Delivery.objects.values().get())

    second = ask_question(by=ada, title="No signal in the cellar", body="Never.")
    solve(second, answer_question(second, by=ben, body="Wi-Fi calling again."), ada)
    assert post() == [letter]


def test_a_rebuild_writes_no_letter_again(ada: Member, question: Question, answer: Answer, post: Post) -> None:
    solve(question, answer, ada)
    sent = post()
    before = list(Delivery.objects.values())

    follow.rebuild(letters.NAME)

    assert post() == sent
    assert list(Delivery.objects.values()) == before


def test_nobody_is_thanked_for_solving_their_own_question(ada: Member, question: Question, post: Post) -> None:
    solve(question, answer_question(question, by=ada, body="It was the antenna."), ada)

    assert post() == []


def test_an_imported_solution_is_a_first_one_but_no_news(
    ada: Member, ben: Member, question: Question, answer: Answer, post: Post
) -> None:
    from groundswell.events.support import AnswerAccepted
    from groundswell.log.journal import record_many

    old = AnswerAccepted(question=1, answer=1, author=ben.pk, asker=ada.pk, origin="stackexchange:beer")
    record_many([(old, ada.pk, timezone.now() - timedelta(minutes=1))])
    solve(question, answer, ada)

    assert post() == []
    assert not Delivery.objects.exists()


def test_a_mark_that_is_taken_off_before_the_letter_went_out_is_not_told(
    ada: Member, question: Question, answer: Answer, post: Post
) -> None:
    solve(question, answer, ada)
    revoke_solution(question, by=ada, reason="It did not help.")

    assert post() == []
    assert outcomes() == [("dropped", "The mark was taken off again.")]


def test_who_is_gone_gets_nothing(ada: Member, ben: Member, question: Question, answer: Answer, post: Post) -> None:
    solve(question, answer, ada)
    erase_member(ben, by=ben, keep_texts=True)

    assert post() == []
    assert outcomes() == [("dropped", "There is nobody with a confirmed address any more.")]


def test_nothing_is_told_of_what_was_deleted(
    ada: Member, cleo: Member, question: Question, answer: Answer, post: Post
) -> None:
    solve(question, answer, ada)
    delete_question(question, by=cleo, reason="Spam.")
    follow.run("notifications.page")

    assert post() == []
    assert outcomes() == [("dropped", "The question or the answer is not there any more.")]


def test_who_does_not_want_the_letter_does_not_get_it(
    ada: Member, ben: Member, question: Question, answer: Answer, post: Post, client: Client
) -> None:
    client.force_login(ben)
    page = client.get("/settings/notifications/").content.decode()
    on = re.findall(r'name="([a-z_]+)"[^>]* checked', page)
    assert "mail_first_solution" in on

    client.post("/settings/notifications/", {name: "on" for name in on if name != "mail_first_solution"})
    solve(question, answer, ada)

    assert post() == []
    assert outcomes() == [("dropped", "This member wants no such letters.")]
    ben.refresh_from_db()
    assert choices_of(ben) == {**dict.fromkeys(choices_of(ben), True), "mail_first_solution": False}


def test_the_line_at_the_foot_switches_it_off_without_signing_in(
    ada: Member, ben: Member, question: Question, answer: Answer, post: Post
) -> None:
    solve(question, answer, ada)
    (letter,) = post()
    link = re.search(r"No more letters like this:\nhttp://[^/]+(/letters/stop/\S+)", str(letter.body))
    assert link is not None and link[1] in html_of(letter)
    assert link[1] in letter.extra_headers["List-Unsubscribe"]
    stranger = Client(enforce_csrf_checks=True)

    asked = stranger.get(link[1]).content.decode()
    ben.refresh_from_db()
    assert choices_of(ben)["mail_first_solution"], "a mail program looked at the link"
    assert "Your first solution" in asked

    done = stranger.post(link[1], {"List-Unsubscribe": "One-Click"})
    ben.refresh_from_db()
    assert done.status_code == 200
    assert not choices_of(ben)["mail_first_solution"]
    assert stranger.post("/letters/stop/x:y:z/").status_code == 404


def test_other_wishes_stay_when_a_letter_is_stopped(ben: Member) -> None:
    from groundswell.derived.notifications import stopping

    reading.choose({"votes": False}, by=ben)
    found = stopping.read(stopping.link(ben, "mail:first_solution").rstrip("/").rpartition("/")[2])
    assert found is not None
    stopping.stop(found)

    ben.refresh_from_db()
    assert [key for key, wanted in choices_of(ben).items() if not wanted] == ["votes", "mail_first_solution"]


def test_a_german_member_is_thanked_in_german(
    ada: Member, ben: Member, question: Question, answer: Answer, post: Post
) -> None:
    Member.objects.filter(pk=ben.pk).update(language="de")
    solve(question, answer, ada)

    (letter,) = post()

    assert letter.subject == "Danke, Ben Okafor: deine erste Lösung"
    assert "Ada Lindqvist hat deine Antwort auf „No signal in the lift“ als Lösung markiert." in str(letter.body)
    assert "Keine solchen Briefe mehr" in html_of(letter)


def test_what_a_member_was_written_is_in_their_export(
    ada: Member, ben: Member, question: Question, answer: Answer, post: Post
) -> None:
    from groundswell.derived.notifications.personal import notifications

    solve(question, answer, ada)
    post()

    found: Any = notifications(ben)
    assert [(row["about"]["letter"], row["state"]) for row in found["letters"]] == [("first_solution", "sent")]


def test_a_server_that_is_busy_at_first_gets_the_letter_later(
    ben: Member, nora: Member, post: Post, peer: Peer
) -> None:
    peer.answers = ["451 4.3.0 <{address}> try again later"]
    change_role(ben, Role.AGENT, by=nora)

    post()
    row = Delivery.objects.get()
    assert (row.state, row.attempts, peer.got) == ("waiting", 1, [])
    assert "try again later" in row.problem
    assert "ben@" not in row.problem

    Delivery.objects.update(next_try=timezone.now() - timedelta(hours=1))
    post()

    (got,) = peer.got
    assert got["To"] == "ben@example.com"
    assert got["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
    assert outcomes()[0][0] == "sent"


def test_each_attempt_has_the_same_message_id_so_a_server_can_drop_the_double(
    ben: Member, nora: Member, post: Post, peer: Peer
) -> None:
    change_role(ben, Role.AGENT, by=nora)
    post()

    # As if the worker had been killed between the server's answer and the commit.
    Delivery.objects.update(state="waiting", next_try=timezone.now() - timedelta(hours=1))
    post()

    first, second = peer.got
    assert first["Message-ID"] == second["Message-ID"]
    assert re.fullmatch(r"<[0-9a-f]{32}@localhost>", str(first["Message-ID"]))


def test_a_refusal_for_good_is_on_the_dead_letter_list_at_once(
    ben: Member, nora: Member, post: Post, peer: Peer
) -> None:
    peer.answers = ["550 5.1.1 <{address}>: no such person"]
    change_role(ben, Role.AGENT, by=nora)

    post()

    assert outcomes() == [("dead", "550 5.1.1 <…@…>: no such person")]
    deliveries.resend()
    post()
    assert len(peer.got) == 1


def test_a_server_that_is_away_is_tried_again(ben: Member, nora: Member, post: Post, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    change_role(ben, Role.AGENT, by=nora)

    post()

    assert outcomes()[0][0] == "waiting"
    assert "refused" in outcomes()[0][1]
