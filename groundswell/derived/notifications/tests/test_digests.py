"""The digest: who gets one and when, what is in it, and what is not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from groundswell.derived.notifications import digests, reading, waiting
from groundswell.derived.notifications.models import Digest, Helped, OpenQuestion
from groundswell.derived.notifications.wishes import Wishes
from groundswell.features.support import actions
from groundswell.features.support.models import Question, Tag, Topic
from groundswell.log import clock, deliveries, follow
from groundswell.members.actions import erase_member
from groundswell.members.models import Member

TUESDAY = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
Build = Callable[..., list[EmailMultiAlternatives]]


@pytest.fixture
def build(settings: Any) -> Build:
    """The digests of a moment, sent. Mail at once is out of the way."""
    settings.MAIL_AFTER = 10_000

    def look(at: datetime = TUESDAY) -> list[EmailMultiAlternatives]:
        follow.run_all()
        mail.outbox.clear()
        with clock.standing_at(at):
            digests.build_due()
            while deliveries.send_next():
                pass
        return [sent for sent in mail.outbox if isinstance(sent, EmailMultiAlternatives)]

    return look


@pytest.fixture
def tuesday() -> Any:
    with clock.standing_at(TUESDAY - timedelta(hours=20)):
        yield


def test_ada_reads_what_she_has_not_seen_and_dan_what_he_could_answer(
    tuesday: None, ada: Member, ben: Member, dan: Member, question: Question, build: Build
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    Tag.objects.get_or_create(name="esim")
    actions.follow("tag", Tag.objects.get(name="esim").pk, by=dan)
    waits = actions.ask_question(by=ada, title="How do I move my eSIM?", body="New phone.", tags=["esim"])
    reading.choose({"questions": True}, by=dan)
    reading.mark_all_read(by=dan)

    sent = {letter.to[0]: letter for letter in build()}

    assert sent["ada@example.com"].subject == "1 answer or comment for you"
    assert "Ben Okafor answered your question “No signal in the lift”" in sent["ada@example.com"].body
    assert "How do I move my eSIM?" in str(sent["dan@example.com"].alternatives[0][0])
    assert Digest.objects.get(member=dan).content["questions"] == [waits.pk]
    assert build() == []


def test_with_nothing_to_say_there_is_no_mail(tuesday: None, ada: Member, build: Build) -> None:
    assert build() == []
    assert Digest.objects.get(member=ada).content == {}


@pytest.mark.parametrize(
    ("zone", "hour", "comes"), [("", 8, True), ("", 3, False), ("", 12, False), ("Asia/Tokyo", 8, False),
                                ("Asia/Tokyo", 0, True), ("America/New_York", 13, True)],
)  # fmt: skip
def test_it_comes_in_the_morning_where_the_member_is(
    tuesday: None, ada: Member, zone: str, hour: int, comes: bool, build: Build
) -> None:
    Member.objects.filter(pk=ada.pk).update(time_zone=zone)
    build(TUESDAY.replace(hour=hour))

    assert Digest.objects.filter(member=ada).exists() is comes


def test_weekly_is_on_tuesday_daily_each_day_never_never(
    tuesday: None, ada: Member, ben: Member, dan: Member, build: Build
) -> None:
    reading.choose_how(Wishes(often="daily"), by=ben)
    reading.choose_how(Wishes(often="never"), by=dan)

    build(TUESDAY + timedelta(days=1))
    assert list(Digest.objects.values_list("member", flat=True)) == [ben.pk]
    build(TUESDAY + timedelta(days=7))
    assert set(Digest.objects.values_list("member", flat=True)) == {ada.pk, ben.pk}


def test_who_was_not_here_for_half_a_year_is_left_in_peace(ada: Member, build: Build) -> None:
    Member.objects.update(joined=TUESDAY - timedelta(days=400), last_login=TUESDAY - timedelta(days=181))
    build()
    assert not Digest.objects.exists()

    Member.objects.update(last_login=TUESDAY - timedelta(days=179))
    build()
    assert Digest.objects.exists()


def test_nobody_is_asked_for_their_own_question_nor_for_what_was_answered_closed_muted_or_deleted(
    tuesday: None, ada: Member, ben: Member, cleo: Member, dan: Member, calling: Topic, build: Build
) -> None:
    actions.follow("topic", calling.pk, by=dan)
    own = actions.ask_question(by=dan, title="Mine, and nobody else's", body="Is it?")
    answered, closed, muted, deleted = (
        actions.ask_question(by=ada, title=f"Question number {n}", body="What is it?") for n in range(4)
    )
    actions.answer_question(answered, by=ben, body="This is it.")
    actions.close_question(closed, by=cleo, cause="unclear")
    actions.mute("question", muted.pk, by=dan)
    actions.delete_question(deleted, by=cleo, reason="Spam")
    reading.choose_how(Wishes(chosen={"digest": {"questions": True}}), by=dan)
    build()

    content = Digest.objects.get(member=dan).content
    assert content.get("questions", []) == [] and own.pk


def test_who_answered_in_a_topic_is_asked_there_again(
    tuesday: None, ada: Member, ben: Member, question: Question, build: Build
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    waits = actions.ask_question(by=ada, title="No signal in the cellar", body="Never.", tags=["lift"])
    build()

    assert Digest.objects.get(member=ben).content["questions"] == [waits.pk]


def test_what_was_read_between_building_and_sending_is_left_out(
    tuesday: None, ada: Member, ben: Member, question: Question, build: Build
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()
    with clock.standing_at(TUESDAY):
        digests.build_due()
        reading.mark_all_read(by=ada)
        mail.outbox.clear()
        while deliveries.send_next():
            pass

    assert "ada@example.com" not in [letter.to[0] for letter in mail.outbox]


def test_one_press_ends_the_digest_signed_out(
    tuesday: None, ada: Member, ben: Member, question: Question, build: Build, client: Client
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    letter = next(letter for letter in build() if letter.to == ["ada@example.com"])
    address = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")

    client.get(address)
    ada.refresh_from_db()
    assert Wishes.of(ada.settings).often == "weekly"
    client.post(address)
    ada.refresh_from_db()
    assert Wishes.of(ada.settings).often == "never"


def test_a_rebuild_derives_the_same_and_who_left_gets_nothing(
    tuesday: None, ada: Member, ben: Member, question: Question, build: Build
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()
    before = list(OpenQuestion.objects.values()), sorted(Helped.objects.values_list("member", "thing"))
    follow.rebuild(waiting.NAME)
    assert (list(OpenQuestion.objects.values()), sorted(Helped.objects.values_list("member", "thing"))) == before

    erase_member(ada, by=ada, keep_texts=False)
    build()
    assert not Digest.objects.filter(member=ada).exists()


def test_digests_of_a_quarter_ago_are_forgotten(ada: Member) -> None:
    now = clock.now()
    for days in (1, 89, 91):
        at = now - timedelta(days=days)
        Digest.objects.create(member=ada, day=at.date(), at=at, content={})

    digests.forget_old()

    assert {(now - digest.at).days for digest in Digest.objects.all()} == {1, 89}
