"""News and digests over real SMTP: many letters over one connection, each in its reader's language."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage as Received
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.derived.notifications import digests
from groundswell.derived.notifications.tests.peers import Peer, text_of
from groundswell.features.support import actions
from groundswell.features.support.models import Question, Topic
from groundswell.log import clock, deliveries, follow
from groundswell.log.models import Delivery
from groundswell.members.models import Member

TUESDAY = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def morning(ada: Member, ben: Member, dan: Member, eve: Member, calling: Topic, settings: Any) -> None:
    """Four digests that wait to be sent; Eve reads German."""
    settings.MAIL_AFTER = 10_000
    Member.objects.filter(pk=eve.pk).update(language="de", languages=["en", "de"])
    with clock.standing_at(TUESDAY - timedelta(hours=20)):
        for member in (ada, ben, dan, eve):
            question = actions.ask_question(by=member, title=f"What is new, {member.name}?", body="Tell me.")
            actions.answer_question(question, by=dan if member != dan else ben, body="A lot.")
        actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")
        for member in (ben, dan, eve):
            actions.follow("topic", calling.pk, by=member)
        follow.run_all()
    Delivery.objects.all().delete()
    with clock.standing_at(TUESDAY):
        digests.build_due()


def to(peer: Peer) -> dict[str, Received]:
    return {str(letter["To"]).partition("@")[0]: letter for letter in peer.got}


def sent_with(most: int) -> int:
    """How many statements it took to send so many."""
    with (
        clock.standing_at(TUESDAY),
        CaptureQueriesContext(
            connection,
        ) as counted,
    ):
        assert deliveries.send_some(most) == most
    return len(counted)


def test_four_digests_go_over_one_connection_each_in_its_language(morning: None, peer: Peer) -> None:
    sent_with(4)

    german, own = to(peer)["eve"], to(peer)["ada"]
    assert peer.calls == 1 and set(to(peer)) == {"ada", "ben", "dan", "eve"}
    assert str(german["Subject"]).startswith("1 Antwort") and str(own["Subject"]).startswith("1 answer")
    text = text_of(german)
    assert "What is new, Eve" in text and "What is new, Ada" not in text and "No signal in the lift" in text
    assert "http://localhost:8000/question/" in text and "#answer-" in text
    assert (
        german["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and german["Auto-Submitted"] == "auto-generated"
    )
    assert 'lang="de"' in text_of(german, "html")


def test_what_a_digest_is_made_of_is_read_at_once_for_many(morning: None, peer: Peer) -> None:
    assert sent_with(1) >= 9
    assert sent_with(3) <= 14, "each further one costs the statement that ends it, and no more"


def test_a_server_that_has_enough_of_a_connection_is_rung_up_again(morning: None, peer: Peer) -> None:
    peer.patience = 3
    sent_with(4)

    assert (peer.calls, len(peer.got)) == (2, 4)
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_one_refused_address_holds_nobody_up(morning: None, peer: Peer) -> None:
    peer.answers = ["550 5.1.1 <{address}>: no such person"]
    sent_with(4)

    assert len(peer.got) == 3
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["dead", "sent", "sent", "sent"]


def test_news_says_who_did_what_and_how_to_stop_it(
    ada: Member, ben: Member, question: Question, settings: Any, peer: Peer
) -> None:
    settings.MAIL_AFTER = 0
    follow.run_all()
    answer = actions.answer_question(question, by=ben, body="Turn on **Wi-Fi calling**.")
    follow.run_all()

    assert deliveries.send_some(50) == 1

    (got,) = peer.got
    assert (got["To"], got["Subject"]) == ("ada@example.com", "Re: No signal in the lift")
    assert got["References"] == got["In-Reply-To"] == f"<question.{question.pk}@localhost>"
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
    assert f"#answer-{answer.pk}" in text_of(got)
    assert "<strong>Wi-Fi calling</strong>" in text_of(got, "html")
